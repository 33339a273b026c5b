"""One spelling for what people type and what is stored: small letters, half-width forms, straight quotes.

Every character stands for one character, so a place in the folded text is the place in the text. The
database folds by the same table (`library_fold` in the migration): its own lower() depends on the locale.
"""

import re

CAPITALS = "".join(map(chr, range(ord("A"), ord("Z") + 1)))
FULL_WIDTH = "".join(map(chr, range(0xFF01, 0xFF5F)))
QUOTES = {"“": '"', "”": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "\u3000": " "}

FROM = CAPITALS + FULL_WIDTH + "".join(QUOTES)
TO = (
    CAPITALS.lower()
    + "".join(chr(ord(character) - 0xFEE0).lower() for character in FULL_WIDTH)
    + "".join(QUOTES.values())
)
TABLE = str.maketrans(FROM, TO)
# PostgreSQL takes no NUL, and half a surrogate pair is no character.
IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")


def fold(text: str) -> str:
    return IMPOSSIBLE.sub("\ufffd", text).translate(TABLE)

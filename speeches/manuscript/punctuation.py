"""Half-width marks in Chinese text in their full-width form. Length stays, so offsets and spans stay true."""

import re

HANZI = r"\u3400-\u9fff\uf900-\ufaff"
MARKS = str.maketrans(",;:?!()", "，；：？！（）")
PAIR = re.compile(
    rf"\(([^()\n]*[{HANZI}][^()\n]*)\)|(?<=[{HANZI}])\(([^()\n]*)\)(?=[{HANZI}，。；：？！、]|$)",
    re.MULTILINE,
)
BETWEEN_HANZI = re.compile(
    rf"(?<=[{HANZI}”’》）】])[,;:?!](?=[{HANZI}“‘《（【0-9\n]|$)|(?<=[{HANZI}])[()](?=[{HANZI}\n]|$)",
    re.MULTILINE,
)
QUOTE_AT_HANZI = {
    mark: re.compile(rf"(?<=[{HANZI}，。；：？！、]){mark}|{mark}(?=[{HANZI}，。；：？！、])")
    for mark in "\"'"
}
CURLY = {'"': "“”", "'": "‘’"}
INNER = str.maketrans("“”", "‘’")


def full_width(text: str) -> str:
    """Return the text with full-width marks between Hanzi; numbers, times and Latin text keep theirs."""
    text = PAIR.sub(lambda match: f"（{match[0][1:-1]}）", text)
    for mark in CURLY:
        text = curly(text, mark)
    return BETWEEN_HANZI.sub(lambda match: match[0].translate(MARKS), text)


def curly(text: str, mark: str) -> str:
    """Return the text with straight quotes curled in turn, if they are quotes of Chinese text."""
    if not QUOTE_AT_HANZI[mark].search(text):
        return text
    pieces = text.split(mark)
    curled = pieces[0]
    for place, piece in enumerate(pieces[1:]):
        curled += CURLY[mark][place % 2] + piece
    return curled


def quoted(text: str) -> str:
    """Return the text in quotation marks; those within become single ones, as GB/T 15834—2011 has it."""
    if text.startswith("“") and text.find("”") == len(text) - 1:
        return text
    return f"“{text.translate(INNER)}”"

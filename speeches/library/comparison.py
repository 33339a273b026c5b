"""Two texts side by side, as one text with what went and what came. Pure."""

from typing import NamedTuple

from diff_match_patch import diff_match_patch

# Beyond this the difference is told more coarsely, never wrongly.
TIME_LIMIT = 0.5


class Piece(NamedTuple):
    """`kind`: "" for what both have, "del" for what only the first has, "ins" for the second."""

    kind: str
    text: str


KINDS = {-1: "del", 0: "", 1: "ins"}


def compare(before: str, after: str) -> list[Piece]:
    """Return the pieces in reading order; without the "ins" they are `before`, without the "del" `after`."""
    differ = diff_match_patch()
    differ.Diff_Timeout = TIME_LIMIT
    pieces = differ.diff_main(before, after)
    differ.diff_cleanupSemantic(pieces)
    return [Piece(KINDS[kind], text) for kind, text in pieces]

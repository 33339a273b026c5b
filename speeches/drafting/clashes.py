"""Where two people changed the same: what merges is merged, what does not is shown to them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from speeches.manuscript.differences import hunks
from speeches.manuscript.merge import merge_texts
from speeches.manuscript.paragraph import Paragraph

# The writer of a merged text: it is news to everybody, to both who wrote it too.
NOBODY = ""
# What a clash over the title block is called beside the keys of paragraphs.
FRONT_KEY = "front"
FrontLines = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two texts of one paragraph, None where that side deleted it; the draft holds theirs."""

    key: str
    mine: Paragraph | None
    theirs: Paragraph | None

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "mine": self.mine and self.mine.to_json(),
            "theirs": self.theirs and self.theirs.to_json(),
            "difference": difference(text_of(self.mine), text_of(self.theirs)),
        }


def text_of(paragraph: Paragraph | None) -> str:
    return paragraph.text if paragraph else ""


def front_clash(mine: FrontLines, theirs: FrontLines) -> dict[str, Any]:
    """Return the clash over a title block, in the form of the others."""
    texts = ["／".join(text for _, text in front) for front in (mine, theirs)]
    return {"key": FRONT_KEY, "mine": mine, "theirs": theirs, "difference": difference(*texts)}


def difference(mine: str, theirs: str) -> list[list[Any]]:
    """Return both texts in pieces [whose, text]: 0 common to both, -1 only mine, 1 only theirs."""
    pieces: list[list[Any]] = []
    done = 0
    for hunk in hunks(mine, theirs):
        pieces += [[0, mine[done : hunk.start]], [-1, mine[hunk.start : hunk.end]]]
        pieces.append([1, theirs[hunk.new_start : hunk.new_end]])
        done = hunk.end
    return [piece for piece in (*pieces, [0, mine[done:]]) if piece[1]]


def is_same(one: Paragraph, other: Paragraph) -> bool:
    """Compare what people write: the marks of counts are the server's own."""
    return without_counts(one) == without_counts(other)


def without_counts(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, spans=tuple(span for span in paragraph.spans if span.kind != "count"))


def merged_front(was: FrontLines, mine: FrontLines, theirs: FrontLines) -> list[list[str]] | None:
    """Return the title block with the changes of both; None where they clash or have other lines."""
    kinds = [[kind for kind, _ in front] for front in (was, mine, theirs)]
    if not kinds[0] == kinds[1] == kinds[2]:
        return None
    lines = zip(was, mine, theirs, strict=True)
    return whole([line[0][0], merge_texts(*(text for _, text in line)).text] for line in lines)


def whole(lines: Iterable[list[Any]]) -> list[list[str]] | None:
    found = list(lines)
    return None if any(text is None for _, text in found) else found

"""What open suggestions want of the paragraphs of the text that they were made of. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from speeches.manuscript.pieces import compare_texts
from speeches.manuscript.value import Manuscript

from .changes import Deletion, Insertion, Rewrite


@dataclass(slots=True)
class Wanted:
    """Stretches `to_go`, words `to_come` before an offset, paragraphs to come `behind`. Code points."""

    to_go: list[tuple[int, int]] = field(default_factory=list)
    to_come: dict[int, str] = field(default_factory=dict)
    behind: list[str] = field(default_factory=list)


AS_IT_IS = Wanted()


def wanted_by(comments: Iterable[Any], manuscript: Manuscript) -> dict[str, Wanted]:
    """Return what the suggestions among some comments want, by the key of the paragraph.

    What was suggested of another text of the paragraph is not marked.
    """
    found: dict[str, Wanted] = {}
    texts: dict[str, str] = {}
    for comment in comments:
        for change in comment.suggestion.values() if comment.proposal else ():
            texts = texts or {paragraph.key: paragraph.text for paragraph in manuscript.paragraphs}
            wanted = found.setdefault(change.place, Wanted())
            match change:
                case Rewrite() if texts.get(change.key) == change.base:
                    mark_rewrite(wanted, change)
                case Deletion() if texts.get(change.key) == change.base:
                    wanted.to_go.append((0, len(change.base)))
                case Insertion():
                    wanted.behind += [paragraph.text for paragraph in change.paragraphs]
    return found


def mark_rewrite(wanted: Wanted, change: Rewrite) -> None:
    at = 0
    for piece in compare_texts(change.base, change.text):
        if piece.kind == "ins":
            wanted.to_come[at] = wanted.to_come.get(at, "") + piece.text
            continue
        if piece.kind == "del":
            wanted.to_go.append((at, at + len(piece.text)))
        at += len(piece.text)

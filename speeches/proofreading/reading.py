"""A manuscript as the rules look at it: its title block as paragraphs, and where quotations stand."""

import re
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.reading import read
from speeches.manuscript.value import Front, Manuscript

from .findings import FRONT

Result = TypeVar("Result")
QUOTED = re.compile(r"“[^“”]*”")
# Words before a quotation that is somebody's, so that its wording is not the writer's to change.
SAYING = re.compile(r"(?:指出|强调|要求|说|讲|提出|写道|告诫|认为|明确)[^，。；“”]{0,8}[：，,]?$")
SHORTEST_CITATION = 12


def front_paragraphs(manuscript: Manuscript) -> Iterator[Paragraph]:
    """Yield the lines of the title block as paragraphs with the keys front:0, front:1 …"""
    for index, line in enumerate(manuscript.front):
        yield Paragraph(f"{FRONT}{index}", Role.BODY, line.text)


def title_paragraphs(manuscript: Manuscript) -> Iterator[Paragraph]:
    for paragraph, line in zip(front_paragraphs(manuscript), manuscript.front, strict=True):
        if line.kind in (Front.TITLE, Front.SUBTITLE):
            yield paragraph


def all_paragraphs(manuscript: Manuscript) -> tuple[Paragraph, ...]:
    return (*front_paragraphs(manuscript), *manuscript.paragraphs)


def is_front(key: str) -> bool:
    return key.startswith(FRONT)


def citations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of what others said: quotations of a sentence's length, or after 指出, 强调…"""
    for match in QUOTED.finditer(text):
        is_long = match.end() - match.start() - 2 >= SHORTEST_CITATION
        if is_long and SAYING.search(text, max(0, match.start() - 20), match.start()):
            yield match.span()


class Remembered(Generic[Result]):
    """A function of a manuscript that remembers its last result: several rules ask for the same one.

    By identity: comparing manuscripts would cost more than most rules. One assignment, so threads are safe.
    """

    def __init__(self, function: Callable[[Manuscript], Result]) -> None:
        self.function = function
        self.last: tuple[Manuscript, Result] | None = None

    def __call__(self, manuscript: Manuscript) -> Result:
        last = self.last
        if last is None or last[0] is not manuscript:
            last = self.last = (manuscript, self.function(manuscript))
        return last[1]


layout = Remembered(read)

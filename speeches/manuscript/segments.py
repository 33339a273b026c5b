"""Lines of the body cut into paragraphs at the markers that were found: salutation, head, items, text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from .headings import Head
from .lists import Run
from .marks import Mark
from .numbering import derived_markers, series_of
from .paragraph import Paragraph, Role
from .sentences import first_sentence_end
from .titleblock import salutation_end


def salutation(text: str, mint: Callable[[], str]) -> Iterator[Paragraph]:
    """Yield 同志们：, and the text that runs in after it."""
    end = salutation_end(text) or len(text)
    yield Paragraph(mint(), Role.SALUTATION, text[:end])
    if rest := text[end:].strip():
        yield Paragraph(mint(), Role.BODY, rest, run_in=True)


@dataclass(frozen=True, slots=True)
class ListMark:
    """A marker that was found to belong to a list."""

    mark: Mark
    list_id: str
    depth: int


def list_members(runs: Sequence[Run], mint: Callable[[], str]) -> dict[int, list[ListMark]]:
    """Return the list markers of each body line, in the order of the text."""
    members: dict[int, list[ListMark]] = {}
    for run in runs:
        list_id = mint()
        for member in run.members:
            members.setdefault(member.line, []).append(ListMark(member.mark, list_id, run.depth))
    for marks in members.values():
        marks.sort(key=lambda found: found.mark.start)
    return members


@dataclass(frozen=True, slots=True)
class LineReader:
    """Cuts body lines into paragraphs; `heads` and `members` are what was found on each line."""

    heads: dict[int, Head]
    members: dict[int, list[ListMark]]
    mint: Callable[[], str]

    def read(self, index: int, text: str) -> Iterator[Paragraph]:
        head = self.heads.get(index)
        marks = self.members.get(index, [])
        if head is None:
            yield from self.read_items(text, 0, marks, is_first=True)
            return
        marks = [found for found in marks if found.mark.start >= head.text_start]
        end = self.lead_end(text, head.text_start, marks)
        yield self.heading(head, text, end)
        yield from self.read_items(text, end, marks, is_first=False)

    def heading(self, head: Head, text: str, end: int) -> Paragraph:
        typed = text[: head.text_start].strip()
        return Paragraph(
            self.mint(),
            Role.HEADING,
            text[head.text_start : end],
            level=head.level,
            series=series_of(typed),
            typed_marker=typed,
        )

    def read_items(
        self, text: str, start: int, marks: Sequence[ListMark], *, is_first: bool
    ) -> Iterator[Paragraph]:
        """Yield the text before the first item as body, then each item's first sentence and its rest."""
        borders = [found.mark.start for found in marks] + [len(text)]
        if start < borders[0]:
            yield Paragraph(self.mint(), Role.BODY, text[start : borders[0]], run_in=not is_first)
            is_first = False
        for found, border in zip(marks, borders[1:], strict=True):
            start = found.mark.end
            lead = start + first_sentence_end(text[start:border])
            yield self.item(found, text[start:lead], is_first=is_first)
            is_first = False
            if lead < border:
                yield Paragraph(self.mint(), Role.BODY, text[lead:border], run_in=True)

    def item(self, found: ListMark, text: str, *, is_first: bool) -> Paragraph:
        return Paragraph(
            self.mint(),
            Role.ITEM,
            text,
            series=series_of(found.mark.text),
            list_id=found.list_id,
            depth=found.depth,
            typed_marker=found.mark.text,
            run_in=not is_first,
        )

    @staticmethod
    def lead_end(text: str, start: int, marks: Sequence[ListMark]) -> int:
        """Return where a run-in head ends: with its sentence, or where the first item begins."""
        sentence = start + first_sentence_end(text[start:])
        return min([sentence, *(found.mark.start for found in marks)])


def keep_typed(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Keep a typed marker only where it differs from the derived one."""
    return [
        replace(paragraph, typed_marker=None) if paragraph.typed_marker == derived else paragraph
        for paragraph, derived in zip(paragraphs, derived_markers(paragraphs), strict=True)
    ]

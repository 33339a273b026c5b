"""Announced counts that do not agree with what they announce, each with the text that would be right."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .announcements import Announcement, find_announcements
from .counts import SetNames, bare_counts, is_cited, named_counts
from .echoes import echoes
from .formulas import FORMULA
from .groups import group_refs, recount
from .paragraph import Span
from .punctuation import full_width
from .reading import Line
from .setnames import SET_NAMES
from .value import Manuscript

FRONT = "front:"


@dataclass(frozen=True, slots=True)
class Miscount:
    """A count at [start, end) of a paragraph; in the title block its `key` is "front:<number of the line>".

    `healed` is what it should say; `group` as in Announcement.
    """

    key: str
    start: int
    end: int
    text: str
    healed: str
    counted: int | str
    group: str = ""

    @property
    def is_in_front(self) -> bool:
        return self.key.startswith(FRONT)

    @property
    def is_bound(self) -> bool:
        """Tell whether the place carries a span that names the group."""
        return bool(self.group) and not self.is_in_front


def miscounts(manuscript: Manuscript, set_names: Collection[str] = SET_NAMES) -> Iterator[Miscount]:
    """Yield the counts that are wrong, the title block's first."""
    found = find_announcements(manuscript, set_names)
    yield from in_front(manuscript, found, set_names)
    for one in found:
        if not one.consistent:
            healed = right(one.text, one.counted)
            yield Miscount(one.key, one.start, one.end, one.text, healed, one.counted, one.group)


def right(text: str, counted: int | str) -> str:
    """Return a count, or a formula (“2+3”), that says what was counted."""
    if isinstance(counted, int):
        return recount(text, counted)
    return FORMULA.sub(lambda match: match[0].replace(match["formula"], counted), text, count=1)


def in_front(
    manuscript: Manuscript, found: Sequence[Announcement], set_names: Collection[str]
) -> Iterator[Miscount]:
    """Yield what the title block says of a named list (“五个始终”) that has another number of items."""
    names = {one.name: one for one in found if one.name and one.group}
    for place, front in enumerate(manuscript.front):
        line = Line(place, full_width(front.text), ())
        said = [*named_counts(line, SetNames(set_names)), *bare_counts([line], set_names, names)]
        for count in said:
            one = names.get(count.name)
            if one and isinstance(one.counted, int) and one.counted != count.number:
                text = front.text[count.start : count.end]
                healed = recount(text, one.counted)
                yield Miscount(
                    f"{FRONT}{place}", count.start, count.end, text, healed, one.counted, one.group
                )


def outdated(manuscript: Manuscript, counts: Collection[str], number: int) -> Iterator[Miscount]:
    """Yield where a text says one of these counts although its list, not yet there, will have another number.

    Where they are tied to a list already, that is another one of the same name: nothing is yielded.
    """
    places = list(said_anywhere(manuscript, counts))
    refs = set(group_refs(manuscript.paragraphs))
    if any(span.kind == "count" and span.ref in refs for _, _, _, spans in places for span in spans):
        return
    for key, text, place, _ in places:
        words = text[slice(*place)]
        yield Miscount(key, *place, words, recount(words, number), number)


def said_anywhere(
    manuscript: Manuscript, counts: Collection[str]
) -> Iterator[tuple[str, str, tuple[int, int], list[Span]]]:
    """Yield (key, text, place, spans there) of every place that says a count in the speaker's own words."""
    front = ((f"{FRONT}{place}", line.text, ()) for place, line in enumerate(manuscript.front))
    for key, text, spans in (*front, *((p.key, p.text, p.spans) for p in manuscript.paragraphs)):
        for start, end in sorted({place for count in counts for place in echoes(text, count)}):
            if not is_cited(text, len(text[:start].rstrip("“‘"))):
                yield key, text, (start, end), [s for s in spans if s.start < end and start < s.end]

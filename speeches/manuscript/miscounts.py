"""Announced counts that do not agree with what they announce, each with the text that would be right."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .announcements import Announcement, find_announcements
from .counts import SetNames, bare_counts, named_counts
from .formulas import FORMULA
from .groups import recount
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

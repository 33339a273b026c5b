"""What the outline pane says of a speech: sections, lengths, minutes, and what is still open. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from speeches.manuscript.duration import CHARACTERS_PER_MINUTE, minutes
from speeches.manuscript.miscounts import Miscount, miscounts
from speeches.manuscript.placeholders import Placeholder, find_placeholders
from speeches.manuscript.sections import Section, sections
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A placeholder still to be filled; `key` is "" in the title block."""

    key: str
    placeholder: Placeholder


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section in the outline. `bar_*` are percent of the bar; open places, counts are of its own text.

    `wrong` is the first count that does not agree.
    """

    section: Section
    minutes: float
    bar_start: float
    bar_width: float
    open_places: int
    wrong_counts: int
    wrong: Miscount | None = None
    has_inner: bool = False

    @property
    def clock(self) -> str:
        return clock(self.minutes)


@dataclass(frozen=True, slots=True)
class Overview:
    rows: tuple[SectionRow, ...]
    characters: int
    minutes: float
    per_minute: int
    target: int | None
    open_places: tuple[OpenPlace, ...]
    wrong_counts: tuple[Miscount, ...]

    @property
    def clock(self) -> str:
        return clock(self.minutes)

    @property
    def over(self) -> float:
        """Minutes over the target (negative: under it); 0 without a target."""
        return self.minutes - self.target if self.target else 0.0

    @property
    def under(self) -> float:
        return -self.over

    @property
    def bars(self) -> tuple[SectionRow, ...]:
        """The sections that make up the bar: those that no other one holds."""
        return tuple(row for row in self.rows if row.section.level <= 1)

    @property
    def target_mark(self) -> float | None:
        """Where on the bar the target stands, in percent."""
        return 100 * self.target / max(self.target, self.minutes) if self.target else None

    def open_named(self) -> list[tuple[str, int, str]]:
        """Return (what is open, how often, the first place) in reading order."""
        found: dict[str, list[str]] = {}
        for place in self.open_places:
            found.setdefault(place.placeholder.name or place.placeholder.text, []).append(place.key)
        return [(name, len(keys), keys[0]) for name, keys in found.items()]

    def wrong_named(self) -> list[tuple[Miscount, int]]:
        """Return the counts that are wrong, each once, and in how many places they say so."""
        found: dict[tuple[str, int | str], list[Miscount]] = {}
        for one in self.wrong_counts:
            found.setdefault((one.text, one.counted), []).append(one)
        return [(places[0], len(places)) for places in found.values()]


def clock(length: float) -> str:
    """Return minutes as m:ss."""
    seconds = round(length * 60)
    return f"{seconds // 60}:{seconds % 60:02d}"


def overview(
    manuscript: Manuscript,
    *,
    target: int | None = None,
    per_minute: int = CHARACTERS_PER_MINUTE,
    set_names: Collection[str] = SET_NAMES,
) -> Overview:
    """Return the overview of a speech. Linear in its length."""
    found = sections(manuscript)
    total = sum(section.characters for section in outermost(found))
    length = minutes(total, per_minute)
    places = tuple(open_places(manuscript))
    wrong = tuple(miscounts(manuscript, set_names))
    keys = [place.key for place in places]
    rows = section_rows(manuscript, found, keys, wrong, per_minute, max(length, target or 0))
    return Overview(rows, total, length, per_minute, target, places, wrong)


def outermost(found: Iterable[Section]) -> list[Section]:
    """Return the sections that no other one holds; together they are the whole speech."""
    outer: list[Section] = []
    for section in found:
        if not outer or section.start >= outer[-1].end:
            outer.append(section)
    return outer


def section_rows(
    manuscript: Manuscript,
    found: Sequence[Section],
    open_keys: Sequence[str],
    wrong: Sequence[Miscount],
    per_minute: int,
    whole: float,
) -> tuple[SectionRow, ...]:
    place_of = {paragraph.key: place for place, paragraph in enumerate(manuscript.paragraphs)}
    ends = [after.start for _, after in pairwise(found)] + [len(place_of)]
    own_places, own_counts = (
        counts([place_of[key] for key in keys if key in place_of], ends)
        for keys in (open_keys, [miscount.key for miscount in wrong])
    )
    in_order = iter(sorted((a for a in wrong if a.key in place_of), key=lambda a: place_of[a.key]))
    rows, bar = [], 0.0
    outer = {id(section) for section in outermost(found)}
    for place, section in enumerate(found):
        length = minutes(section.characters, per_minute)
        width = 100 * length / whole if whole else 0.0
        own = [next(in_order) for _ in range(own_counts[place])]
        first = own[0] if own else None
        inner = place + 1 < len(found) and found[place + 1].start < section.end
        rows.append(
            SectionRow(section, length, bar, width, own_places[place], own_counts[place], first, inner)
        )
        bar += width if id(section) in outer else 0.0
    return tuple(rows)


def counts(places: Iterable[int], ends: Sequence[int]) -> list[int]:
    """Return how many places lie before each end and after the end before it. Places in order."""
    result, section = [0] * len(ends), 0
    for place in sorted(places):
        while place >= ends[section]:
            section += 1
        result[section] += 1
    return result


def open_places(manuscript: Manuscript) -> Iterable[OpenPlace]:
    for line in manuscript.front:
        yield from (OpenPlace("", found) for found in find_placeholders(line.text))
    for paragraph in manuscript.paragraphs:
        yield from (OpenPlace(paragraph.key, found) for found in find_placeholders(paragraph.text))

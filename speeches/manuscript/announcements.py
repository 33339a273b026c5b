"""Announced counts (“三点意见”, “五个‘始终’”, “以下6个方面”) and the lists they announce.

A count whose list is not found is never reported: to guess is worse than to stay silent. Where the evidence
is weak (a name with a number in it, a list without markers), only agreement is reported, never a fault.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from .counts import Count, bare_counts, counts, unquoted_counts
from .formulas import Formula, formulas
from .groups import announced, group_refs
from .paragraph import Paragraph, Span
from .reading import Reading, read
from .resolvers import Finding, resolve, unquoted
from .setnames import SET_NAMES
from .value import Manuscript


@dataclass(frozen=True, slots=True)
class Announcement:
    """A count found at [start, end) of a paragraph's text, and the size of what it announces.

    `n` and `counted` are numbers, or formulas such as "2+3". `group` names the paragraphs counted: a list id,
    or "headings:<key of the parent heading>:<level>"; "" where the list stands inside the sentence. `name` is
    what a set is called (始终).
    """

    key: str
    start: int
    end: int
    text: str
    n: int | str
    counted: int | str
    consistent: bool
    group: str = ""
    name: str = ""


def find_announcements(
    manuscript: Manuscript, set_names: Collection[str] = SET_NAMES
) -> tuple[Announcement, ...]:
    """Return the announced counts whose lists are found, in reading order. Linear in the text."""
    reading = read(manuscript)
    resolved = list(resolved_counts(reading, set_names))
    found = [
        *(
            located
            for count, finding in [*resolved, *said_again(reading, set_names, resolved)]
            for located in announce(count, count.number, finding.counted, finding.group, count.name)
        ),
        *(
            located
            for formula in formulas(reading)
            for located in announce(formula, formula.written, formula.counted)
        ),
    ]
    places = {paragraph.key: index for index, paragraph in enumerate(manuscript.paragraphs)}
    return tuple(sorted(found, key=lambda a: (places[a.key], a.start)))


def resolved_counts(reading: Reading, set_names: Collection[str]) -> Iterator[tuple[Count, Finding]]:
    """Yield the counts whose list is found. A name (五个“始终”) that found it once means it everywhere."""
    named: dict[str, Finding] = {}
    waiting: list[Count] = []
    told: set[tuple[int, int]] = set()
    for count in counts(reading, set_names):
        if finding := resolve(count, reading):
            told.add((count.line.index, count.start))
            yield count, finding
            if count.name and finding.group:
                named[count.name] = finding
        elif count.name:
            waiting.append(count)
    yield from ((count, named[count.name]) for count in waiting if count.name in named)
    for count in unquoted_counts(reading, set_names):
        # “两个” of 两个坚持 may have found its list already: one number is bound once.
        is_told = count.name in named or (count.line.index, count.start) in told
        if not is_told and (finding := unquoted(count, reading)):
            yield count, finding


def said_again(
    reading: Reading, set_names: Collection[str], resolved: Sequence[tuple[Count, Finding]]
) -> Iterator[tuple[Count, Finding]]:
    """Yield the names that stand without quotes (抓好五个始终): where they agree, or have agreed before."""
    names = {count.name: finding for count, finding in resolved if count.name and finding.group}
    told = {(count.line.index, count.start) for count, _ in resolved}
    for count in bare_counts(reading.lines, set_names, names):
        finding = names[count.name]
        if (count.line.index, count.start) in told:
            continue
        if count.number == finding.counted or was_bound(count, finding.group):
            yield count, finding


def was_bound(count: Count, group: str) -> bool:
    begin, paragraph = count.line.piece_at(count.start)
    start, end = count.start - begin, count.end - begin
    return any(
        span.kind == "count" and span.ref == group and span.start < end and start < span.end
        for span in paragraph.spans
    )


def announce(
    found: Count | Formula, n: int | str, counted: int | str, group: str = "", name: str = ""
) -> Iterator[Announcement]:
    """Yield the announcement, but for a count that a marker cuts in two: it belongs to no paragraph."""
    if place := found.line.locate(found.start, found.end):
        text = found.line.text[found.start : found.end]
        yield Announcement(*place, text, n, counted, n == counted, group, name)


def bind(manuscript: Manuscript, set_names: Collection[str] = SET_NAMES) -> Manuscript:
    """Return the manuscript with a span of kind "count" on every count that announces a list or headings.

    A count that fell to one with its list (一点意见) is not found by reading; it stays
    bound while both are there.
    """
    spans: dict[str, list[Span]] = defaultdict(list)
    groups = {ref for ref in group_refs(manuscript.paragraphs) if ref}
    for paragraph in manuscript.paragraphs:
        spans[paragraph.key] += [span for span in paragraph.spans if is_one_of(groups, paragraph, span)]
    for found in find_announcements(manuscript, set_names):
        if found.group:
            spans[found.key].append(Span(found.start, found.end, "count", found.group))
    return manuscript.with_paragraphs(
        tuple(with_counts(p, spans.get(p.key, [])) for p in manuscript.paragraphs)
    )


def is_one_of(groups: Collection[str], paragraph: Paragraph, span: Span) -> bool:
    """Tell whether a bound count says one and its group is still there."""
    return span.kind == "count" and span.ref in groups and announced(paragraph, span) == 1


def with_counts(paragraph: Paragraph, found: Sequence[Span]) -> Paragraph:
    """Return the paragraph with exactly these counts; its other spans stay."""
    others = [span for span in paragraph.spans if span.kind != "count"]
    if not found and len(others) == len(paragraph.spans):
        return paragraph
    return replace(paragraph, spans=tuple(sorted([*others, *found], key=lambda span: span.start)))

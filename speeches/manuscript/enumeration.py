"""An announced list (“五个始终”) taken apart and put together anew: which items, in what order and form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .editing import Sizes, with_healed_counts
from .groups import group_members
from .paragraph import Paragraph, Role, new_key
from .value import Manuscript

Part = tuple[Paragraph, ...]

STOP = re.compile("[。！？](?=.)")
LAST_MARK = re.compile("[；;。，,：]$")
DEFAULT_SERIES = "一是"


class Form(StrEnum):
    """How the items stand: each a line of its own, or one after the other in one paragraph (接排)."""

    LINES = "lines"
    RUN_IN = "run-in"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is made of an enumeration. `order` are indices of items; `series` None leaves it as it is."""

    order: Sequence[int]
    form: Form
    series: str | None = None
    has_lead: bool = True
    has_closing: bool = True


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list with what leads to it and what looks back on it (“以上四个‘管住’…”)."""

    ref: str
    lead: Part
    items: tuple[Part, ...]
    closing: Part

    @property
    def form(self) -> Form:
        is_run_in = all(item[0].run_in for item in self.items[1:])
        return Form.RUN_IN if is_run_in else Form.LINES

    @property
    def series(self) -> str:
        return self.items[0][0].series

    @property
    def has_headings(self) -> bool:
        return self.items[0][0].role is Role.HEADING


def read_enumeration(manuscript: Manuscript) -> Enumeration | None:
    """Take apart the list that a text announces, or its longest one; None where there is no list."""
    members = {ref: keys for ref, keys in group_members(manuscript.paragraphs).items() if len(keys) > 1}
    announced = [span.ref for p in manuscript.paragraphs for span in p.spans if span.ref in members]
    ref = max([*announced, *members], key=lambda ref: (announced.count(ref), len(members[ref])), default="")
    return taken_apart(manuscript.paragraphs, ref, set(members[ref])) if ref else None


def taken_apart(paragraphs: Part, ref: str, members: set[str]) -> Enumeration:
    starts = [at for at, paragraph in enumerate(paragraphs) if paragraph.key in members]
    ends = [*starts[1:], end_of_last(paragraphs, ref, starts)]
    items = tuple(paragraphs[start:end] for start, end in zip(starts, ends, strict=True))
    return Enumeration(ref, paragraphs[: starts[0]], items, paragraphs[ends[-1] :])


def end_of_last(paragraphs: Part, ref: str, starts: Sequence[int]) -> int:
    """Return where the last item ends: with its line, or further on where others have more of them."""
    others_have_more = any(not p.run_in for p in between(paragraphs, starts))
    for at in range(starts[-1] + 1, len(paragraphs)):
        paragraph = paragraphs[at]
        looks_back = paragraph.role is Role.CLOSING or any(span.ref == ref for span in paragraph.spans)
        if not paragraph.run_in and (looks_back or not others_have_more):
            return at
    return len(paragraphs)


def between(paragraphs: Part, starts: Sequence[int]) -> Iterator[Paragraph]:
    """Yield what stands between the first and the last item and begins none."""
    yield from (paragraphs[at] for at in range(starts[0], starts[-1]) if at not in starts)


def arranged(enumeration: Enumeration, how: Arrangement) -> Manuscript:
    """Put an enumeration together: its counts say how many items there are now."""
    chosen = [enumeration.items[at] for at in how.order]
    ref, chosen = renumbered(enumeration, how, chosen)
    has_stops = any(STOP.search("".join(p.text for p in item)) for item in chosen)
    separator = "；" if how.form is Form.RUN_IN and not has_stops else "。"
    lead = with_last_mark(enumeration.lead, "：", "。") if separator == "；" else enumeration.lead
    lead = lead if how.has_lead else ()
    placed = [
        in_form(item, how.form, is_first=not (at or lead), mark="。" if at == len(chosen) - 1 else separator)
        for at, item in enumerate(chosen)
    ]
    # In the midst of a speech it closes nothing.
    rest = tuple(as_body(p) for p in enumeration.closing) if how.has_closing else ()
    sizes = {enumeration.ref: (len(enumeration.items), len(chosen))}
    paragraphs = (*lead, *(p for item in placed for p in item), *rest)
    return Manuscript(paragraphs=tuple(rebound(p, sizes, enumeration.ref, ref) for p in paragraphs))


def renumbered(enumeration: Enumeration, how: Arrangement, chosen: list[Part]) -> tuple[str, list[Part]]:
    """Return the items in the series asked for, and the list they are now. A heading cannot run in."""
    series = how.series
    if series is None and not (enumeration.has_headings and how.form is Form.RUN_IN):
        return enumeration.ref, [(as_derived(item[0]), *item[1:]) for item in chosen]
    ref = new_key() if enumeration.has_headings else enumeration.ref
    wanted = DEFAULT_SERIES if series is None else series
    return ref, [(as_item(item[0], wanted, ref), *item[1:]) for item in chosen]


def as_item(head: Paragraph, series: str, ref: str) -> Paragraph:
    return replace(
        as_derived(head), role=Role.ITEM, level=0, series=series, list_id=ref, depth=head.depth or 1
    )


def as_body(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, role=Role.BODY) if paragraph.role is Role.CLOSING else paragraph


def as_derived(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, typed_marker=None)


def in_form(item: Part, form: Form, *, is_first: bool, mark: str) -> Part:
    """Return an item as a line or as a part of one. The first of a text begins a line in any case."""
    runs_in = form is Form.RUN_IN
    head = replace(item[0], run_in=runs_in and not is_first)
    rest = [replace(p, run_in=True) if runs_in else p for p in item[1:]]
    return with_last_mark((head, *rest), mark, "；;。，,")


def with_last_mark(part: Part, mark: str, instead_of: str) -> Part:
    """Return a part that ends with this mark where it ended with one of those, or with a letter."""
    if not part:
        return part
    *rest, last = part
    if last.text and (last.text[-1] in instead_of or (last.text[-1].isalnum() and mark != "：")):
        text = LAST_MARK.sub("", last.text) + mark
        last = replace(last, text=text)
    return (*rest, last)


def rebound(paragraph: Paragraph, sizes: Sizes, old: str, new: str) -> Paragraph:
    """Return a paragraph whose counts follow the list, under the list's new name."""
    paragraph = with_healed_counts(paragraph, sizes)
    spans = tuple(replace(span, ref=new) if span.ref == old else span for span in paragraph.spans)
    return replace(paragraph, spans=spans)

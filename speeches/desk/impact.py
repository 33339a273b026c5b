"""Where the old wording of an expression still stands (影响清单): drafts, entries and outlines.

Texts are shown to those who may read them; of the rest an office's curator is told how many there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from speeches.accounts.models import Office, RoleName, User
from speeches.drafting.models import Draft, DraftParagraph
from speeches.drafting.permissions import locked
from speeches.drafting.proofing import day_of
from speeches.library.models import Entry, Expression, Outline
from speeches.library.models.shared import Scope
from speeches.library.permissions import edit_refusal, outline_refusal
from speeches.library.rewording import (
    Parts,
    Rewording,
    digest,
    entry_parts,
    outline_parts,
    rewording_of,
)

# So many things of a kind are listed at once; the counts are of all.
MOST_LISTED = 100
AROUND = 24
KINDS = {"draft": "讲话稿", "entry": "素材", "outline": "提纲"}
NOT_WRITER = "由{author}起草，请起草人自己替换。"
FINISHED = frozenset({Draft.State.FINAL, Draft.State.ARCHIVED})
UNTOUCHED = "已{state}，保持当时的写法，不改动。"
TOO_EARLY = "讲话日期早于过时日期，当时的写法没有错，一般不用替换。"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of old wording; `value` is what its tick sends."""

    value: str
    before: str
    old: str
    right: str
    after: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A draft, entry or outline that holds old wording; `refusal` says why it is not replaced from here."""

    kind: str
    target: Any
    places: tuple[Place, ...]
    refusal: str = ""
    advice: str = ""

    @property
    def label(self) -> str:
        return KINDS[self.kind]

    @property
    def can_be_repaired(self) -> bool:
        return not self.refusal and any(place.right for place in self.places)


class Count(NamedTuple):
    things: int = 0
    places: int = 0


class OfficeCount(NamedTuple):
    """What an office has that this person may not read."""

    office: Office
    counts: list[Count]


@dataclass(slots=True)
class Impact:
    holders: list[Holder] = field(default_factory=list)
    elsewhere: list[OfficeCount] = field(default_factory=list)

    @property
    def totals(self) -> list[tuple[str, Count]]:
        """What this person sees, by kind: how many, and how many places in them."""
        return [(label, total(self.holders, kind)) for kind, label in KINDS.items()]

    @property
    def open(self) -> list[Holder]:
        return [one for one in self.holders if not one.refusal]

    @property
    def listed(self) -> list[Holder]:
        """What is listed at once of what can be repaired: the rest comes when these are done."""
        return self.open[:MOST_LISTED]

    @property
    def closed(self) -> list[Holder]:
        return [one for one in self.holders if one.refusal]

    @property
    def repairable(self) -> int:
        return sum(bool(place.right) for one in self.open for place in one.places)


def total(holders: Iterable[Holder], kind: str) -> Count:
    counts = [len(holder.places) for holder in holders if holder.kind == kind]
    return Count(len(counts), sum(counts))


def impact_of(expression: Expression, user: User) -> Impact:
    """Return where the old wording stands. The number of queries does not grow with what is found."""
    rewording = rewording_of(expression)
    if not rewording.literals:
        return Impact()
    offices = offices_of(expression)
    hidden: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    counted = counted_offices(user, offices)
    holders: list[Holder] = []
    for kind, find in (("draft", find_drafts), ("entry", find_entries), ("outline", find_outlines)):
        for found in find(rewording, user, offices, counted):
            if isinstance(found, Holder):
                holders.append(found)
            else:
                hidden[found.office].setdefault(kind, Counter()).update(things=1, places=found.places)
    return Impact(holders, office_counts(hidden))


class Hidden(NamedTuple):
    """Something that may be counted and not read."""

    office: int
    places: int


Found = Iterator[Holder | Hidden]


def offices_of(expression: Expression) -> frozenset[int]:
    """Return the offices that go by an expression: its own, and those below where it is published."""
    if expression.scope != Scope.SUBTREE:
        return frozenset({expression.office_id})
    return frozenset(Office.objects.at_or_below([expression.office_id]).values_list("pk", flat=True))


def counted_offices(user: User, offices: frozenset[int]) -> frozenset[int]:
    """Return those of which this person, as their curator or that of an office above, is told counts."""
    below = Office.objects.at_or_below(user.offices_as(RoleName.CURATOR))
    return offices & frozenset(below.values_list("pk", flat=True))


def office_counts(hidden: Mapping[int, Mapping[str, Counter[str]]]) -> list[OfficeCount]:
    def count(office: Office, kind: str) -> Count:
        found = hidden[office.pk][kind]
        return Count(found["things"], found["places"])

    offices = Office.objects.filter(pk__in=hidden)
    return [OfficeCount(office, [count(office, kind) for kind in KINDS]) for office in offices]


def holds(column: str, rewording: Rewording) -> Q:
    """Return the condition that a column may hold old wording; `spots` then says whether it does."""
    held = Q()
    for literal in rewording.literals:
        held |= Q(**{f"{column}__contains": literal})
    return held


def places_of(kind: str, target: Model, parts: Parts, rewording: Rewording) -> tuple[Place, ...]:
    return tuple(
        Place(
            value=f"{kind}/{target.pk}/{key}/{spot.start}/{digest(text)}",
            before=("…" if spot.start > AROUND else "") + text[max(0, spot.start - AROUND) : spot.start],
            old=text[spot.start : spot.end],
            right=spot.right,
            after=text[spot.end : spot.end + AROUND] + ("…" if len(text) - spot.end > AROUND else ""),
        )
        for key, text in parts.items()
        for spot in rewording.spots(text)
    )


def find_drafts(rewording: Rewording, user: User, offices: frozenset[int], counted: frozenset[int]) -> Found:
    """Four queries."""
    visible = Draft.objects.open_to(user).filter(office__in=offices).values("pk")
    readable = Draft.objects.kept().filter(Q(pk__in=visible) | Q(office__in=counted))
    parts = draft_parts(readable, rewording)
    drafts = readable.filter(pk__in=parts).select_related("office", "author").prefetch_related("facts")
    seen = set(visible.filter(pk__in=parts).values_list("pk", flat=True))
    own = set(Draft.objects.written_by(user).filter(pk__in=seen).values_list("pk", flat=True))
    for draft in drafts:
        places = places_of("draft", draft, parts[draft.pk], rewording)
        if not places:
            continue
        if draft.pk in seen:
            advice = TOO_EARLY if is_early(draft, rewording) else ""
            yield Holder("draft", draft, places, draft_refusal(draft, is_own=draft.pk in own), advice)
        elif draft.state not in FINISHED:
            yield Hidden(draft.office_id, len(places))


def draft_parts(drafts: QuerySet[Draft], rewording: Rewording) -> dict[int, Parts]:
    """Return by draft the parts that may hold old wording."""
    parts: dict[int, Parts] = defaultdict(dict)
    fronts = drafts.annotate(front_text=Cast("front", TextField())).filter(holds("front_text", rewording))
    for draft in fronts.only("front"):
        lines = enumerate(draft.front)
        parts[draft.pk] |= {f"front-{place}": text for place, (_, text) in lines}
    rows = DraftParagraph.objects.live().filter(holds("text", rewording), draft__in=drafts.values("pk"))
    for draft, key, text in rows.order_by("position").values_list("draft", "key", "text"):
        parts[draft][key] = text
    return parts


def draft_refusal(draft: Draft, *, is_own: bool) -> str:
    """Return why a draft this person reads is not repaired from here; as `edit_refusal`, but no query."""
    if draft.state in FINISHED:
        return UNTOUCHED.format(state=draft.get_state_display())
    if not draft.is_editable:
        return locked(draft)
    return "" if is_own else NOT_WRITER.format(author=draft.author)


def is_early(draft: Draft, rewording: Rewording) -> bool:
    """Tell whether a speech was or will be given before any of the wording is out of date."""
    day = day_of(draft, draft.facts_by_name())
    return day is not None and all(day < form.until for form in rewording.forms)


def find_entries(rewording: Rewording, user: User, offices: frozenset[int], counted: frozenset[int]) -> Found:
    """Two queries. What is out of use is left alone."""
    in_use = Entry.objects.filter(office__in=offices).exclude(state=Entry.State.RETIRED)
    seen = set(
        in_use.filter(pk__in=Entry.objects.readable_by(user).values("pk")).values_list("pk", flat=True)
    )
    held = in_use.filter(holds("text", rewording) | holds("title", rewording))
    for entry in held.filter(Q(pk__in=seen) | Q(office__in=counted)).select_related("office"):
        places = places_of("entry", entry, entry_parts(entry), rewording)
        if places and entry.pk in seen:
            yield Holder("entry", entry, places, edit_refusal(user, entry))
        elif places:
            yield Hidden(entry.office_id, len(places))


def find_outlines(
    rewording: Rewording, user: User, offices: frozenset[int], counted: frozenset[int]
) -> Found:
    """Two queries: there are never many outlines."""
    outlines = Outline.objects.filter(office__in=offices)
    seen = set(Outline.objects.visible_to(user).values_list("pk", flat=True))
    for outline in outlines.filter(Q(pk__in=seen) | Q(office__in=counted)).select_related("office"):
        places = places_of("outline", outline, outline_parts(outline), rewording)
        if places and outline.pk in seen:
            yield Holder("outline", outline, places, outline_refusal(user, outline))
        elif places:
            yield Hidden(outline.office_id, len(places))

"""What the pages of the intake show, read in a fixed number of queries."""

from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from speeches.accounts.models import User
from speeches.manuscript.pieces import Piece, compare_texts

from .actions.triage import occasions_of, themes_of
from .fragments import read_fragment
from .lexicon import set_names_for
from .models import Candidate, Entry, IntakeBatch, Occasion, Theme, Twin
from .models.entry import Audience, Function, Kind
from .outdated import outdated_in
from .permissions import edit_refusal

QUEUE = 60
CHOICES = 10
SHOWN = {
    "new": ("没有相近的", Q(twins=None)),
    "alike": ("有相近的", ~Q(twins=None)),
    "unsure": ("没把握的", Q(is_sure=False)),
}


class Wanted(NamedTuple):
    """Which of the waiting candidates are in the queue: what stands in the address."""

    batch: IntakeBatch | None = None
    kind: str = ""
    show: str = ""

    @property
    def query(self) -> str:
        pairs = {"batch": self.batch.pk if self.batch else "", "kind": self.kind, "show": self.show}
        return "".join(f"&{name}={value}" for name, value in pairs.items() if value)


class TwinView(NamedTuple):
    """A near-duplicate with its difference: what the candidate leaves out and adds."""

    twin: Twin
    title: str
    state: str
    pieces: list[Piece]
    can_edit: bool


def waiting(user: User, wanted: Wanted | None = None) -> QuerySet[Candidate]:
    candidates = Candidate.objects.visible_to(user).filter(decision=Candidate.Decision.NONE)
    if wanted is None:
        return candidates
    if wanted.batch:
        candidates = candidates.filter(batch=wanted.batch)
    if wanted.kind in Kind.values:
        candidates = candidates.filter(kind=wanted.kind)
    if wanted.show in SHOWN:
        candidates = candidates.filter(SHOWN[wanted.show][1]).distinct()
    return candidates


def queue_of(user: User, wanted: Wanted, at: Candidate | None) -> list[Candidate]:
    """Return the part of the queue around a candidate."""
    candidates = (
        waiting(user, wanted)
        .select_related("document")
        .annotate(
            entry_twins=Count("twins__entry", distinct=True), other_twins=Count("twins__other", distinct=True)
        )
    )
    if at is None:
        return list(candidates[:QUEUE])
    before = list(candidates.filter(pk__lt=at.pk).order_by("-pk")[: QUEUE // 3])[::-1]
    return [*before, *candidates.filter(pk__gte=at.pk)[: QUEUE - len(before)]]


def neighbour(candidates: QuerySet[Candidate], pk: int) -> Candidate | None:
    """Return the next candidate, the one before where there is none."""
    after = candidates.filter(pk__gt=pk).order_by("pk").first()
    return after or candidates.filter(pk__lt=pk).order_by("-pk").first()


def triage_context(
    user: User, wanted: Wanted, at: Candidate | None, mode: str = "", q: str = ""
) -> dict[str, Any]:
    candidates = waiting(user, wanted)
    current = at or candidates.order_by("pk").first()
    context: dict[str, Any] = {
        "wanted": wanted,
        "current": current,
        "queue": queue_of(user, wanted, current),
        "count": candidates.count(),
        "mode": mode,
        "q": q,
        "kinds": Kind.choices,
        "shows": [(name, label) for name, (label, _) in SHOWN.items()],
        "can_undo": last_decided(user) is not None,
    }
    if current is not None:
        context |= current_context(user, candidates, current)
        context["choices"] = choices(user, q) if mode == "merge" and q else []
        mark_seen(current)
    return context


def mark_seen(candidate: Candidate) -> None:
    if candidate.seen_at is None:
        Candidate.objects.filter(pk=candidate.pk, seen_at=None).update(seen_at=timezone.now())


def current_context(user: User, candidates: QuerySet[Candidate], current: Candidate) -> dict[str, Any]:
    return {
        "manuscript": read_fragment(current.text, set_names_for(current.office_id)).manuscript,
        "places": [] if current.typed.get("text") else list(enumerate(current.places)),
        "outdated": outdated_in(f"{current.title}\n{current.text}", user.office_id),
        "following": candidates.filter(pk__gt=current.pk).order_by("pk").values_list("pk", flat=True).first(),
        "previous": candidates.filter(pk__lt=current.pk).order_by("-pk").values_list("pk", flat=True).first(),
        "twins": twins_of(user, current),
        "functions": Function.values,
        "audiences": Audience.choices,
        "themes": Theme.objects.all(),
        "chosen_themes": {theme.pk for theme in themes_of(current)},
        "occasions": Occasion.objects.all(),
        "chosen_occasions": {occasion.pk for occasion in occasions_of(current)},
    }


def twins_of(user: User, candidate: Candidate) -> list[TwinView]:
    twins = candidate.twins.select_related("entry__office", "other__document")
    return [twin_view(user, candidate, twin) for twin in twins if twin.entry or twin.other.is_waiting]


def twin_view(user: User, candidate: Candidate, twin: Twin) -> TwinView:
    if twin.entry is not None:
        entry = twin.entry
        return TwinView(
            twin,
            entry.title,
            entry.get_state_display(),
            compare_texts(entry.text, candidate.text),
            can_edit=not edit_refusal(user, entry),
        )
    other = twin.other
    title = f"{other.title}（{other.document}）"
    return TwinView(twin, title, "待整理", compare_texts(other.text, candidate.text), can_edit=True)


def choices(user: User, q: str) -> list[Entry]:
    """Return entries of one's own that a candidate may be merged into."""
    found = Entry.objects.curated_by(user).exclude(state=Entry.State.RETIRED).search(q)
    return list(found.order_by("title")[:CHOICES])


def unseen_in_use(candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Narrow to what went into use of a trusted source without anybody having looked at it."""
    accepted = candidates.filter(batch__is_trusted=True, decision=Candidate.Decision.ACCEPTED)
    return accepted.filter(seen_at=None, entry__state=Entry.State.ACTIVE)


def last_decided(user: User) -> Candidate | None:
    decided = Candidate.objects.visible_to(user).filter(decided_by=user).exclude(decision="")
    decided = decided.exclude(pk__in=unseen_in_use(decided))
    return decided.order_by("-decided_at", "-pk").first()


def last_step(user: User) -> list[Candidate]:
    """Return what one decided on last: what was decided at the same moment is one step."""
    last = last_decided(user)
    if last is None:
        return []
    same = Candidate.objects.visible_to(user).filter(decided_by=user, decided_at=last.decided_at)
    same = same.exclude(decision="").exclude(pk__in=unseen_in_use(same))
    return list(same.select_related("office").order_by("pk"))

"""What the pages of the intake show, read in a fixed number of queries."""

from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from speeches.accounts.models import User
from speeches.manuscript.pieces import Piece, compare_texts

from .actions.triage import occasions_of, themes_of
from .fragments import read_fragment
from .lexicon import set_names_for
from .likes import Likes, likes_of, shown, with_held
from .models import Candidate, Entry, IntakeBatch, Occasion, Theme, Twin
from .models.entry import Audience, Function, Kind
from .outdated import outdated_in

QUEUE = 60
CHOICES = 10
WITH_OTHER = Q(other__decision="") | Q(other__entry__isnull=False)
LATER = Twin.objects.filter(
    Q(candidate__decision="") | Q(candidate__entry__isnull=False), other=OuterRef("pk")
)
SHOWN = {"new": "没有相近的", "alike": "有相近的", "unsure": "没把握的"}
COMPARED = ("new", "alike")


class Wanted(NamedTuple):
    """Which of the waiting candidates are in the queue: what stands in the address."""

    batch: IntakeBatch | None = None
    kind: str = ""
    show: str = ""

    @property
    def query(self) -> str:
        pairs = {"batch": self.batch.pk if self.batch else "", "kind": self.kind, "show": self.show}
        return "".join(f"&{name}={value}" for name, value in pairs.items() if value)


def waiting(user: User, wanted: Wanted | None = None) -> QuerySet[Candidate]:
    candidates = Candidate.objects.visible_to(user).filter(decision=Candidate.Decision.NONE)
    if wanted is None:
        return candidates
    if wanted.batch:
        candidates = candidates.filter(batch=wanted.batch)
    if wanted.kind in Kind.values:
        candidates = candidates.filter(kind=wanted.kind)
    if wanted.show == "unsure":
        return candidates.filter(is_sure=False)
    return candidates.filter(shows(user)[wanted.show]) if wanted.show in COMPARED else candidates


def shows(user: User) -> dict[str, Exists | Q]:
    """Return what tells what is like something from what is like nothing, by what is kept of them: when a
    speech was read, and since, whenever entries were compared."""
    with_entry = Q(entry__in=Entry.objects.visible_to(user).order_by().values("pk"))
    twins = Twin.objects.filter(WITH_OTHER | with_entry, candidate=OuterRef("pk"))
    alike = Exists(twins) | Exists(LATER)
    return {"new": ~alike, "alike": alike}


def queue_of(user: User, wanted: Wanted, at: Candidate | None) -> list[Candidate]:
    """Return the part of the queue around a candidate."""
    candidates = waiting(user, wanted).select_related("document")
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
        "shows": SHOWN.items(),
        "last": last_step(user),
    }
    if current is not None:
        likes = likes_of(list({each.pk: each for each in [*context["queue"], current]}.values()))
        likes[current.pk] = with_held(user, current, likes[current.pk])
        context["queue"] = [(each, likes[each.pk]) for each in context["queue"]]
        context |= current_context(user, candidates, current, likes[current.pk])
        context["choices"] = choices(user, q, current) if mode == "merge" and q else []
        mark_seen(current)
    return context


def mark_seen(candidate: Candidate) -> None:
    if candidate.seen_at is None:
        Candidate.objects.filter(pk=candidate.pk, seen_at=None).update(seen_at=timezone.now())


def current_context(
    user: User, candidates: QuerySet[Candidate], current: Candidate, likes: Likes
) -> dict[str, Any]:
    return {
        "manuscript": read_fragment(current.text, set_names_for(current.office_id)).manuscript,
        "places": [] if current.typed.get("text") else list(enumerate(current.places)),
        "outdated": outdated_in(f"{current.title}\n{current.text}", user.office_id),
        "following": candidates.filter(pk__gt=current.pk).order_by("pk").values_list("pk", flat=True).first(),
        "previous": candidates.filter(pk__lt=current.pk).order_by("-pk").values_list("pk", flat=True).first(),
        "twins": shown(user, current, likes),
        "functions": Function.values,
        "audiences": Audience.choices,
        "themes": Theme.objects.all(),
        "chosen_themes": {theme.pk for theme in themes_of(current)},
        "occasions": Occasion.objects.all(),
        "chosen_occasions": {occasion.pk for occasion in occasions_of(current)},
    }


def choices(user: User, q: str, current: Candidate) -> list[tuple[Entry, list[Piece]]]:
    """Return entries of one's own that a candidate may be merged into, with what that does to each."""
    found = Entry.objects.curated_by(user).exclude(state=Entry.State.RETIRED).search(q)
    text = current.typed.get("merge") or current.text
    return [(entry, compare_texts(entry.text, text)) for entry in found.order_by("title")[:CHOICES]]


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

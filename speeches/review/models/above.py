"""Who is above whom (上级), where the office hides what upper ones say: see `Comment.visible_to`.

Nobody writes down who is whose superior. The order of a round tells it: who comes later is above. Of those
who had no part in the round, other rounds and the saved orders of the office tell it; who is not known to be
at least as high reads nothing.
"""

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from speeches.accounts.models import RoleName, User
from speeches.drafting.models import Draft

from .chain import ChainStep
from .round import Step

# As `Step.rank`: of one stage, whom somebody asked first (先加签) comes before the others.
RANK = Case(When(before=None, then=F("order") * 2), default=F("order") * 2 - 1)


def settled_by(person: User) -> Q:
    """Who made it, entered it, or has to settle it; units that were asked are above nobody."""
    co_drafted = Draft.co_drafters.through.objects.filter(draft=OuterRef("draft"), user=person)
    own = Q(author=person) | Q(recorded_by=person) | Q(participant__isnull=False)
    return own | Q(draft__author=person) | Q(Exists(co_drafted))


def is_not_above(person: User) -> Q:
    """Whether the author comes no later than this person: in this round, else by all that the office knows.

    Who joined in a later round reads what was said before; a head without a part in the round reads all.
    """
    steps = Step.objects.annotate(rank=RANK)
    author = steps.filter(round=OuterRef(OuterRef("round")), person=OuterRef(OuterRef("author")))
    rank = Subquery(author.order_by("-rank").values("rank")[:1])
    own = steps.filter(round=OuterRef("round"), person=person)
    later = Step.objects.filter(
        person=person, round__draft=OuterRef("draft"), round__number__gt=OuterRef("round__number")
    )
    heads = Q(draft__office__in=person.offices_as(RoleName.HEAD))
    joined = Q(Exists(later)) & is_known_below(person)
    return Q(Exists(own.filter(rank__gte=rank))) | ~Q(Exists(own)) & (heads | joined)


def is_known_below(person: User) -> Q:
    """Whether the author came before this person, or beside them, somewhere in the office, never after."""
    rounds = Step.objects.annotate(rank=RANK).filter(round__draft__office=OuterRef("draft__office"))
    chains = ChainStep.objects.annotate(rank=F("order")).filter(chain__office=OuterRef("draft__office"))
    told, denied = Q(), Q()
    for rows, group in ((rounds, "round"), (chains, "chain")):
        author = rows.filter(person=OuterRef("author"))
        own = same(rows.model, group, person)
        told |= Q(Exists(author.filter(Exists(own.filter(rank__gte=OuterRef("rank"))))))
        denied |= Q(Exists(author.filter(Exists(own.filter(rank__lt=OuterRef("rank"))))))
    return told & ~denied


def same(model: type[Step | ChainStep], group: str, person: User) -> QuerySet[Step | ChainStep]:
    """Return this person's places in the round, or saved order, of the place that is looked at."""
    rank = RANK if model is Step else F("order")
    return model.objects.annotate(rank=rank).filter(**{group: OuterRef(group), "person": person})

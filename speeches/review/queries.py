"""What the pages of review are made from."""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Prefetch, Q, QuerySet

from speeches.accounts.models import Membership, RoleName, User
from speeches.drafting.models import Draft

from .models import Answer, Chain, ChainStep, Comment, Decision, Remark, Round, Step
from .models.comment import SENT
from .rounds.stages import Stage
from .states import CommentState, RoundState, StepState, Verdict

REVIEWERS = (RoleName.REVIEWER, RoleName.HEAD)


def possible_reviewers(draft: Draft) -> QuerySet[User]:
    """Return the people whom a draft may be sent to: nobody reviews what they write themselves."""
    named = Membership.objects.filter(office=draft.office_id, role__in=REVIEWERS).values("user")
    writers = draft.co_drafters.through.objects.filter(draft=draft).values("user")
    people = User.objects.filter(pk__in=named, is_active=True)
    return people.exclude(pk=draft.author_id).exclude(pk__in=writers)


def rounds_of(draft: Draft, user: User) -> QuerySet[Round]:
    """Return the rounds this person is shown, newest first, with steps and decisions. Three queries."""
    steps = Step.objects.select_related("person", "decision", "asked_by")
    rounds = draft.rounds.shown_to(user).select_related("submitted_by", "revision").defer("revision__content")
    return rounds.prefetch_related(Prefetch("steps", steps))


def open_steps(draft: Draft) -> QuerySet[Step]:
    """Return the steps at which the draft is: several where people review at the same time."""
    steps = Step.objects.filter(round__draft=draft, round__state=RoundState.OPEN, state=StepState.OPEN)
    return steps.select_related("person", "round__revision", "round__draft").defer("round__revision__content")


def open_step(draft: Draft) -> Step | None:
    """Return a step at which the draft is, None where it is not in review."""
    return open_steps(draft).first()


def own_step(draft: Draft, user: User) -> Step | None:
    """Return this person's step, while the draft is before them."""
    return open_steps(draft).filter(person=user).first()


def open_comments(draft: Draft) -> QuerySet[Comment]:
    return draft.comments.filter(SENT, state=CommentState.OPEN)


def comments_of(draft: Draft, user: User) -> QuerySet[Comment]:
    """Return the comments on a draft that this person may read, with what is shown of them."""
    answers = Answer.objects.select_related("author")
    people = ("author", "participant__consultation", "recorded_by")
    remarks = Prefetch("remarks", Remark.objects.visible_to(user).select_related("author"))
    comments = draft.comments.visible_to(user).select_related("round", "suggestion", *people)
    return comments.prefetch_related(Prefetch("answers", answers), remarks, "mentions")


def taken_back(draft: Draft, user: User) -> QuerySet[Comment]:
    """Return what was taken back of the opinions that this person gave or entered for somebody."""
    own = Q(author=user) | Q(recorded_by=user)
    return draft.comments.filter(own, state=CommentState.WITHDRAWN)


def last_returns(draft: Draft) -> list[Decision]:
    """Return the decisions that sent the draft back, while it has not been sent out again."""
    latest = draft.rounds.exclude(state=RoundState.RECALLED).first()
    if latest is None or latest.state != RoundState.RETURNED:
        return []
    decisions = Decision.objects.filter(step__round=latest, verdict=Verdict.RETURNED)
    return list(decisions.select_related("step__person", "step__round").order_by("pk"))


def last_return(draft: Draft) -> Decision | None:
    return next(iter(last_returns(draft)), None)


def last_stages(draft: Draft) -> list[Stage]:
    """Return the chain used last: for this draft, else by its author, as far as it is still possible."""
    rounds = Round.objects.filter(draft__office=draft.office_id, draft__author=draft.author_id)
    latest = draft.rounds.first() or rounds.order_by("-at").first()
    if latest is None:
        return []
    # Who was asked during the round is asked again only if somebody asks.
    return still_possible(draft, latest.steps.filter(way="").select_related("person"))


def chain_stages(draft: Draft, chain: Chain) -> list[Stage]:
    return still_possible(draft, chain.steps.select_related("person"))


def still_possible(draft: Draft, steps: Iterable[Step | ChainStep]) -> list[Stage]:
    possible = set(possible_reviewers(draft))
    kept = [step for step in steps if step.person in possible]
    groups = [list(group) for _, group in groupby(kept, key=lambda step: step.order)]
    return [Stage(tuple(one.person for one in group), group[0].allows_editing) for group in groups]


def steps_waiting_for(user: User) -> QuerySet[Step]:
    """Return the steps that wait for this person, the longest waiting first."""
    steps = user.review_steps.filter(
        state=StepState.OPEN, round__state=RoundState.OPEN, round__draft__deleted_at=None
    )
    return steps.order_by("round__at")

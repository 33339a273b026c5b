"""What the pages of review are made from."""

from django.db.models import Prefetch, Q, QuerySet

from speeches.accounts.models import Membership, RoleName, User
from speeches.drafting.models import Draft

from .models import Answer, Chain, Comment, Decision, Round, Step
from .states import CommentState, RoundState, StepState, Verdict

REVIEWERS = (RoleName.REVIEWER, RoleName.HEAD)


def possible_reviewers(draft: Draft) -> QuerySet[User]:
    """Return the people whom a draft may be sent to: nobody reviews what they write themselves."""
    named = Membership.objects.filter(office=draft.office_id, role__in=REVIEWERS).values("user")
    writers = draft.co_drafters.through.objects.filter(draft=draft).values("user")
    people = User.objects.filter(pk__in=named, is_active=True)
    return people.exclude(pk=draft.author_id).exclude(pk__in=writers)


def rounds_of(draft: Draft) -> QuerySet[Round]:
    """Return the rounds, newest first, with their steps and decisions. Three queries."""
    steps = Step.objects.select_related("person", "decision")
    rounds = draft.rounds.select_related("submitted_by", "revision").defer("revision__content")
    return rounds.prefetch_related(Prefetch("steps", steps))


def open_step(draft: Draft) -> Step | None:
    """Return the step at which the draft is, None where it is not in review."""
    steps = Step.objects.filter(round__draft=draft, round__state=RoundState.OPEN, state=StepState.OPEN)
    return steps.select_related("person", "round").first()


def open_comments(draft: Draft) -> QuerySet[Comment]:
    return draft.comments.filter(state=CommentState.OPEN)


def comments_of(draft: Draft, user: User) -> QuerySet[Comment]:
    """Return the comments on a draft; what somebody took back, only they still see."""
    kept = ~Q(state=CommentState.WITHDRAWN) | Q(author=user)
    answers = Answer.objects.select_related("author")
    people = ("author", "participant__consultation", "recorded_by")
    comments = draft.comments.filter(kept).select_related("round", "suggestion", *people)
    return comments.prefetch_related(Prefetch("answers", answers))


def last_return(draft: Draft) -> Decision | None:
    """Return the decision that sent the draft back, while it has not been sent out again."""
    latest = draft.rounds.exclude(state=RoundState.RECALLED).first()
    if latest is None or latest.state != RoundState.RETURNED:
        return None
    decisions = Decision.objects.filter(step__round=latest, verdict=Verdict.RETURNED)
    return decisions.select_related("step__person").first()


def last_reviewers(draft: Draft) -> list[User]:
    """Return the chain used last: for this draft, else by its author, as far as it is still possible."""
    rounds = Round.objects.filter(draft__office=draft.office_id, draft__author=draft.author_id)
    latest = draft.rounds.first() or rounds.order_by("-at").first()
    return still_possible(
        draft, [step.person for step in latest.steps.select_related("person")] if latest else []
    )


def chain_reviewers(draft: Draft, chain: Chain) -> list[User]:
    return still_possible(draft, [step.person for step in chain.steps.select_related("person")])


def still_possible(draft: Draft, people: list[User]) -> list[User]:
    possible = set(possible_reviewers(draft))
    return [person for person in people if person in possible]


def steps_waiting_for(user: User) -> QuerySet[Step]:
    """Return the steps that wait for this person, the longest waiting first."""
    steps = user.review_steps.filter(
        state=StepState.OPEN, round__state=RoundState.OPEN, round__draft__deleted_at=None
    )
    return steps.order_by("round__at")

"""Sending a draft out (送审), taking it back (撤回), and the chains kept for the next time."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from speeches.accounts.actions import log_action
from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.drafting.actions import keep_outline, move_draft, pass_gate, take_revision
from speeches.drafting.models import Draft, Revision
from speeches.drafting.states import Verb
from speeches.review.models import Chain, ChainStep, Round
from speeches.review.notices import tell_recalled, tell_resubmitted, tell_reviewers
from speeches.review.permissions import (
    outline_refusal,
    recall_refusal,
    reviewers_refusal,
    submit_refusal,
)
from speeches.review.rounds.stages import Stage, one_after_another, people_of
from speeches.review.rounds.steps import close_round, open_next, set_up
from speeches.review.states import RoundState, StepState


@transaction.atomic
def submit_draft(
    draft: Draft,
    *,
    by: User,
    people: Sequence[User] = (),
    stages: Sequence[Stage] = (),
    due_on: date | None = None,
    note: str = "",
    reason: str = "",
    is_outline: bool = False,
) -> Round:
    """Send the draft as it stands to these people, one after another, or in stages. Raises NotAllowed.

    `reason` says why it goes although something in it is open. Of an outline (提纲先送审) only the headings
    go, and what is open in the text does not matter yet.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    stages = stages or one_after_another(people)
    people = people_of(stages)
    refuse(submit_refusal(by, draft) or reviewers_refusal(draft, people))
    number = draft.rounds.count() + 1
    if is_outline:
        refuse(outline_refusal(draft))
        kept = keep_outline(draft, author=by, note=f"第 {number} 次送审（提纲）")
    else:
        pass_gate(draft, by=by, verb=Verb.SUBMIT, reason=reason)
        kept = take_revision(draft, author=by, reason=Revision.Reason.SUBMITTED, note=f"第 {number} 次送审")
    sent = {"note": note.strip(), "due_on": due_on, "is_outline": is_outline}
    review = Round.objects.create(draft=draft, number=number, revision=kept, submitted_by=by, **sent)
    set_up(review, stages)
    first = open_next(review)
    earlier = [person for person in have_reviewed(draft) if person not in people]
    readers = [*people, *earlier]
    names = [stage.names for stage in stages]
    told = {"round": number, "revision": kept.number, "people": names, "is_outline": is_outline}
    move_draft(draft, Verb.SUBMIT, by=by, readers=readers, **told)
    tell_reviewers(review, first, by=by)
    tell_resubmitted(draft, earlier, by=by)
    return review


def have_reviewed(draft: Draft) -> list[User]:
    """Return who decided about the draft or commented on it: they see what became of it."""
    steps = Q(review_steps__round__draft=draft, review_steps__decision__isnull=False)
    # Whoever was only asked (征求意见) sees the revision they were asked about, nothing else.
    commented = Q(pk__in=draft.comments.filter(participant=None).values("author"))
    return list(User.objects.filter(steps | commented).distinct())


@transaction.atomic
def recall_draft(draft: Draft, *, by: User) -> None:
    """Take a draft back from review; its text may be changed again. Raises NotAllowed."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(recall_refusal(by, draft))
    review = draft.rounds.get(state=RoundState.OPEN)
    before = [step.person for step in review.steps.filter(state=StepState.OPEN).select_related("person")]
    close_round(review, Verb.RECALL)
    move_draft(draft, Verb.RECALL, by=by, round=review.number)
    tell_recalled(review, before, by=by)


@transaction.atomic
def save_chain(
    office: Office, *, by: User, name: str, people: Sequence[User] = (), stages: Sequence[Stage] = ()
) -> Chain:
    """Keep who reviews after whom under a name; what had the name before is replaced."""
    stages = stages or one_after_another(people)
    # Two people may save one under the same name at the same moment.
    Office.objects.select_for_update().get(pk=office.pk)
    Chain.objects.filter(office=office, name=name).delete()
    chain = Chain.objects.create(office=office, name=name)
    ChainStep.objects.bulk_create(
        ChainStep(chain=chain, order=at, person=person, allows_editing=stage.allows_editing)
        for at, stage in enumerate(stages, 1)
        for person in stage.people
    )
    log_action(by, "chain-save", chain, name=name, people=[stage.names for stage in stages])
    return chain


@transaction.atomic
def remove_chain(chain: Chain, draft: Draft, *, by: User) -> None:
    """Forget a saved order: by whoever may send a draft of the office out. Raises NotAllowed."""
    refuse(submit_refusal(by, draft))
    log_action(by, "chain-remove", chain, name=chain.name)
    chain.delete()

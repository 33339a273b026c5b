"""What the pages show of a round: its stages, what comes next, whom one may ask."""

from typing import Any

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.models import Round
from speeches.review.queries import possible_reviewers
from speeches.review.states import StepState

from .forms import AskForm
from .levels import hide_reasons, levels_for
from .permissions import is_changed
from .stages import explained, legs_of


def round_context(draft: Draft, user: User, review: Round) -> dict[str, Any]:
    """Return the stages in words. A query more for whose turn it is, who may ask others."""
    steps = list(review.steps.all())
    hide_reasons(steps, review.number, levels_for(draft, user))
    legs = legs_of(steps)
    mine = next((s for s in steps if s.person_id == user.pk and s.state == StepState.OPEN), None)
    told = explained(review, legs)
    free = free_people(draft, steps) if mine and review.is_open else []
    return {
        "legs": legs,
        "told_now": told[0] if told else "",
        "told_more": told[1:],
        "ask_form": AskForm(possible=free) if free else None,
        "is_text_newer": bool(mine and is_changed(draft, review)),
    }


def free_people(draft: Draft, steps: list[Any]) -> list[User]:
    """Return who may be asked: nobody who has a part in the round already."""
    taken = {step.person_id for step in steps if step.state != StepState.HANDED}
    return [person for person in possible_reviewers(draft) if person.pk not in taken]

"""Moving a draft from state to state, as `states.TRANSITIONS` says. Who may do it, the rooms above decide."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.drafting.permissions import transition_refusal
from speeches.drafting.states import TRANSITIONS, Verb


@transaction.atomic
def move_draft(
    draft: Draft, verb: Verb, *, by: User, readers: Iterable[User] | None = None, **detail: Any
) -> Draft:
    """Take a draft to the state that the verb leads to; only `readers`, when given, see it from now on.

    Raises NotAllowed. Returns the draft as it now is; `detail` goes into the log.
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(transition_refusal(draft, verb))
    draft.state = TRANSITIONS[Draft.State(draft.state), verb]
    Draft.objects.filter(pk=draft.pk).update(state=draft.state, updated_at=timezone.now())
    if readers is not None:
        draft.readers.set(readers)
    log_action(by, f"draft-{verb}", draft, **detail)
    return draft


@transaction.atomic
def open_in_review(draft: Draft, *, is_open: bool, readers: Iterable[User] = ()) -> None:
    """Say whether the text may be changed while it is reviewed, and who sees it from now on as well."""
    Draft.objects.filter(pk=draft.pk).update(is_open_in_review=is_open)
    draft.is_open_in_review = is_open
    draft.readers.add(*readers)

"""What drafting asks about a draft: which versions somebody was sent (see `settings.GIVEN_REVISIONS`)."""

from speeches.accounts.models import User
from speeches.drafting.models import Draft, Revision


def given_revisions(user: User, draft: Draft) -> list[Revision]:
    """Return the versions of the rounds that somebody is shown, newest first. One query."""
    rounds = draft.rounds.shown_to(user).select_related("revision").defer("revision__content")
    return [one.revision for one in rounds]

"""What is left to the leader (提请领导定): only the leader whose opinion it was closes it."""

from django.db import transaction

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.review.models import Answer, Comment
from speeches.review.notices import tell_reopened
from speeches.review.permissions import consent_refusal, insist_refusal
from speeches.review.states import CommentState, CommentVerb, Outcome

from .commenting import hold, step_to


@transaction.atomic
def consent_to_keeping(comment: Comment, *, by: User, text: str = "") -> Answer:
    """Let the wording stand (同意保留). Raises NotAllowed."""
    hold(comment)
    refuse(consent_refusal(by, comment))
    return close(comment, by, text)


@transaction.atomic
def insist_on_change(comment: Comment, *, by: User, text: str = "") -> Answer:
    """Ask for the change all the same (仍请修改): the opinion is open again. Raises NotAllowed."""
    hold(comment)
    refuse(insist_refusal(by, comment))
    answer = Answer.objects.create(comment=comment, author=by, outcome=Outcome.INSISTED, text=text.strip())
    step_to(comment, CommentVerb.REOPEN, by)
    tell_reopened(comment, by=by)
    return answer


def consent_by_agreeing(draft: Draft, by: User) -> None:
    """Close what was left to somebody who agrees to the text as it stands; the page says so before."""
    for comment in draft.comments.filter(author=by, state=CommentState.REFERRED):
        close(comment, by)


def close(comment: Comment, by: User, text: str = "") -> Answer:
    answer = Answer.objects.create(comment=comment, author=by, outcome=Outcome.CONSENTED, text=text.strip())
    step_to(comment, CommentVerb.CLOSE, by)
    return answer

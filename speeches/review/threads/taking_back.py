"""Taking a reply back (收回): by its author, until the draft is next sent out or comes back."""

from datetime import UTC, datetime

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.models import Remark, Round

from .people import reply_refusal

EVER = datetime.min.replace(tzinfo=UTC)


def turned_at(review: Round | None) -> datetime:
    """Return when a draft, of which this is the newest round, was last sent out or came back."""
    return (review.closed_at or review.at) if review else EVER


def own_refusal(user: User, remark: Remark, verb: str) -> str:
    """Whoever acted on a reply has read it: it stands from then on, as a comment does."""
    draft: Draft = remark.comment.draft
    if remark.author_id != user.pk:
        return f"只有回复的人自己可以{verb}回复。"
    if remark.at <= turned_at(draft.rounds.first()):
        return f"写下这条回复以后，讲话稿已经送审或送回，不能再{verb}。要更正，请再写一条回复。"
    return reply_refusal(user, draft)


def take_back_refusal(user: User, remark: Remark) -> str:
    if remark.withdrawn_at:
        return "这条回复已经收回。"
    return own_refusal(user, remark, "收回")


def put_back_refusal(user: User, remark: Remark) -> str:
    return own_refusal(user, remark, "恢复") if remark.withdrawn_at else "这条回复没有收回。"

"""Who may ask for opinions, and who may answer. Each `<verb>_refusal` gives the Chinese reason, or ""."""

from collections.abc import Sequence

from django.db.models import QuerySet

from speeches.accounts.models import Office, User
from speeches.drafting.models import Draft
from speeches.drafting.permissions import is_writer
from speeches.review.models import Comment, Consultation, Participant
from speeches.review.states import CommentState

ENDED = (Draft.State.FINAL, Draft.State.ARCHIVED)
MOST = 60
WRITERS_ONLY = "只有起草人和共同起草人可以就这篇讲话稿征求意见。"


def possible_participants(draft: Draft) -> QuerySet[User]:
    """Return whom a draft may be shown to for comments: people of its office, above it and under it."""
    offices = Office.objects.filter(pk=draft.office_id) | draft.office.ancestors() | draft.office.subtree()
    writers = draft.co_drafters.through.objects.filter(draft=draft).values("user")
    people = User.objects.filter(office__in=offices, is_active=True).exclude(pk=draft.author_id)
    return people.exclude(pk__in=writers).order_by("office", "pk").select_related("office")


def consult_refusal(user: User, draft: Draft) -> str:
    if not is_writer(user, draft):
        return WRITERS_ONLY
    if draft.state in ENDED:
        return f"“{draft.get_state_display()}”的讲话稿不再征求意见。要改，请先重新打开。"
    return ""


def asked_refusal(asked: Sequence[tuple[str, User | None]]) -> str:
    """Why these units and people cannot be asked."""
    if not asked:
        return "还没有写向谁征求。请选人，或写出单位。"
    if len(asked) > MOST:
        return f"一次最多征求 {MOST} 家。请分几次发出。"
    names = [name for name, _ in asked]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        return f"“{'、'.join(twice)}”写了两次。每家只写一次。"
    return ""


def reply_refusal(user: User, participant: Participant) -> str:
    """The person asked answers, while there is time."""
    if participant.person_id != user.pk:
        return "这份征求意见不是发给您的。"
    return closed_refusal(participant.consultation)


def figures_refusal(user: User, participant: Participant) -> str:
    if not participant.consultation.asks_figures:
        return "这次只征求意见，没有请您核实数据。"
    return reply_refusal(user, participant)


def closed_refusal(consultation: Consultation) -> str:
    if consultation.draft.state in ENDED:
        return "这篇讲话稿已经定稿，不再收意见。"
    return "" if consultation.is_open else "这次征求意见已经结束，不再收意见。要补充，请与起草人联系。"


def no_opinion_refusal(participant: Participant) -> str:
    if participant.comments.exclude(state=CommentState.WITHDRAWN).exists():
        return "已经写了意见，不能再反馈“无意见”。不要的先收回。"
    return ""


def own_opinion_refusal(user: User, comment: Comment) -> str:
    """Taking back what one wrote: until it is answered."""
    if comment.participant is None:
        return "这一条不是征求意见时提的。"
    return reply_refusal(user, comment.participant)


def record_reply_refusal(user: User, consultation: Consultation) -> str:
    return consult_refusal(user, consultation.draft) or closed_refusal(consultation)


def remind_refusal(user: User, participant: Participant) -> str:
    consultation = participant.consultation
    if refusal := record_reply_refusal(user, consultation):
        return refusal
    if participant.person_id is None:
        return "这一家没有账号，请打电话催。"
    return "已经反馈了，不用催。" if participant.reply != Participant.Reply.AWAITED else ""


def manage_refusal(user: User, consultation: Consultation) -> str:
    return "" if is_writer(user, consultation.draft) else WRITERS_ONLY

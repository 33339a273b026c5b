"""What a round (审阅轮次), its steps and its opinions go through, as data."""

from django.db.models import TextChoices

from speeches.drafting.states import Verb


class RoundState(TextChoices):
    OPEN = "open", "审阅中"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "已通过"
    RECALLED = "recalled", "已撤回"


class StepState(TextChoices):
    WAITING = "waiting", "未到"
    OPEN = "open", "审阅中"
    DONE = "done", "已审"
    SKIPPED = "skipped", "未审"
    HANDED = "handed", "已转办"


class StepVerb(TextChoices):
    COME = "come", "轮到"
    DECIDE = "decide", "作结论"
    HAND_OVER = "hand-over", "转办"
    ASK_FIRST = "ask-first", "先请别人审"
    PASS_OVER = "pass-over", "略过"


class Way(TextChoices):
    """How somebody came into a round that is under way; "" for who was chosen when it was sent."""

    HANDED = "handed", "转办"
    BEFORE = "before", "先加签"
    AFTER = "after", "后加签"


class Verdict(TextChoices):
    AGREED = "agreed", "同意"
    AGREED_WITH = "agreed_with", "同意并附修改意见"
    RETURNED = "returned", "退回修改"


class CommentState(TextChoices):
    OPEN = "open", "待处理"
    REFERRED = "referred", "提请领导定"
    SETTLED = "settled", "已办结"
    WITHDRAWN = "withdrawn", "已收回"
    # Nothing has to be done about it.
    PRAISED = "praised", "好"


class CommentVerb(TextChoices):
    ANSWER = "answer", "办结"
    REFER = "refer", "提请领导定"
    CLOSE = "close", "同意保留"
    REOPEN = "reopen", "重新提出"
    WITHDRAW = "withdraw", "收回"
    PUT_BACK = "put-back", "恢复"
    PRAISE = "praise", "再说好"


class Outcome(TextChoices):
    ADOPTED = "adopted", "已采纳"
    PARTLY = "partly", "部分采纳"
    KEPT = "kept", "建议保留原表述"
    # What the leader says to that; the drafters cannot.
    CONSENTED = "consented", "同意保留"
    INSISTED = "insisted", "仍请修改"


class Channel(TextChoices):
    """How an opinion came that somebody else entered (代录)."""

    PAPER = "paper", "纸质"
    TELEPHONE = "telephone", "电话"
    IN_PERSON = "in_person", "当面"
    FILE = "file", "Word 回稿"


# What comes without a file.
TOLD = (Channel.PAPER, Channel.TELEPHONE, Channel.IN_PERSON)
TOLD_CHOICES = [(channel.value, channel.label) for channel in TOLD]


class ConsultationState(TextChoices):
    OPEN = "open", "征求中"
    CLOSED = "closed", "已结束"


class Reply(TextChoices):
    """What came of asking a unit (征求意见)."""

    AWAITED = "awaited", "未反馈"
    OPINIONS = "opinions", "有意见"
    NONE = "none", "无意见"


# How those who write the speech may answer.
ANSWERS = (Outcome.ADOPTED, Outcome.PARTLY, Outcome.KEPT)
ANSWER_CHOICES = [(outcome.value, outcome.label) for outcome in ANSWERS]


ROUND_TRANSITIONS: dict[tuple[RoundState, Verb], RoundState] = {
    (RoundState.OPEN, Verb.RECALL): RoundState.RECALLED,
    (RoundState.OPEN, Verb.RETURN): RoundState.RETURNED,
    (RoundState.OPEN, Verb.APPROVE): RoundState.APPROVED,
    (RoundState.OPEN, Verb.PASS_OUTLINE): RoundState.APPROVED,
}
STEP_TRANSITIONS: dict[tuple[StepState, StepVerb], StepState] = {
    (StepState.WAITING, StepVerb.COME): StepState.OPEN,
    (StepState.OPEN, StepVerb.DECIDE): StepState.DONE,
    (StepState.OPEN, StepVerb.HAND_OVER): StepState.HANDED,
    (StepState.OPEN, StepVerb.ASK_FIRST): StepState.WAITING,
    (StepState.WAITING, StepVerb.PASS_OVER): StepState.SKIPPED,
    (StepState.OPEN, StepVerb.PASS_OVER): StepState.SKIPPED,
}
COMMENT_TRANSITIONS: dict[tuple[CommentState, CommentVerb], CommentState] = {
    (CommentState.OPEN, CommentVerb.ANSWER): CommentState.SETTLED,
    (CommentState.OPEN, CommentVerb.REFER): CommentState.REFERRED,
    (CommentState.REFERRED, CommentVerb.CLOSE): CommentState.SETTLED,
    (CommentState.REFERRED, CommentVerb.REOPEN): CommentState.OPEN,
    (CommentState.SETTLED, CommentVerb.REOPEN): CommentState.OPEN,
    (CommentState.OPEN, CommentVerb.WITHDRAW): CommentState.WITHDRAWN,
    (CommentState.WITHDRAWN, CommentVerb.PUT_BACK): CommentState.OPEN,
    (CommentState.PRAISED, CommentVerb.WITHDRAW): CommentState.WITHDRAWN,
    (CommentState.WITHDRAWN, CommentVerb.PRAISE): CommentState.PRAISED,
}

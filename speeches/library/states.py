"""The states an entry (素材) goes through, as data. Only the actions of this room read the table."""

from django.db.models import TextChoices


class State(TextChoices):
    DRAFT = "draft", "草稿"
    PENDING = "pending", "待审"
    ACTIVE = "active", "在用"
    RETIRED = "retired", "停用"


class Verb(TextChoices):
    PROPOSE = "propose", "推荐"
    WITHDRAW = "withdraw", "撤回"
    ACCEPT = "accept", "采用"
    DECLINE = "decline", "退回"
    MERGE = "merge", "并入"
    ACTIVATE = "activate", "启用"
    RETIRE = "retire", "停用"


TRANSITIONS: dict[tuple[State, Verb], State] = {
    (State.DRAFT, Verb.PROPOSE): State.PENDING,
    (State.PENDING, Verb.WITHDRAW): State.DRAFT,
    (State.PENDING, Verb.ACCEPT): State.ACTIVE,
    # Back to its proposer, with the reason; they may write it anew and propose it again.
    (State.PENDING, Verb.DECLINE): State.DRAFT,
    # What was merged is kept, out of use, and points to the entry that took it in.
    (State.DRAFT, Verb.MERGE): State.RETIRED,
    (State.PENDING, Verb.MERGE): State.RETIRED,
    (State.ACTIVE, Verb.MERGE): State.RETIRED,
    (State.DRAFT, Verb.ACTIVATE): State.ACTIVE,
    (State.RETIRED, Verb.ACTIVATE): State.ACTIVE,
    (State.ACTIVE, Verb.RETIRE): State.RETIRED,
}

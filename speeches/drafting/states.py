"""The states a draft (讲话稿) goes through, as data. Other rooms call drafting's actions, never the table."""

from django.db.models import TextChoices


class State(TextChoices):
    DRAFTING = "drafting", "起草"
    IN_REVIEW = "in_review", "送审中"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "已通过"
    FINAL = "final", "定稿"
    ARCHIVED = "archived", "归档"


class Verb(TextChoices):
    SUBMIT = "submit", "送审"
    RECALL = "recall", "撤回"
    RETURN = "return", "退回修改"
    APPROVE = "approve", "通过"
    PASS_OUTLINE = "pass-outline", "通过提纲"
    FINALISE = "finalise", "定稿"
    REOPEN = "reopen", "继续修改"
    REOPEN_FINAL = "reopen-final", "重新打开"
    ARCHIVE = "archive", "归档"
    UNARCHIVE = "unarchive", "取出归档"


TRANSITIONS: dict[tuple[State, Verb], State] = {
    (State.DRAFTING, Verb.SUBMIT): State.IN_REVIEW,
    (State.RETURNED, Verb.SUBMIT): State.IN_REVIEW,
    (State.IN_REVIEW, Verb.RECALL): State.DRAFTING,
    (State.IN_REVIEW, Verb.RETURN): State.RETURNED,
    (State.IN_REVIEW, Verb.APPROVE): State.APPROVED,
    # 提纲先送审: what was agreed to is still to be written.
    (State.IN_REVIEW, Verb.PASS_OUTLINE): State.DRAFTING,
    (State.APPROVED, Verb.FINALISE): State.FINAL,
    (State.APPROVED, Verb.REOPEN): State.RETURNED,
    (State.FINAL, Verb.REOPEN_FINAL): State.RETURNED,
    (State.FINAL, Verb.ARCHIVE): State.ARCHIVED,
    (State.ARCHIVED, Verb.UNARCHIVE): State.FINAL,
}

EDITABLE = frozenset({State.DRAFTING, State.RETURNED})
# Reviewers see a draft from submission on, never while it is first being written.
SUBMITTED = frozenset(State) - {State.DRAFTING}

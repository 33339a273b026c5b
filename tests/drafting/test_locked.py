"""A draft that cannot be changed says what can be done about it."""

import pytest

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.drafting.permissions import delete_refusal, edit_refusal

State = Draft.State


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "way"),
    [
        (State.IN_REVIEW, "请先撤回"),
        (State.APPROVED, "到“审阅情况”点“按意见继续修改”"),
        (State.FINAL, "到“定稿”写明理由重新打开"),
        (State.ARCHIVED, "取出归档"),
    ],
)
def test_each_state_names_its_own_way(draft: Draft, drafter: User, state: str, way: str) -> None:
    """What was approved can be recalled by nobody, and no reviewer will return it."""
    draft.state = state
    for refusal in (edit_refusal(drafter, draft), delete_refusal(drafter, draft)):
        assert way in refusal

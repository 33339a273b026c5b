"""The log is written once and never changed, by whatever way."""

import pytest
from django.db import DatabaseError, connection, transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import ActionLog, User
from speeches.accounts.models.action_log import AppendOnlyError


def test_a_row_says_who_what_where(drafter: User):
    row = log_action(drafter, "edit", drafter.office, reason="试")
    assert (row.actor, row.verb, row.office) == (drafter, "edit", drafter.office)
    assert (row.target_type, row.target_id) == ("accounts.office", str(drafter.office_id))
    assert row.detail == {"reason": "试"}


def test_code_cannot_change_or_delete(drafter: User):
    row = log_action(drafter, "login", drafter)
    for forbidden in (row.save, row.delete, ActionLog.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            forbidden()
    with pytest.raises(AppendOnlyError):
        ActionLog.objects.update(verb="x")


@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_actionlog SET verb = 'x'", "DELETE FROM accounts_actionlog"]
)
def test_the_database_refuses_too(drafter: User, statement: str):
    log_action(drafter, "login", drafter)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

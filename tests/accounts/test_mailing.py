"""Notices by e-mail: one mail that cannot go holds up no other, and nothing is sent twice."""

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import (
    SMTPDataError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from speeches.accounts.actions import notify
from speeches.accounts.mailing import AGAIN, STALE, send_mails
from speeches.accounts.models import Notice, NoticeKind, User

BAD, GOOD = "bad@example.cn", "good@example.cn"
Refuse = Callable[[Exception], None]


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """Have the server refuse every mail to `BAD`, in this way."""

    def refuse(error: Exception) -> None:
        take = EmailBackend.send_messages

        def send(self: EmailBackend, messages: list[EmailMessage]) -> int:
            if messages[0].to == [BAD]:
                raise error
            return take(self, messages)

        monkeypatch.setattr(EmailBackend, "send_messages", send)

    return refuse


def tell(person: User, email: str) -> Notice:
    User.objects.filter(pk=person.pk).update(email=email)
    person.refresh_from_db()
    notify(person, NoticeKind.TO_REVIEW, "请审阅。", "/")
    return Notice.objects.get(person=person)


def state_of(notice: Notice) -> str:
    notice.refresh_from_db()
    return notice.mail


def sent_to() -> list[str]:
    return [address for message in mail.outbox for address in message.to]


DUE, FAILED = Notice.Mail.DUE, Notice.Mail.FAILED


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (SMTPRecipientsRefused({BAD: (550, b"no such user")}), FAILED),
        (SMTPRecipientsRefused({BAD: (452, b"mailbox full")}), DUE),
        (SMTPDataError(554, b"looks like spam"), FAILED),
        (SMTPDataError(451, b"try later"), DUE),
        (SMTPNotSupportedError("no SMTPUTF8"), FAILED),
        # Whoever sends is the same for all mails: the settings are wrong, not this mail.
        (SMTPSenderRefused(553, b"not yours", "zhibi@localhost"), DUE),
        (ValueError("a header of two lines"), FAILED),
    ],
)
def test_one_bad_mail_holds_up_no_other(
    leader: User,
    drafter: User,
    refusing: Refuse,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    kept: str,
) -> None:
    bad, good = tell(leader, BAD), tell(drafter, GOOD)
    refusing(error)
    with caplog.at_level(logging.WARNING):
        send_mails.enqueue()
    assert (state_of(bad), state_of(good)) == (kept, Notice.Mail.SENT)
    assert sent_to() == [GOOD]
    assert f"通知邮件 {bad.pk}" in caplog.text


def test_what_was_refused_for_now_goes_another_time(
    leader: User, refusing: Refuse, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = tell(leader, BAD)
    refusing(SMTPRecipientsRefused({BAD: (452, b"mailbox full")}))
    send_mails.enqueue()
    monkeypatch.undo()
    send_mails.enqueue()
    assert sent_to() == []
    Notice.objects.update(tried_at=timezone.now() - AGAIN)
    send_mails.enqueue()
    assert sent_to() == [BAD]
    assert state_of(notice) == Notice.Mail.SENT


def test_a_lost_connection_stops_it_and_what_broke_it_comes_last_the_next_time(
    leader: User, drafter: User, refusing: Refuse, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = tell(leader, BAD), tell(drafter, GOOD)
    refusing(SMTPServerDisconnected("gone"))
    with caplog.at_level(logging.WARNING):
        send_mails.enqueue()
    assert (state_of(bad), state_of(good)) == (DUE, DUE)
    assert "邮件服务器连不上" in caplog.text
    send_mails.enqueue()
    assert (state_of(bad), state_of(good)) == (DUE, Notice.Mail.SENT)


def test_what_is_days_old_is_given_up_and_said(leader: User, caplog: pytest.LogCaptureFixture) -> None:
    notice = tell(leader, GOOD)
    Notice.objects.update(at=timezone.now() - STALE - timedelta(hours=1))
    with caplog.at_level(logging.WARNING):
        send_mails.enqueue()
    assert state_of(notice) == FAILED
    assert sent_to() == []
    assert "1 封通知邮件" in caplog.text


def test_who_left_or_has_no_address_any_more_gets_none(leader: User, drafter: User) -> None:
    left, removed = tell(leader, GOOD), tell(drafter, GOOD)
    User.objects.filter(pk=leader.pk).update(is_active=False)
    User.objects.filter(pk=drafter.pk).update(email="")
    send_mails.enqueue()
    assert sent_to() == []
    assert {state_of(left), state_of(removed)} == {FAILED}


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_mail_goes(leader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow server must not hold a row that its reader wants to mark as read."""
    notice, found = tell(leader, GOOD), []

    def send(self: EmailBackend, messages: list[EmailMessage]) -> int:
        found.append((connection.in_atomic_block, Notice.objects.get().tried_at is None))
        send_mails.func()
        return len(messages)

    Notice.objects.update(mail=DUE, tried_at=None)
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    send_mails.func()
    # Once only, too: another worker that comes by meanwhile leaves it alone.
    assert found == [(False, False)]
    assert state_of(notice) == Notice.Mail.SENT

"""Notices by e-mail, sent by the background worker: a mail server that is slow or down delays no page."""

import logging
from datetime import timedelta
from functools import partial
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from .models import Notice

logger = logging.getLogger(__name__)
# What could not be sent for so long is no news any more.
STALE = timedelta(days=3)
# What was refused for now is tried again so much later; by then a worker that was killed is known to be.
AGAIN = timedelta(minutes=10)
SUBJECT = 60
PERMANENT = 500
BODY = "{name}：\n\n{text}\n\n{link}\n\n不想再收到这类邮件，请在执笔右上角“通知”里设置。\n"
GIVEN_UP = "%d 封通知邮件 %d 天没有发出去，不再发了；站内通知还在。请检查邮件服务器的设置。"


def send_soon() -> None:
    """Have the worker send what is due once this transaction is committed."""
    transaction.on_commit(partial(send_mails.enqueue))


def due_mails() -> QuerySet[Notice]:
    """Return what is to be sent now: what was never tried first, then what was refused the longest ago."""
    ready = Q(tried_at=None) | Q(tried_at__lte=timezone.now() - AGAIN)
    due = Notice.objects.filter(ready, mail=Notice.Mail.DUE)
    return due.order_by(F("tried_at").asc(nulls_first=True), "at", "pk")


@task()
def send_mails() -> None:
    """Send what is due, in a worker. What cannot be sent now stays due and is tried again (`remind`)."""
    give_up_stale()
    keys = list(due_mails().values_list("pk", flat=True))
    if not keys:
        return
    try:
        with get_connection() as connection:
            for key in keys:
                send_one(key, connection)
    except OSError as error:
        logger.warning("邮件服务器连不上，通知邮件稍后再发：%s", error)


def give_up_stale() -> None:
    stale = Notice.objects.filter(mail=Notice.Mail.DUE, at__lte=timezone.now() - STALE)
    if count := stale.update(mail=Notice.Mail.FAILED):
        logger.warning(GIVEN_UP, count, STALE.days)


def send_one(key: int, connection: BaseEmailBackend) -> None:
    """Send one mail. Raises OSError where none can go now."""
    notice = claimed(key)
    if notice is None:
        return
    try:
        check_person(notice)
        message_of(notice, connection).send()
    except (SMTPException, ValueError) as error:
        put_off_or_give_up(notice, error)
    else:
        Notice.objects.filter(pk=key).update(mail=Notice.Mail.SENT)


def claimed(key: int) -> Notice | None:
    """Take a mail up, so that no other worker does; the row is not locked while a slow server takes it."""
    if not due_mails().filter(pk=key).order_by().update(tried_at=timezone.now()):
        return None
    return Notice.objects.select_related("person").get(pk=key)


def check_person(notice: Notice) -> None:
    """Raises ValueError where nobody gets a mail: without an address Django says that it was sent."""
    if not notice.person.is_active or not notice.person.email:
        raise ValueError("收件人已停用，或没有邮箱地址")


def put_off_or_give_up(notice: Notice, error: Exception) -> None:
    """Leave what was refused for now, give up what never can go. Raises what is the connection's."""
    if is_lasting(error):
        logger.warning("通知邮件 %s 发不出去，不再发：%s", notice.pk, error)
        Notice.objects.filter(pk=notice.pk).update(mail=Notice.Mail.FAILED)
    elif isinstance(error, SMTPServerDisconnected):
        raise error
    else:
        logger.warning("通知邮件 %s 这次没有发出去，稍后再发：%s", notice.pk, error)


def is_lasting(error: Exception) -> bool:
    """Whether the mail will never be taken; a refused sender is the settings' fault, not the mail's."""
    match error:
        case SMTPRecipientsRefused():
            return all(code >= PERMANENT for code, _ in error.recipients.values())
        case SMTPDataError():
            return bool(error.smtp_code >= PERMANENT)
        case SMTPNotSupportedError() | ValueError():
            return True
    return False


def message_of(notice: Notice, connection: BaseEmailBackend) -> EmailMessage:
    """Return the mail: the sentence, and where it can be looked at."""
    link = f"{settings.SITE_ADDRESS}{notice.url}" if settings.SITE_ADDRESS else "请登录执笔查看。"
    body = BODY.format(name=notice.person.name, text=notice.text, link=link)
    subject = f"【执笔】{notice.get_kind_display()}：{notice.text[:SUBJECT]}"
    return EmailMessage(subject, body, to=[notice.person.email], connection=connection)

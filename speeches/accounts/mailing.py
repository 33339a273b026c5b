"""Notices by e-mail, sent by the background worker: a mail server that is slow or down delays no page."""

import logging
from datetime import timedelta
from functools import partial
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from .models import Notice

logger = logging.getLogger(__name__)
AT_ONCE = 200
# What could not be sent for so long is no news any more.
STALE = timedelta(days=3)
SUBJECT = 60
BODY = "{name}：\n\n{text}\n\n{link}\n\n不想再收到这类邮件，请在执笔右上角“通知”里设置。\n"


def send_soon() -> None:
    """Have the worker send what is due once this transaction is committed."""
    transaction.on_commit(partial(send_mails.enqueue))


def due_mails() -> QuerySet[Notice]:
    return Notice.objects.filter(mail=Notice.Mail.DUE, at__gt=timezone.now() - STALE).order_by("at")


@task()
def send_mails() -> None:
    """Send what is due, in a worker. What cannot be sent now stays due and is tried again (`remind`)."""
    keys = list(due_mails().values_list("pk", flat=True)[:AT_ONCE])
    if not keys:
        return
    try:
        with get_connection() as connection:
            for key in keys:
                send_one(key, connection)
    except OSError as error:
        logger.warning("邮件服务器连不上，通知邮件稍后再发：%s", error)


@transaction.atomic
def send_one(key: int, connection: BaseEmailBackend) -> None:
    """Send one mail. Raises OSError where it may go another time."""
    # Locked while it is sent: two workers do not send it twice.
    rows = Notice.objects.select_for_update(skip_locked=True, of=("self",)).select_related("person")
    notice = rows.filter(pk=key, mail=Notice.Mail.DUE).first()
    if notice is None:
        return
    try:
        message_of(notice, connection).send()
        notice.mail = Notice.Mail.SENT
    except (SMTPRecipientsRefused, ValueError) as error:
        logger.warning("通知邮件 %s 的收件地址不对，没有发出：%s", key, error)
        notice.mail = Notice.Mail.FAILED
    notice.save(update_fields=["mail"])


def message_of(notice: Notice, connection: BaseEmailBackend) -> EmailMessage:
    """Return the mail: the sentence, and where it can be looked at."""
    link = f"{settings.SITE_ADDRESS}{notice.url}" if settings.SITE_ADDRESS else "请登录执笔查看。"
    body = BODY.format(name=notice.person.name, text=notice.text, link=link)
    subject = f"【执笔】{notice.get_kind_display()}：{notice.text[:SUBJECT]}"
    return EmailMessage(subject, body, to=[notice.person.email], connection=connection)

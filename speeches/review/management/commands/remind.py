"""Have the worker remind people and send what e-mail is left over. `serve` does it every ten minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from speeches.accounts.mailing import due_mails, send_mails
from speeches.review.reminding import is_daytime, is_pressing, remind_people


class Command(BaseCommand):
    help = "提醒快到期、已逾期的审阅人，补发没有发出的通知邮件（serve 运行时自动进行）"

    def handle(self, *args: Any, **options: Any) -> None:
        if is_daytime() and is_pressing(timezone.localdate()):
            remind_people.enqueue()
        if due_mails().exists():
            send_mails.enqueue()

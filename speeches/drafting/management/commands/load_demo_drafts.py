"""manage.py load_demo_drafts: the demo people's drafts in progress; a second time does nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from speeches.accounts.models import User
from speeches.drafting.demo import load_demo_drafts

DRAFTS = settings.BASE_DIR / "fixtures" / "demo" / "drafts.json"


class Command(BaseCommand):
    help = "载入演示用的讲话稿（可重复执行）"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = load_demo_drafts(DRAFTS)
        except User.DoesNotExist as error:
            raise CommandError("演示人员还没有载入，请先执行 load_demo。") from error
        self.stdout.write(f"载入演示讲话稿 {count} 篇。")

"""manage.py load_demo: the demo's offices and people; a second time changes nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from speeches.accounts.demo import load_demo

FOLDER = settings.BASE_DIR / "fixtures" / "demo"


class Command(BaseCommand):
    help = "载入演示用的单位和账号（可重复执行；正式数据库上拒绝执行）"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("演示账号的密码是公开的，不能装入正式数据库。")
        self.stdout.write(f"载入演示账号 {load_demo(FOLDER)} 个。")

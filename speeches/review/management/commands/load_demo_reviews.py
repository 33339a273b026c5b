"""manage.py load_demo_reviews: the demo's drafts in review; a second time does nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from speeches.accounts.models import User
from speeches.review.demo import load_demo_reviews

REVIEWS = settings.BASE_DIR / "fixtures" / "demo" / "reviews.json"


class Command(BaseCommand):
    help = "载入演示用的审阅（可重复执行）"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = load_demo_reviews(REVIEWS)
        except User.DoesNotExist as error:
            raise CommandError("演示人员还没有载入，请先执行 load_demo。") from error
        self.stdout.write(f"载入演示审阅 {count} 篇。")

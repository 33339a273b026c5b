"""Read again the returned files that a worker left half read. `serve` does it when it starts one."""

from typing import Any

from django.core.management.base import BaseCommand

from speeches.review.returns.actions import take_up_returns


class Command(BaseCommand):
    help = "重新读取后台任务中断时没有读完的回稿（只在后台任务没有运行时用；serve 会自动进行）"

    def handle(self, *args: Any, **options: Any) -> None:
        if count := take_up_returns():
            self.stdout.write(f"{count} 份回稿重新排队读取。")

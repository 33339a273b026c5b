"""manage.py refresh_search_statistics: count lexemes, copy use counts."""

from typing import Any

from django.core.management.base import BaseCommand

from speeches.library.search.statistics import refresh_statistics


class Command(BaseCommand):
    help = "重新统计查找用的词频，更新使用次数和排序（平时每小时自动做一次；大批入库以后可以手工做）"

    def handle(self, *args: Any, **options: Any) -> None:
        rows = refresh_statistics()
        self.stdout.write(f"查找统计已更新：{rows} 条。")

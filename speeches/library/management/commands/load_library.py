"""manage.py load_library [PATH…]: load what ships with the product; a second time changes nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from speeches.accounts.models import Office
from speeches.library.loading import LoadingError, load_library
from speeches.library.models import Entry
from speeches.library.search.statistics import refresh_statistics

SHIPPED = [settings.BASE_DIR / "fixtures" / room for room in ("library", "lexicon")]
FIRST_OFFICE = "本单位"


class Command(BaseCommand):
    help = "装入随产品发布的主题、场合、素材、提纲、提法和易错词（可重复执行，不覆盖本单位的修改）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="文件或文件夹，不写就是随产品发布的"
        )
        parser.add_argument("--office", help="由哪个单位管理（单位全称），只对新增的起作用")

    def handle(self, *args: Any, paths: list[Path], office: str | None = None, **options: Any) -> None:
        try:
            outcomes = load_library(
                paths or [folder for folder in SHIPPED if folder.exists()], self.keeper(office)
            )
        except LoadingError as error:
            raise CommandError(f"{error}\n没有装入任何内容。") from error
        refresh_statistics()
        self.stdout.write("素材库：" + "，".join(f"{outcome} {n} 条" for outcome, n in outcomes.items()))

    def keeper(self, name: str | None) -> Office:
        """Return who keeps new rows: the office named, the one that keeps the others, or the topmost."""
        if name:
            office = Office.objects.filter(name=name).first()
            if office is None:
                raise CommandError(f"没有“{name}”这个单位，请先建立。")
            return office
        keeping = Office.objects.filter(entries__in=Entry.objects.exclude(fixture_digest="")).first()
        return keeping or Office.objects.filter(parent=None).first() or self.first_office()

    def first_office(self) -> Office:
        self.stdout.write(f"还没有单位，已建立“{FIRST_OFFICE}”，请在系统管理中改为单位全称。")
        return Office.objects.create(name=FIRST_OFFICE)

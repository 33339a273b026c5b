"""Delete PDFs that are a day old. `serve` does it every ten minutes."""

from typing import Any

from django.core.management.base import BaseCommand

from speeches.drafting.models import PdfCopy


class Command(BaseCommand):
    help = "删去生成一天以上的 PDF（serve 运行时自动进行）"

    def handle(self, *args: Any, **options: Any) -> None:
        PdfCopy.objects.stale().delete()

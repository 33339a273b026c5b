"""manage.py proofread FILE [--json] [--date] [--office]: the faults of a speech. Needs no database."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from speeches.drafting.files import read_speech
from speeches.drafting.incoming import SpeechRefusedError
from speeches.drafting.lexicons import OFFICE_HELP, lexicon_of, registers_of, shipped_statistics
from speeches.drafting.proof import proof, readable
from speeches.manuscript.days import find_day
from speeches.manuscript.value import Front, Manuscript
from speeches.proofreading.context import Context
from speeches.proofreading.engine import proofread
from speeches.proofreading.findings import SEVERITY_LABELS

LABELS = {severity.value: label for severity, label in SEVERITY_LABELS.items()}


class Command(BaseCommand):
    help = "校对一篇讲话稿（.txt 或 .docx）"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="讲话稿文件")
        parser.add_argument("--json", action="store_true", help="按固定格式输出 JSON")
        parser.add_argument("--date", type=iso_date, help="讲话日期，如 2026-03-12；不写就看题下日期")
        parser.add_argument("--office", help=OFFICE_HELP)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lexicon = lexicon_of(options["office"])
            incoming, text = read_speech(options["file"], lexicon.set_names())
        except SpeechRefusedError as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from refusal
        day = options["date"] or written_day(incoming.manuscript)
        context = Context(
            today=day or timezone.localdate(),
            is_dated=day is not None,
            lexicon=lexicon,
            office=options["office"] or "",
            statistics=shipped_statistics(),
            **registers_of(options["office"]),
        )
        found = proof(incoming, text, proofread(incoming.manuscript, context))
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(readable(found, LABELS)))


def written_day(manuscript: Manuscript) -> date | None:
    """Return the day below the title, None where there is none."""
    says = (line.text for line in manuscript.front if line.kind is Front.DATE)
    return next((day for text in says if (day := find_day(text))), None)


def iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2026-03-12 这样。") from error

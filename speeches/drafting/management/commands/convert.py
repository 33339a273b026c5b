"""manage.py convert FILE -o OUT.docx [--preset …]: parse a speech and lay it out. Needs no database."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand

from speeches.docx.layout import Preset
from speeches.docx.properties import Properties
from speeches.docx.writer import write
from speeches.drafting.files import read_speech, write_file
from speeches.drafting.incoming import SpeechRefusedError


class Command(BaseCommand):
    help = "把一篇讲话稿（.txt 或 .docx）排成公文版式的 .docx"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="讲话稿文件")
        parser.add_argument("-o", "--output", required=True, help="写到哪个 .docx 文件")
        parser.add_argument("--preset", choices=list(Preset), default=Preset.FINAL, help="版式")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            incoming, _ = read_speech(options["file"])
            properties = Properties(created=datetime.now(UTC))
            write_file(
                options["output"], write(incoming.manuscript, preset=options["preset"], properties=properties)
            )
        except SpeechRefusedError as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from refusal

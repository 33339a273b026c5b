"""manage.py convert FILE -o OUT.docx [--preset …] [--office]: parse a speech and lay it out.

Needs no database but for an office.
"""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand

from speeches.docx.layout import Preset
from speeches.docx.properties import Properties
from speeches.docx.writer import write
from speeches.drafting.files import read_speech, write_file
from speeches.drafting.incoming import SpeechRefusedError
from speeches.drafting.lexicons import OFFICE_HELP, lexicon_of


class Command(BaseCommand):
    help = "把一篇讲话稿（.txt 或 .docx）排成公文版式的 .docx"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="讲话稿文件")
        parser.add_argument("-o", "--output", required=True, help="写到哪个 .docx 文件")
        parser.add_argument("--preset", choices=list(Preset), default=Preset.FINAL, help="版式")
        parser.add_argument("--office", help=OFFICE_HELP)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            set_names = lexicon_of(options["office"]).set_names()
            incoming, _ = read_speech(options["file"], set_names)
            properties = Properties(created=datetime.now(UTC))
            write_file(
                options["output"], write(incoming.manuscript, preset=options["preset"], properties=properties)
            )
        except SpeechRefusedError as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from refusal

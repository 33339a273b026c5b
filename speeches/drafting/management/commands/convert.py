"""manage.py convert FILE -o OUT.docx [--preset …] [--against OLD] [--office]: parse a speech and lay it out.

Needs no database but for an office.
"""

from argparse import ArgumentParser
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from speeches.docx.layout import Preset
from speeches.docx.papers.reading import SIZES, USUAL_SIZE
from speeches.docx.properties import Properties
from speeches.drafting.files import read_speech, write_file
from speeches.drafting.incoming import SpeechRefusedError
from speeches.drafting.lexicons import OFFICE_HELP, lexicon_of
from speeches.drafting.papers import Source, paper_docx

NO_OLD = "花脸稿要与旧稿相比：没有用 --against 指明旧稿的文件，所以没有改动标记。"


class Command(BaseCommand):
    help = "把一篇讲话稿（.txt 或 .docx）排成公文版式的 .docx"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="讲话稿文件")
        parser.add_argument("-o", "--output", required=True, help="写到哪个 .docx 文件")
        parser.add_argument("--preset", choices=list(Preset), default=Preset.FINAL, help="版式")
        parser.add_argument("--size", type=int, choices=list(SIZES), default=USUAL_SIZE, help="大字版的字号")
        parser.add_argument("--against", help="花脸稿与哪个旧稿文件相比")
        parser.add_argument("--office", help=OFFICE_HELP)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            set_names = lexicon_of(options["office"]).set_names()
            incoming, _ = read_speech(options["file"], set_names)
            if options["preset"] == Preset.REDLINE and not options["against"]:
                self.stderr.write(NO_OLD)
            source = Source(
                incoming.manuscript,
                properties=Properties(created=datetime.now(UTC)),
                **compared(options, set_names),
            )
            wanted = {"size": options["size"]}
            write_file(options["output"], paper_docx(source, Preset(options["preset"]), wanted))
        except SpeechRefusedError as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from refusal


def compared(options: dict[str, Any], set_names: Collection[str]) -> dict[str, Any]:
    """Return a redline's old speech, and what the legend calls it. Raises SpeechRefusedError."""
    if options["preset"] != Preset.REDLINE or not options["against"]:
        return {}
    incoming, _ = read_speech(options["against"], set_names)
    return {"old": incoming.manuscript, "about": f"与旧稿“{Path(options['against']).stem}”相比"}

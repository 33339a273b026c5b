"""manage.py parse FILE [--json] [--office]: the structure of a speech. Only an office needs the database."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from speeches.drafting.files import read_speech
from speeches.drafting.incoming import SpeechRefusedError
from speeches.drafting.lexicons import OFFICE_HELP, lexicon_of
from speeches.drafting.structure import readable_outline, structure


class Command(BaseCommand):
    help = "识别一篇讲话稿（.txt 或 .docx）的结构"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="讲话稿文件")
        parser.add_argument("--json", action="store_true", help="按固定格式输出 JSON")
        parser.add_argument("--office", help=OFFICE_HELP)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            set_names = lexicon_of(options["office"]).set_names()
            incoming, text = read_speech(options["file"], set_names)
        except SpeechRefusedError as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(structure(incoming, text, set_names), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(readable_outline(incoming, set_names)))

"""manage.py export_draft ID -o OUT.docx [--preset …]: a draft as a .docx in its office's layout."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from speeches.docx.layout import Preset
from speeches.drafting.export import export_docx
from speeches.drafting.files import write_file
from speeches.drafting.incoming import SpeechRefusedError
from speeches.drafting.models import Draft


class Command(BaseCommand):
    help = "把系统里的一篇讲话稿导出为 .docx"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", type=int, help="讲话稿编号（网址里的数字）")
        parser.add_argument("-o", "--output", required=True, help="写到哪个 .docx 文件")
        parser.add_argument("--preset", choices=list(Preset), default=Preset.FINAL, help="版式")

    def handle(self, *args: Any, **options: Any) -> None:
        draft = Draft.objects.kept().select_related("office").filter(pk=options["id"]).first()
        try:
            if draft is None:
                raise SpeechRefusedError(f"没有编号为 {options['id']} 的讲话稿。")
            write_file(
                options["output"],
                export_docx(
                    draft, preset=Preset(options["preset"]), revision=draft.revisions.defer("content").first()
                ),
            )
        except SpeechRefusedError as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from refusal

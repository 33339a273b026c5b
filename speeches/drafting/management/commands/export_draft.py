"""manage.py export_draft ID -o OUT.docx [--preset …]: a draft as a .docx in its office's layout."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from speeches.docx.layout import Preset
from speeches.docx.papers.reading import SIZES, USUAL_SIZE
from speeches.drafting.files import write_file
from speeches.drafting.incoming import SpeechRefusedError
from speeches.drafting.models import Draft
from speeches.drafting.papers import earlier_revisions, paper_docx, source_of

NO_DRAFT = "没有编号为 {} 的讲话稿。"
NO_REVISION = "这篇讲话稿没有第 {} 版。"
NOTHING_EARLIER = "这篇讲话稿还没有可比的旧版，花脸稿里没有改动标记。"


class Command(BaseCommand):
    help = "把系统里的一篇讲话稿导出为 .docx"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", type=int, help="讲话稿编号（网址里的数字）")
        parser.add_argument("-o", "--output", required=True, help="写到哪个 .docx 文件")
        parser.add_argument("--preset", choices=list(Preset), default=Preset.FINAL, help="版式")
        parser.add_argument("--size", type=int, choices=list(SIZES), default=USUAL_SIZE, help="大字版的字号")
        parser.add_argument("--against", type=int, help="花脸稿与第几版相比（默认：上次送审的，或最近的）")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            draft = find(options["id"])
            preset = Preset(options["preset"])
            wanted: dict[str, Any] = {"size": options["size"], "spells": True}
            if preset is Preset.REDLINE:
                wanted["against"] = earlier(draft, options["against"])
                if not wanted["against"]:
                    self.stderr.write(NOTHING_EARLIER)
            source = source_of(draft, wanted, draft.revisions.defer("content").first())
            write_file(options["output"], paper_docx(source, preset, wanted))
        except SpeechRefusedError as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from refusal


def find(number: int) -> Draft:
    draft = Draft.objects.kept().select_related("office").filter(pk=number).first()
    if draft is None:
        raise SpeechRefusedError(NO_DRAFT.format(number))
    return draft


def earlier(draft: Draft, number: int | None) -> int | None:
    """Return the number of the version to compare with, None without one. Raises SpeechRefusedError."""
    if number is None:
        return next((one.number for one in earlier_revisions(draft)), None)
    if not draft.revisions.filter(number=number).exists():
        raise SpeechRefusedError(NO_REVISION.format(number))
    return number

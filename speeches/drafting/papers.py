"""The papers of a meeting (文稿): which there are, and each as a file or as pages on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from speeches.accounts.models import OfficeSettings
from speeches.docx.layout import Layout, Preset
from speeches.docx.papers.annotating import Notes, Pauses
from speeches.docx.papers.flow import Block
from speeches.docx.papers.outline import DEEPEST, outline
from speeches.docx.papers.reading import USUAL_SIZE, reading_layout, reading_pages, write_reading
from speeches.docx.papers.redline import redline_blocks
from speeches.docx.papers.sheets import Sheet, sheets_of_blocks, sheets_of_pages
from speeches.docx.papers.turning import Part
from speeches.docx.papers.writing import write_blocks
from speeches.docx.properties import Properties
from speeches.docx.writer import write
from speeches.manuscript.duration import CHARACTERS_PER_MINUTE
from speeches.manuscript.value import Manuscript

from .export import office_layout, properties_of
from .models import Draft, Revision
from .pace import pace_of
from .paper_forms import readings_of

Options = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A paper to choose: its name, what it is for, what the file holds."""

    preset: Preset
    name: str
    use: str
    holds: str


KINDS = (
    Kind(
        Preset.FINAL,
        "定稿",
        "按公文版式排好，直接印发",
        "全文，按本单位的字体、行距、页码排版。没有批注、修订和任何标记。",
    ),
    Kind(
        Preset.READING,
        "大字版",
        "上台念的稿子",
        "全文，大字。翻页处总在一句话说完的地方，一条不分在两页；标题不落单。页脚是“第 n 页　共 m 页”。",
    ),
    Kind(
        Preset.REDLINE,
        "花脸稿",
        "看这一稿改了什么",
        "按定稿排版。删去的字划线，新增的字加粗加下划线，移来的段落左边有双线，黑白打印也看得清；首页有图例。",
    ),
    Kind(Preset.OUTLINE, "提纲", "先报结构，或照着讲", "只有题头和各级标题，序号与全文一致。"),
    Kind(
        Preset.WORKING,
        "工作稿",
        "还要改回来的稿子",
        "全文，保留手写的序号和标记；文件里另记着每一段的标识，供以后核对。",
    ),
)
KIND_OF = {kind.preset.value: kind for kind in KINDS}
PRINTED = (Preset.READING, Preset.REDLINE)


@dataclass(frozen=True, slots=True)
class Source:
    """What a paper is made from. `old` and `about` are for the redline, pace and readings for the lectern."""

    manuscript: Manuscript
    layout: Layout = field(default_factory=Layout)
    properties: Properties = field(default_factory=Properties)
    per_minute: int = CHARACTERS_PER_MINUTE
    readings: tuple[tuple[str, str], ...] = ()
    old: Manuscript | None = None
    about: str = ""


def source_of(draft: Draft, options: Options, revision: Revision | None = None) -> Source:
    """Return the draft as it stands, with what the options ask for."""
    old = compared_revision(draft, options)
    return Source(
        draft.manuscript(),
        office_layout(OfficeSettings.of(draft.office)),
        properties_of(draft, revision),
        pace_of(draft).per_minute,
        readings_of(draft) if options.get("spells") else (),
        old.manuscript() if old else None,
        about(old) if old else "",
    )


def compared_revision(draft: Draft, options: Options) -> Revision | None:
    asked = options.get("against")
    return draft.shown_revisions().filter(number=asked).first() if asked else None


def earlier_revisions(draft: Draft) -> list[Revision]:
    """Return the versions that differ from the text, what was last sent first, then the newest."""
    shown = draft.shown_revisions().defer("content").select_related("author")
    revisions = shown.exclude(sequence=draft.shown_sequence)
    sent = [one for one in revisions if one.reason == Revision.Reason.SUBMITTED][:1]
    return [*sent, *(one for one in revisions if one not in sent)]


def about(revision: Revision) -> str:
    at = timezone.localtime(revision.at)
    name = f"“{revision.note}”" if revision.note else revision.get_reason_display()
    return f"现在的稿子与{revision}（{at:%Y年%m月%d日 %H:%M}，{name}）相比"


def paper_docx(source: Source, preset: Preset, options: Options, *, is_rendered: bool = False) -> bytes:
    """Return a paper as .docx; `is_rendered` is for LibreOffice, which needs another grid than Word."""
    plain = Preset.PREVIEW if is_rendered else Preset.FINAL
    if preset is Preset.READING:
        pages, layout = reading(source, options)
        return write_reading(pages, layout, source.properties, is_rendered=is_rendered)
    if preset is Preset.REDLINE:
        blocks = redline(source)
        return write_blocks(blocks, source.layout, source.properties, is_rendered=is_rendered)
    if preset is Preset.OUTLINE:
        manuscript = outlined(source, options)
        return write(manuscript, layout=source.layout, preset=plain, properties=source.properties)
    own = plain if preset is Preset.FINAL or is_rendered else preset
    return write(source.manuscript, layout=source.layout, preset=own, properties=source.properties)


def paper_sheets(source: Source, preset: Preset, options: Options) -> list[Sheet]:
    """Return the pages of a reading copy or a redline, line by line."""
    if preset is Preset.READING:
        return sheets_of_pages(*reading(source, options))
    return sheets_of_blocks(redline(source), source.layout)


def reading(source: Source, options: Options) -> tuple[list[tuple[Part, ...]], Layout]:
    layout = reading_layout(source.layout, options.get("size", USUAL_SIZE))
    notes = Notes(
        time_every=options.get("time_every", 5),
        per_minute=source.per_minute,
        pauses=Pauses(options.get("pauses", Pauses.NONE)),
        readings=source.readings,
    )
    return reading_pages(source.manuscript, layout, notes), layout


def redline(source: Source) -> list[Block]:
    """Return the blocks of the redline; without an earlier text nothing is marked."""
    old = source.old or source.manuscript
    return redline_blocks(old, source.manuscript, source.layout, about=source.about or "没有可比的旧版")


def outlined(source: Source, options: Options) -> Manuscript:
    return outline(
        source.manuscript,
        levels=options.get("levels", DEEPEST),
        has_items=bool(options.get("items")),
        per_minute=source.per_minute if options.get("minutes") else 0,
    )

"""数据核实单 as a Word file: what is known, and room for what the departments say."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import timezone

from speeches.accounts.models import OfficeSettings
from speeches.docx.official_table import write_official_table
from speeches.docx.sizes import Mm
from speeches.drafting.export import FORBIDDEN_IN_NAMES, LONGEST_NAME, office_layout
from speeches.drafting.facts import chinese_date
from speeches.drafting.models import Draft

from .lines import Line, Status

COLUMNS = (
    ("序号", Mm(14)),
    ("数据", Mm(34)),
    ("数值", Mm(28)),
    ("上年同期", Mm(23)),
    ("期间", Mm(27)),
    ("来源", Mm(33)),
    ("文中表述", Mm(54)),
    ("核实结果", Mm(40)),
)
CENTRED = (0, 2, 3)
NOTE = "请逐项核实：无误的在“核实结果”栏写“无误”；有误的写应更正的数，并签单位和姓名。"


def sheet_docx(draft: Draft, context: Mapping[str, Any]) -> bytes:
    now, progress = timezone.localtime(), context["progress"]
    lines = [
        f"讲话稿：{draft.title}",
        f"截至{chinese_date(now.date())}，共 {progress.total} 项，已核实 {progress.done} 项。{NOTE}",
    ]
    return write_official_table(
        "数据核实单",
        lines,
        COLUMNS,
        rows(context["lines"]),
        centred=CENTRED,
        layout=office_layout(OfficeSettings.of(draft.office)),
        author=draft.office.name,
        created=now,
    )


def rows(lines: Iterable[Line]) -> Iterator[tuple[str, ...]]:
    for number, line in enumerate(lines, 1):
        places = "\n".join(place.sentence for place in line.places)
        name = line.name or "正文中的数"
        # A number and its unit stay together.
        value = line.value if line.name else line.value.replace("、", "\n")
        yield str(number), name, value, line.previous, line.period, line.source, places, result_of(line)


def result_of(line: Line) -> str:
    """Return what was said of the line; nothing where somebody has still to write it."""
    if line.status is Status.COMPUTED:
        return line.status.label
    last = line.last
    if last is None:
        return ""
    when = chinese_date(timezone.localdate(last.at))
    is_mended = last.proposed and line.status is Status.VERIFIED
    said = f"{'已更正' if is_mended else '应'}为 {last.proposed}" if last.proposed else "无误"
    return f"{line.status.label if line.status is Status.CHANGED else said}\n{last.who}\n{when}"


def sheet_name(draft: Draft) -> str:
    return f"数据核实单：{draft.title}".translate(FORBIDDEN_IN_NAMES)[:LONGEST_NAME] + ".docx"

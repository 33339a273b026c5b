"""征求意见汇总表 as a Word file."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from speeches.accounts.models import OfficeSettings
from speeches.docx.official_table import write_official_table
from speeches.docx.sizes import Mm
from speeches.drafting.export import FORBIDDEN_IN_NAMES, LONGEST_NAME, office_layout
from speeches.drafting.facts import chinese_date
from speeches.review.models import Consultation
from speeches.review.reading import Where
from speeches.review.settlement.document import place_of, reasons

COLUMNS = (
    ("序号", Mm(14)),
    ("单位", Mm(45)),
    ("意见", Mm(98)),
    ("采纳情况", Mm(29)),
    ("说明", Mm(67)),
)
CENTRED = (0, 3)


def summary_docx(consultation: Consultation, context: Mapping[str, Any]) -> bytes:
    draft, now = consultation.draft, timezone.localtime()
    sent_on = chinese_date(timezone.localdate(consultation.at))
    lines = [
        f"征求意见稿：{draft.title}（第 {consultation.revision.number} 版，{sent_on}发出）",
        f"截至{chinese_date(now.date())}，共征求 {len(context['rows'])} 家，已反馈 {context['replied']} 家，"
        f"其中无意见 {context['without']} 家，共提出意见 {context['opinions']} 条。",
    ]
    return write_official_table(
        "征求意见汇总表",
        lines,
        COLUMNS,
        rows(context),
        centred=CENTRED,
        layout=office_layout(OfficeSettings.of(draft.office)),
        author=draft.office.name,
        created=now,
    )


def rows(context: Mapping[str, Any]) -> Iterator[tuple[str | None, ...]]:
    """Yield a row for each opinion, one for each unit without any; a unit's name stands once."""
    number = 0
    for row in context["rows"]:
        name = row.participant.name
        for at, item in enumerate(row.items):
            number += 1
            where = "" if item.note.where is Where.ALL else f"{place_of(item)}\n"
            yield (
                str(number),
                None if at else name,
                f"{where}{item.comment.text}",
                item.status.label,
                reasons(item),
            )
        if not row.items:
            number += 1
            yield str(number), name, row.participant.get_reply_display(), "", ""


def summary_name(consultation: Consultation) -> str:
    title = f"征求意见汇总表：{consultation.draft.title}"
    return title.translate(FORBIDDEN_IN_NAMES)[:LONGEST_NAME] + ".docx"

"""The proof report as a Word file: one table of all that is open, one line on what is left as it is."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from speeches.docx.sizes import Mm
from speeches.docx.table import write_table

from .export import FORBIDDEN_IN_NAMES, LONGEST_NAME
from .facts import chinese_date
from .models import Draft
from .proof_pages import Group, proof_context

COLUMNS = (("程度", Mm(16)), ("类别", Mm(18)), ("原文", Mm(48)), ("问题和依据", Mm(50)), ("建议", Mm(24)))


def report_docx(draft: Draft) -> bytes:
    context = proof_context(draft)
    now = timezone.localtime()
    lines = [
        f"讲话稿：{draft.title}",
        f"校对时间：{chinese_date(now.date())}{now:%H:%M}",
        summary(context["groups"]),
    ]
    if context["proof"].is_too_long:
        lines.append("全文太长，没有校对。")
    if left := context["proof"].left:
        lines.append(f"另有 {len(left)} 处已由起草人说明理由后忽略。")
    rows = report_rows(context["groups"])
    return write_table("校对报告", lines, COLUMNS, rows, author=draft.office.name, created=now)


def summary(groups: Sequence[Group]) -> str:
    return (
        "，".join(f"{group.label} {group.count} 处" for group in groups) + "。"
        if groups
        else "没有发现问题。"
    )


def report_rows(groups: Sequence[Group]) -> Iterator[tuple[str, ...]]:
    for group in groups:
        for family, rows in group.families:
            for row in rows:
                found = row.finding
                says = "\n".join(filter(None, (found.message, found.reason, found.source, row.validity)))
                fixes = "\n".join(label for _, label in row.fixes)
                yield group.label, family, f"{row.before}【{found.text}】{row.after}", says, fixes


def report_name(draft: Draft) -> str:
    return f"校对报告：{draft.title}".translate(FORBIDDEN_IN_NAMES)[:LONGEST_NAME] + ".docx"

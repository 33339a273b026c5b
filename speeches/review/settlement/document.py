"""意见采纳情况表 as a Word file: what the page shows, with the same filters and for the same eyes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import timezone

from speeches.accounts.models import OfficeSettings
from speeches.docx.official_table import write_official_table
from speeches.docx.sizes import Mm
from speeches.drafting.export import FORBIDDEN_IN_NAMES, LONGEST_NAME, office_layout
from speeches.drafting.facts import chinese_date
from speeches.drafting.models import Draft
from speeches.manuscript.comparison import Kind
from speeches.review.models import Answer
from speeches.review.reading import Where
from speeches.review.states import Outcome
from speeches.review.suggesting.changes import GLIMPSE

from .differences import Change
from .items import Item, Status

COLUMNS = (
    ("序号", Mm(14)),
    ("意见人", Mm(30)),
    ("对应内容", Mm(52)),
    ("意见内容", Mm(58)),
    ("采纳情况", Mm(29)),
    ("说明", Mm(70)),
)
CENTRED = (0, 1, 4)
LONGEST_QUOTE = 120


def settlement_docx(draft: Draft, context: Mapping[str, Any]) -> bytes:
    now = timezone.localtime()
    progress = context["progress"]
    left = f"，提请领导定 {progress.left_to_leader} 条" if progress.left_to_leader else ""
    lines = [
        f"讲话稿：{draft.title}",
        f"截至{chinese_date(now.date())}，共 {progress.total} 条意见，已办结 {progress.done} 条{left}。",
    ]
    if len(context["items"]) < progress.total:
        lines.append(f"本表列出其中 {len(context['items'])} 条。")
    return write_official_table(
        "意见采纳情况表",
        lines,
        COLUMNS,
        rows(context["items"]),
        centred=CENTRED,
        layout=office_layout(OfficeSettings.of(draft.office)),
        author=draft.office.name,
        created=now,
    )


def rows(items: Iterable[Item]) -> Iterator[tuple[str, ...]]:
    for number, item in enumerate(items, 1):
        who = "\n".join(filter(None, (item.who, item.source, item.recorded)))
        yield str(number), who, place_of(item), item.comment.text, item.status.label, explained(item)


def place_of(item: Item) -> str:
    comment = item.comment
    if item.note.where is Where.ALL:
        return "全文"
    if comment.quote:
        words = f"“{comment.quote}”"
        return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE] + "……”"
    return comment.was_in + "……" * (len(comment.was_in) >= GLIMPSE)


def explained(item: Item) -> str:
    """Return every answer in its order, and how the paragraph reads now where it has changed."""
    answers = [
        "：".join(filter(None, (f"{one.author.name}{outcome_of(one, item)}", one.text)))
        for one in item.answers
    ]
    return "\n".join(filter(None, [*answers, changed(item.change)]))


def outcome_of(answer: Answer, item: Item) -> str:
    is_declined = answer.outcome == Outcome.KEPT and item.comment.is_unowned
    return Status.DECLINED.label if is_declined else answer.get_outcome_display()


def reasons(item: Item) -> str:
    """Return why, and how the paragraph reads now: units are told of the drafters as one office."""
    return "\n".join(filter(None, [*(one.text for one in item.answers), changed(item.change)]))


def changed(change: Change | None) -> str:
    if change is None or change.is_same:
        return ""
    row = change.segment.row
    if row.kind is Kind.DELETED:
        return "这一段已删去。"
    return "现表述：" + "".join(one.marker + one.paragraph.text for one in row.new)


def settlement_name(draft: Draft) -> str:
    return f"意见采纳情况表：{draft.title}".translate(FORBIDDEN_IN_NAMES)[:LONGEST_NAME] + ".docx"

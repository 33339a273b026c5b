"""What the pages of the round trip show; page and partial share it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from speeches.accounts.models import User
from speeches.docx.marking import Stamp
from speeches.docx.remarks import ReturnedComment
from speeches.docx.reported import ReturnedChange
from speeches.drafting.models import Draft
from speeches.manuscript.value import Manuscript
from speeches.review.models import ReturnedCopy, ReturnedItem
from speeches.review.models.returned import ItemOutcome, Recognised, ReturnState
from speeches.review.suggesting.fitting import Status

from .forms import CopyForm, DraftChoiceForm, ReturnForm
from .heads import Placing
from .items import placings
from .permissions import accept_refusal, return_refusal, suggest_refusal
from .queries import changes_of, copies_of, done_before
from .telling import Drawn, drawn, person_name

SHOWN_COPIES = 30
STATUS_NAMES = {
    Status.READY: "",
    Status.MERGED: "这一段后来也改过，两处改动不冲突",
    Status.APPLIED: "现在的正文已经是这样",
    Status.CONFLICT: "和后来的改动冲突，要人来定",
    Status.GONE: "这一段现在已经没有了",
}
UNSIGNED = "没有署名"


@dataclass(frozen=True, slots=True)
class Row:
    """One item on the page; `earlier` is the file in which the same thing was settled already."""

    item: ReturnedItem
    at: str
    is_tracked: bool = True
    drawn: Drawn | None = None
    placing: Placing | None = None
    comment: ReturnedComment | None = None
    earlier: ReturnedItem | None = None

    @property
    def is_open(self) -> bool:
        return self.item.outcome == ItemOutcome.OPEN and self.earlier is None and not self.is_applied

    @property
    def is_applied(self) -> bool:
        return self.placing is not None and self.placing.status is Status.APPLIED

    @property
    def may_be_ticked(self) -> bool:
        """Whether it may go in as it is, or was only said."""
        return self.placing is None or self.placing.is_ready

    @property
    def status_name(self) -> str:
        return STATUS_NAMES[self.placing.status] if self.placing else ""


@dataclass(slots=True)
class Person:
    """What one person changed and said, in the order of the text."""

    name: str
    rows: list[Row] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return sum(row.drawn is not None for row in self.rows)

    @property
    def comments(self) -> int:
        return len(self.rows) - self.changes


def round_trip_context(draft: Draft, user: User, form: CopyForm, upload: ReturnForm) -> dict[str, Any]:
    return {
        "draft": draft,
        "form": form,
        "upload": upload,
        "refusal": return_refusal(user, draft),
        "copies": copies_of(user).filter(draft=draft)[:SHOWN_COPIES],
    }


def inbox_context(user: User, upload: ReturnForm) -> dict[str, Any]:
    return {"upload": upload, "copies": copies_of(user)[:SHOWN_COPIES]}


def return_context(
    copy: ReturnedCopy, user: User, choice: DraftChoiceForm | None = None, said: str = ""
) -> dict[str, Any]:
    """Return the page 回稿合并 for a file in whatever state it is. Constant queries."""
    context: dict[str, Any] = {"copy": copy, "draft": copy.draft, "said": said}
    if copy.state == ReturnState.UNKNOWN:
        context["choice"] = choice or DraftChoiceForm(user=user)
    if copy.state == ReturnState.READY:
        context.update(ready_context(copy, user))
    return context


def ready_context(copy: ReturnedCopy, user: User) -> dict[str, Any]:
    base, now = copy.base.manuscript(), copy.draft.manuscript()
    rows = list(rows_of(copy, base, now))
    open_rows = [row for row in rows if row.is_open]
    return {
        "people": people_of(open_rows),
        "settled": [row for row in rows if not row.is_open],
        "total": len(rows),
        "open_count": len(open_rows),
        # What was left over once is not to be taken in by the next press of a button.
        "ticked": {*ReturnedItem.Kind.values} - {row.item.kind for row in rows if is_settled(row)},
        "warning": warning_of(copy),
        "has_moved_on": now != base,
        "accept_refusal": accept_refusal(user, copy.draft),
        "suggest_refusal": suggest_refusal(user, copy.draft),
        "refusal": return_refusal(user, copy.draft),
    }


def is_settled(row: Row) -> bool:
    return row.item.outcome != ItemOutcome.OPEN


def rows_of(copy: ReturnedCopy, base: Manuscript, now: Manuscript) -> Iterable[Row]:
    changes = changes_of(copy)
    placed = placings(base, now, changes)
    before = done_before(copy)
    for item in copy.items.select_related("done_by", "comment"):
        earlier = before.get(item.fingerprint) if item.outcome == ItemOutcome.OPEN else None
        if item.kind == ReturnedItem.Kind.COMMENT:
            comment = ReturnedComment.from_json(item.data)
            yield Row(item, shown_time(comment.stamp), comment=comment, earlier=earlier)
            continue
        change: ReturnedChange = changes[item.pk]
        yield Row(
            item,
            shown_time(change.stamp),
            change.is_tracked,
            drawn(base, change),
            placed[item.pk],
            earlier=earlier,
        )


def shown_time(stamp: Stamp) -> str:
    return stamp.at[5:16].replace("T", " ")


def people_of(rows: Iterable[Row]) -> list[Person]:
    people: dict[str, Person] = {}
    for row in rows:
        name = person_name(row.item.data["stamp"][0]) or UNSIGNED
        people.setdefault(name, Person(name)).rows.append(row)
    return list(people.values())


def warning_of(copy: ReturnedCopy) -> str:
    """Say how far the page may be relied on where the file did not say itself what it is."""
    against = f"已按文字和{copy.base}逐段对照，请核对。"
    return {
        Recognised.NO_MARK: f"文件里没有执笔的标识（可能是另外打的，或另存时丢了）。{against}",
        Recognised.OTHER_DRAFT: f"这份文件出自另一篇讲话稿。如果传错了，请回到那一篇上传；{against}",
        Recognised.REVISION_GONE: f"文件所记的版本和这里的对不上。{against}",
    }.get(Recognised(copy.recognised), "")

"""An opinion in the settlement: one shape for whatever was said, whoever said it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils import timezone

from speeches.drafting.facts import chinese_date
from speeches.review.models import Answer, Comment
from speeches.review.reading import Note
from speeches.review.states import ANSWERS, CommentState, Outcome

from .differences import Change

WITHOUT_ROUND = "entered"


class Status(TextChoices):
    OPEN = "open", "待处理"
    REFERRED = "referred", "建议保留原表述，提请领导定"
    ADOPTED = "adopted", "已采纳"
    PARTLY = "partly", "部分采纳"
    KEPT = "kept", "保留原表述，领导已同意"
    DECLINED = "declined", "未采纳"


DONE = frozenset({Status.ADOPTED, Status.PARTLY, Status.KEPT, Status.DECLINED})
OF_OUTCOME = {Outcome.ADOPTED: Status.ADOPTED, Outcome.PARTLY: Status.PARTLY}


@dataclass(frozen=True, slots=True)
class Item:
    """`who` and `source` are what is shown, `who_value` and `source_value` what is filtered by."""

    number: int
    note: Note
    status: Status
    who: str
    who_value: str
    source: str
    source_value: str
    recorded: str
    answers: tuple[Answer, ...]
    change: Change | None = None

    @property
    def comment(self) -> Comment:
        return self.note.comment

    @property
    def may_disown(self) -> tuple[int | None, ...]:
        """Return who may take back what was entered for somebody (代录)."""
        return (self.comment.author_id, self.comment.recorded_by_id) if self.recorded else ()

    @property
    def is_done(self) -> bool:
        return self.status in DONE


def item_of(number: int, note: Note, change: Change | None) -> Item:
    comment, answers = note.comment, tuple(note.comment.answers.all())
    source_value, source = source_of(comment)
    return Item(
        number,
        note,
        status_of(comment, answers),
        comment.said_by,
        comment.giver,
        source,
        source_value,
        recorded_of(comment),
        answers,
        change,
    )


def status_of(comment: Comment, answers: Sequence[Answer]) -> Status:
    if comment.state == CommentState.OPEN:
        return Status.OPEN
    if comment.state == CommentState.REFERRED:
        return Status.REFERRED
    outcome = next((one.outcome for one in reversed(answers) if one.outcome in ANSWERS), "")
    kept = Status.DECLINED if comment.is_unowned else Status.KEPT
    return OF_OUTCOME.get(Outcome(outcome), kept) if outcome else kept


def source_of(comment: Comment) -> tuple[str, str]:
    """Return where an opinion came from, as filtered by and as shown."""
    if comment.participant:
        asked = comment.participant.consultation
        return f"consultation-{asked.number}", str(asked)
    if comment.round:
        return f"round-{comment.round.number}", str(comment.round)
    return WITHOUT_ROUND, "送审以前"


def recorded_of(comment: Comment) -> str:
    """Return that somebody entered it (代录), who, from what and of which day; "" where nobody did."""
    if comment.recorded_by is None:
        return ""
    day = comment.said_on or timezone.localdate(comment.at)
    return f"由{comment.recorded_by.name}代录（{comment.get_channel_display()}，{short_date(day)}）"


def short_date(day: date) -> str:
    text = chinese_date(day)
    return text.partition("年")[2] if day.year == timezone.localdate().year else text


def choices_of(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what there is to filter by, each once, in the order in which it comes."""
    return list(dict(pairs).items())

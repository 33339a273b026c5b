"""What the pages of a consultation show; page, partial and file share it."""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.drafting.queries import draft_overview
from speeches.review.models import Consultation, Participant
from speeches.review.reading import notes, reading_lines
from speeches.review.settlement.items import Item
from speeches.review.settlement.pages import items_from
from speeches.review.states import TOLD_CHOICES, CommentState, Reply

from .forms import OpinionForm
from .permissions import consult_refusal, manage_refusal, record_reply_refusal, reply_refusal
from .queries import consultations_of, opinions_by, opinions_of

NOTHING: Mapping[int, str] = MappingProxyType({})
PHRASES = ("数据请核实", "表述不准确", "建议删去")


class Row(NamedTuple):
    """A unit, what it answered, and what is being typed for it."""

    participant: Participant
    items: list[Item]
    typed: str = ""
    wrong: str = ""


def list_context(draft: Draft, user: User) -> dict[str, Any]:
    refusal = consult_refusal(user, draft)
    return {"draft": draft, "consultations": consultations_of(draft), "consult_refusal": refusal}


def detail_context(
    consultation: Consultation,
    user: User,
    typed: Mapping[int, str] = NOTHING,
    wrong: Mapping[int, str] = NOTHING,
) -> dict[str, Any]:
    """Return who was asked and what they think, opinion by opinion with its settlement. Constant queries."""
    draft = consultation.draft
    by_participant: dict[int | None, list[Item]] = defaultdict(list)
    for item in items_from(draft, user, opinions_of(consultation)):
        by_participant[item.comment.participant_id].append(item)
    people = consultation.participants.select_related("person", "recorded_by")
    rows = [Row(one, by_participant[one.pk], typed.get(one.pk, ""), wrong.get(one.pk, "")) for one in people]
    return {
        "draft": draft,
        "consultation": consultation,
        "rows": rows,
        "asked": len(rows),
        "replied": sum(row.participant.reply != Reply.AWAITED for row in rows),
        "opinions": sum(len(row.items) for row in rows),
        "without": sum(row.participant.reply == Reply.NONE for row in rows),
        "channels": TOLD_CHOICES,
        "record_refusal": record_reply_refusal(user, consultation),
        "manage_refusal": manage_refusal(user, consultation),
    }


def answer_context(
    participant: Participant, user: User, form: OpinionForm | None = None, typed: str = "", wrong: str = ""
) -> dict[str, Any]:
    """Return the text that somebody was asked about, with their own opinions and nobody else's."""
    consultation = participant.consultation
    manuscript = consultation.revision.manuscript()
    placed = notes(manuscript, opinions_by(participant))
    return {
        "participant": participant,
        "consultation": consultation,
        "draft": consultation.draft,
        "title": manuscript.title,
        "front": manuscript.front,
        "lines": reading_lines(manuscript, placed),
        "overview": draft_overview(consultation.draft, manuscript),
        "own": placed,
        "has_opinions": any(note.comment.state != CommentState.WITHDRAWN for note in placed),
        "refusal": reply_refusal(user, participant),
        "form": form,
        "phrases": PHRASES,
        "typed": typed,
        "wrong": wrong,
    }

"""What the pages of review show; page and partial share it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.http import Http404

from speeches.accounts.models import ActionLog, User
from speeches.drafting.gate import gate_of
from speeches.drafting.models import Draft
from speeches.drafting.permissions import is_writer
from speeches.drafting.queries import draft_overview

from .comparing import last_seen
from .forms import PHRASES, CommentForm
from .models import Decision, Round
from .permissions import decide_refusal, recall_refusal, reopen_refusal, submit_refusal
from .queries import comments_of, last_returns, rounds_of
from .reading import Note, changes_of, notes, reading_lines
from .rounds.levels import hide_told, levels_for
from .rounds.pages import round_context
from .states import ANSWER_CHOICES, CommentState
from .threads.filtering import NO_FILTER, Filter, filtered
from .threads.people import reply_refusal
from .threads.taking_back import turned_at
from .timeline import told

LOGGED = 200
NOTHING: Mapping[int, str] = MappingProxyType({})


def reading_context(
    draft: Draft, user: User, form: CommentForm | None = None, chosen: Filter = NO_FILTER
) -> dict[str, Any]:
    """Return the submitted text of the newest round they are shown with all comments. Constant queries."""
    rounds = list(rounds_of(draft, user))
    if not rounds:
        raise Http404
    latest = rounds[0]
    manuscript = draft.manuscript() if draft.given else latest.revision.manuscript()
    # What units were asked for (征求意见) stands in the settlement, not beside the text.
    comments, filter_form = filtered(comments_of(draft, user).filter(participant=None), user, chosen)
    placed = notes(manuscript, comments)
    before = [note for note in placed if not is_of(note, latest)]
    last = last_seen(draft, user, latest, manuscript)
    lines = reading_lines(manuscript, placed, last.since if last else None)
    return {
        "draft": draft,
        "round": latest,
        "rounds": rounds,
        "before": rounds[1] if len(rounds) > 1 else None,
        "front": manuscript.front,
        "lines": lines,
        "last": last,
        "changes": changes_of(lines),
        "overview": draft_overview(draft, manuscript),
        "own": [note for note in placed if is_of(note, latest) and note.comment.author_id == user.pk],
        "others": [note for note in placed if is_of(note, latest) and note.comment.author_id != user.pk],
        "mine_before": waiting_first(note for note in before if note.comment.author_id == user.pk),
        "earlier": [note for note in before if note.comment.author_id != user.pk],
        **round_context(draft, user, latest),
        **filter_form,
        "can_reply": not reply_refusal(user, draft),
        "turned_at": turned_at(latest),
        "refusal": decide_refusal(user, draft),
        "recall_refusal": recall_refusal(user, draft),
        "reopen_refusal": reopen_refusal(user, draft),
        "form": form,
        "phrases": PHRASES,
    }


def waiting_first(found: Iterable[Note]) -> list[Note]:
    """What waits for this person comes before what is answered, and that before what needs no answer."""
    order = (CommentState.REFERRED, CommentState.OPEN, CommentState.SETTLED)
    places = {state: place for place, state in enumerate(order)}
    return sorted(found, key=lambda note: places.get(CommentState(note.comment.state), len(order)))


def is_of(note: Note, review: Round) -> bool:
    return note.comment.round_id == review.pk


class Opinion(NamedTuple):
    """A comment in the panel: what is being typed as answer and reply, and why that was refused."""

    note: Note
    typed: str = ""
    wrong: str = ""
    reply: str = ""
    reply_wrong: str = ""


class Typed(NamedTuple):
    """What stands in the boxes of the panel, by comment: answers and replies, and what is wrong with them."""

    answers: Mapping[int, str] = NOTHING
    wrong: Mapping[int, str] = NOTHING
    replies: Mapping[int, str] = NOTHING
    reply_wrong: Mapping[int, str] = NOTHING

    def of(self, note: Note) -> Opinion:
        return Opinion(note, *(said.get(note.comment.pk, "") for said in self))

    @property
    def begun(self) -> set[int]:
        return {key for said in (self.answers, self.replies) for key, text in said.items() if text.strip()}


NOTHING_TYPED = Typed()


def opinions_context(
    draft: Draft, user: User, typed: Typed = NOTHING_TYPED, chosen: Filter = NO_FILTER
) -> dict[str, Any]:
    """Return the panel 批注 of the editor: every opinion, where it now stands, how it was settled.

    Where an answer was begun it is shown, whatever is `chosen`.
    """
    every = [one for one in comments_of(draft, user) if one.state != CommentState.WITHDRAWN]
    shown, filter_form = filtered(every, user, chosen)
    hidden_begun = [one for one in every if one.pk in typed.begun and one not in shown]
    latest = rounds_of(draft, user).first()
    rows = [typed.of(note) for note in notes(draft.manuscript(), [*shown, *hidden_begun])]
    return {
        "draft": draft,
        "round": latest,
        "turned_at": turned_at(latest),
        "open_opinions": [row for row in rows if row.note.comment.state == CommentState.OPEN],
        "settled_opinions": [row for row in rows if row.note.comment.state != CommentState.OPEN],
        "returns": readable_returns(draft, user),
        "outcomes": ANSWER_CHOICES,
        **filter_form,
        "can_reply": not reply_refusal(user, draft),
        "can_answer": draft.is_editable and is_writer(user, draft),
        "submit_refusal": submit_refusal(user, draft),
    }


def readable_returns(draft: Draft, user: User) -> list[Decision]:
    """Return who sent the draft back, with the reasons that this person reads."""
    found, levels = last_returns(draft), levels_for(draft, user)
    for decision in found:
        if not levels.reads(decision.step.round.number, decision.step.person_id):
            decision.reason = ""
    return found


def submit_context(draft: Draft, user: User, form: Any, chain: Any) -> dict[str, Any]:
    return {
        "draft": draft,
        "chain": chain,
        "form": form,
        "gate": gate_of(draft),
        "chains": draft.office.chains.prefetch_related("steps__person"),
        "refusal": submit_refusal(user, draft),
    }


def timeline_context(draft: Draft, user: User) -> dict[str, Any]:
    """Return who did what to the draft and when, newest first."""
    found = ActionLog.objects.filter(target_type="drafting.draft", target_id=str(draft.pk))
    rows = list(found.select_related("actor")[:LOGGED])
    levels = levels_for(draft, user)
    for row in rows:
        hide_told(row, levels)
    events = [(row, told(row)) for row in rows]
    return {"draft": draft, "events": [(row, sentence) for row, sentence in events if sentence]}

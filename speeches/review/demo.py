"""The demo's drafts in review: sent out, commented on, returned, settled, sent again, all by actions."""

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft
from speeches.drafting.targets import changes_to
from speeches.manuscript.paragraph import Paragraph

from .actions import add_comment, adopt_suggestions, answer_comment, decide, submit_draft, suggest
from .actions.seeing import note_seen
from .models import Comment
from .queries import open_step
from .states import Outcome, Verdict
from .suggesting.fitting import fitted
from .suggesting.making import words_replaced
from .suggesting.several import Stretch, chosen, rewritten

Row = Mapping[str, Any]


def load_demo_reviews(path: Path) -> int:
    """Play the reviews of a fixture file whose drafts were never sent out. Returns how many."""
    count = 0
    for row in json.loads(path.read_text(encoding="utf-8")):
        draft = Draft.objects.filter(fixture_id=row["draft"], deleted_at=None).first()
        if draft is not None and not draft.rounds.exists():
            play(draft, row)
            count += 1
    return count


@transaction.atomic
def play(draft: Draft, row: Row) -> None:
    """Have the people of a row review a draft. Raises User.DoesNotExist, NotAllowed."""
    people = [person(name) for name in row["people"]]
    submit_draft(draft, by=draft.author, people=people, note=row["note"])
    said: list[tuple[Row, Comment]] = []
    for decision in row["decisions"]:
        read(draft, person(decision["by"]))
        said += [(one, say(draft, one)) for one in row["opinions"] if one["by"] == decision["by"]]
        settle_step(draft, decision)
    draft.refresh_from_db()
    answer(draft, said)
    edit(draft, row["edits"])
    again = row["again"]
    due_on = timezone.localdate() + timedelta(days=again["days"])
    submit_draft(draft, by=draft.author, people=people, note=again["note"], due_on=due_on)
    for decision in again["decisions"]:
        read(draft, person(decision["by"]))
        settle_step(draft, decision)


def person(username: str) -> User:
    return User.objects.select_related("office").get(username=username)


def read(draft: Draft, reader: User) -> None:
    step = open_step(draft)
    assert step is not None
    note_seen(draft, step.round.revision, by=reader)


def settle_step(draft: Draft, decision: Row) -> None:
    verdict = Verdict(decision["verdict"])
    decide(draft, by=person(decision["by"]), verdict=verdict, reason=decision["reason"])


def say(draft: Draft, opinion: Row) -> Comment:
    """Comment on words or a paragraph of the submitted text, or put words otherwise."""
    manuscript = draft.manuscript()
    words, author = opinion.get("words", ""), person(opinion["by"])
    paragraph = holding(manuscript.paragraphs, words or opinion["paragraph"])
    start = paragraph.text.index(words)
    if "wording" in opinion:
        changes = words_replaced(manuscript, paragraph.key, start, words, opinion["wording"])
        return suggest(draft, author=author, changes=changes, note=opinion["text"]).comment
    place = {"key": paragraph.key, "start": start, "quote": words, "is_praise": "praise" in opinion}
    return add_comment(draft, author=author, text=opinion["text"], **place)


def holding(paragraphs: Iterable[Paragraph], words: str) -> Paragraph:
    return next(paragraph for paragraph in paragraphs if words in paragraph.text)


def answer(draft: Draft, said: Iterable[tuple[Row, Comment]]) -> None:
    for opinion, comment in said:
        found = Comment.objects.select_related("draft").get(pk=comment.pk)
        if "wording" in opinion:
            adopt_suggestions(draft, [found], by=draft.author)
        elif "outcome" in opinion:
            outcome = Outcome(opinion["outcome"])
            answer_comment(found, by=draft.author, outcome=outcome, text=opinion["answer"])


def edit(draft: Draft, edits: Iterable[tuple[str, str]]) -> None:
    """Replace words of the text, as its author would at the paper."""
    draft.refresh_from_db()
    before = draft.manuscript()
    first, last = before.paragraphs[0], before.paragraphs[-1]
    whole = chosen(before, Stretch(first.key, 0, last.key, len(last.text)))
    text = whole.text
    for old, new in edits:
        text = text.replace(old, new)
    after = fitted(before, rewritten(before, whole, text)).manuscript
    assert after is not None
    payload = {"client": f"demo-{uuid.uuid4().hex}", "number": 1, "base": draft.sequence}
    apply_change_set(draft, author=draft.author, payload={**payload, **changes_to(before, after)})

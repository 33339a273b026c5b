"""Whatever an editor does, the rows say what a plain list of paragraphs would say."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set
from speeches.drafting.remote import changes_since
from speeches.drafting.targets import changes_to
from speeches.manuscript.value import Manuscript

from .factories import body, change_set, make_draft, make_manuscript

KEYS = [f"p{place:05}" for place in range(1, 9)]


class Model:
    """The document as an editor holds it: a list of (key, text), and the change sets between two of them."""

    def __init__(self, keys: list[str]) -> None:
        self.document = [(key, f"第{int(key[1:])}段。") for key in keys]

    def replace(self, document: list[tuple[str, str]]) -> dict[str, Any]:
        """Become another document and return the change set: all that changed, moved, came or went."""
        before, self.document = self.document, document
        return changes_to(manuscript(before), manuscript(document))


def manuscript(document: list[tuple[str, str]]) -> Manuscript:
    return Manuscript((), tuple(body(int(key[1:]), text) for key, text in document))


documents = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(["甲。", "乙。", "要做到三点："])),
    unique_by=lambda pair: pair[0],
    max_size=8,
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(documents, min_size=1, max_size=5))
def test_any_history_of_edits_is_what_the_rows_say(
    drafter: User, history: list[list[tuple[str, str]]]
) -> None:
    draft = make_draft(drafter, make_manuscript(4))
    model = Model(KEYS[:4])
    past = [(1, list(model.document))]
    for number, document in enumerate(history, start=1):
        changes = model.replace(document)
        apply_change_set(draft, author=drafter, payload=change_set(draft, number, **changes))
        stored = [(paragraph.key, paragraph.text) for paragraph in draft.manuscript().paragraphs]
        assert stored == model.document
        past.append((number + 1, list(document)))
    draft.refresh_from_db()
    for sequence, document in past:
        assert caught_up(document, changes_since(draft, sequence)) == model.document


def caught_up(document: list[tuple[str, str]], news: dict[str, Any]) -> list[tuple[str, str]]:
    """Do what an editor does with other people's changes: take out, then put each after its neighbour."""
    changed = {row["key"]: row for row in news["upserts"]}
    gone = {*changed, *news["deletions"]}
    result = [pair for pair in document if pair[0] not in gone]
    for row in news["upserts"]:
        keys = [key for key, _ in result]
        result.insert(keys.index(row["after"]) + 1 if row["after"] else 0, (row["key"], row["text"]))
    return result

"""Whatever an import stores, the editor may send back: the two sides agree on what a paragraph may be."""

import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.accounts.models import User
from speeches.drafting.actions import apply_change_set, create_draft_from_import, import_text
from speeches.drafting.incoming import SpeechRefusedError
from speeches.drafting.models import Draft

from .factories import change_set

pytestmark = pytest.mark.django_db

DEMO = json.loads((Path(django_settings.BASE_DIR) / "fixtures/demo/drafts.json").read_text(encoding="utf-8"))
PIECES = st.sampled_from(
    [
        "同志们：",
        "一、",
        "（一）",
        "1.",
        "①",
        "一是",
        "首先，",
        "第一个“3”",
        "三点意见",
        "【单位】",
        "XX",
        "X月X日",
        "\n",
        "\u3000",
        "\t",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("".join)


def assert_comes_back(draft: Draft, author: User) -> None:
    before = draft.manuscript()
    rows = [paragraph.to_json() for paragraph in before.paragraphs]
    places = [None, *(row["key"] for row in rows)]
    upserts = [{**row, "after": after} for row, after in zip(rows, places, strict=False)]
    payload = change_set(draft, front=draft.front, upserts=upserts)
    answer = apply_change_set(draft, author=author, payload=json.loads(json.dumps(payload)))
    assert (answer["conflicts"], answer["bindings"]) == ([], {})
    assert draft.manuscript() == before


@pytest.mark.parametrize("row", DEMO, ids=lambda row: row["title"])
def test_demo_speeches_come_back_as_they_went(drafter: User, row: dict[str, str]) -> None:
    draft = create_draft_from_import(import_text(drafter, row["text"]), author=drafter)
    assert_comes_back(draft, drafter)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_whatever_is_imported_comes_back_as_it_went(drafter: User, text: str) -> None:
    try:
        speech_import = import_text(drafter, text)
    except SpeechRefusedError:
        return
    assert_comes_back(create_draft_from_import(speech_import, author=drafter), drafter)

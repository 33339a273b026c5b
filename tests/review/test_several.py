"""Words across several paragraphs put otherwise: joined, cut, rewritten; applied, they read as written."""

import re
from typing import Any

import pytest
from bs4 import Tag
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Manuscript
from speeches.review.actions import adopt_suggestions, decide, submit_draft
from speeches.review.models import Comment, Suggestion
from speeches.review.states import CommentState, Verdict
from speeches.review.suggesting.changes import Deletion, Insertion, Rewrite, from_json, to_json
from speeches.review.suggesting.fitting import fitted
from speeches.review.suggesting.several import Stretch, chosen, rewritten
from tests.drafting.factories import make_speech
from tests.htmx import HTMX, main_of, soup_of, swap
from tests.strategies import CLAUSES, manuscripts

from .test_moving import SPEECH, key

GENERATED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
NUMBERS = re.compile(r"[一二三四五六七八九十百零〇两\d（）().、，：:第其是要首先次再最后\s]")


@pytest.fixture
def text() -> Manuscript:
    return parse(SPEECH).manuscript


def stretch(text: Manuscript, first: str, start: int, last: str, stop: int) -> Stretch:
    return Stretch(key(text, first), start, key(text, last), stop)


def made(text: Manuscript, where: Stretch, wanted: str) -> tuple[list[type], list[str]]:
    """Return the kinds of the changes, and how the text reads with them."""
    changes = rewritten(text, chosen(text, where), wanted)
    assert list(from_json(to_json(changes))) == changes
    found = fitted(text, changes).manuscript
    assert found is not None
    return [type(change) for change in changes], found.to_text().splitlines()


def test_chosen_is_shown_as_it_is_printed(text: Manuscript) -> None:
    found = chosen(text, stretch(text, "看到成绩", 0, "看到问题", 2))
    assert found.text == "（一）看到成绩\n成绩来之不易。\n（二）看到"
    assert chosen(text, stretch(text, "成绩来之", 2, "看到问题", 4)).text == "来之不易。\n（二）看到问题"


def test_two_are_joined_and_what_counted_them_follows(text: Manuscript) -> None:
    where = stretch(text, "今天召开", 7, "认清形势", 4)
    kinds, lines = made(text, where, "。下面，我讲三点意见，先讲形势。")
    assert Deletion in kinds
    assert lines[2] == "今天召开这次会。下面，我讲两点意见，先讲形势。"


def test_one_is_cut_in_two_and_another_rewritten(text: Manuscript) -> None:
    where = stretch(text, "形势依然", 0, "成绩来之", 7)
    kinds, lines = made(text, where, "形势依然严峻。\n任务依然艰巨。\n（一）看到进步\n成绩来之不易。")
    assert kinds == [Insertion, Rewrite]
    at = lines.index("形势依然严峻。")
    assert lines[at : at + 4] == ["形势依然严峻。", "任务依然艰巨。", "（一）看到进步", "成绩来之不易。"]


def test_headings_wholly_rewritten_stay_headings(text: Manuscript) -> None:
    where = stretch(text, "汲取教训", 0, "各级党组织", 13)
    kinds, lines = made(text, where, "二、从严治党\n要举一反三。\n三、奋勇争先\n广大干部要真抓实干。")
    assert kinds == [Rewrite, Rewrite, Rewrite]
    assert lines[-5:-1] == ["二、从严治党", "要举一反三。", "三、奋勇争先", "广大干部要真抓实干。"]


def test_all_written_away_is_gone(text: Manuscript) -> None:
    kinds, lines = made(text, stretch(text, "看到问题", 0, "问题不容", 7), "")
    assert kinds == [Deletion, Deletion]
    assert "（一）看到成绩" in lines
    assert not [line for line in lines if "问题" in line]


def test_numbers_typed_otherwise_are_no_change(text: Manuscript) -> None:
    where = stretch(text, "汲取教训", 0, "抓好落实", 4)
    assert rewritten(text, chosen(text, where), "五、汲取教训\n要举一反三。\n六、抓好落实") == []


def test_words_in_the_place_of_a_number_are_words(text: Manuscript) -> None:
    where = stretch(text, "今天召开", 0, "认清形势", 4)
    _, lines = made(text, where, "今天召开这次会议。下面，我讲三点意见。\n同志认清形势")
    assert "同志认清形势" in "".join(lines)


@GENERATED
@given(manuscripts(), st.data())
def test_applied_it_reads_as_written(text: Manuscript, data: st.DataObject) -> None:
    """The oracle knows no paragraphs: the characters of the text, numbers aside, are those written."""
    assume(len(text.paragraphs) > 1)
    at = sorted(data.draw(st.tuples(*[st.integers(0, len(text.paragraphs) - 1)] * 2)))
    first, last = (text.paragraphs[place] for place in at)
    where = Stretch(
        first.key,
        data.draw(st.integers(0, len(first.text))),
        last.key,
        data.draw(st.integers(0, len(last.text))),
    )
    try:
        found = chosen(text, where)
    except ValueError:
        assume(False)
    wanted = data.draw(written(found.text))
    applied = fitted(text, rewritten(text, found, wanted)).manuscript
    assert applied is not None
    before, behind = found.lines[: found.first], found.lines[found.last + 1 :]
    outside = ["".join(words for _, words in line) for line in (*before, *behind)]
    lines = [*outside[: found.first], *found.with_text(wanted), *outside[found.first :]]
    body = (
        applied.with_paragraphs(applied.paragraphs)
        .to_text()
        .removeprefix("\n".join(line.text for line in text.front))
    )
    assert NUMBERS.sub("", body) == NUMBERS.sub("", "".join(lines))


@st.composite
def written(draw: st.DrawFn, text: str) -> str:
    """What a person makes of lines: words changed, lines joined, cut, left out, put in."""
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 12))
        text = text[:at] + draw(st.sampled_from(["", "\n", *CLAUSES, f"{CLAUSES[0]}\n"])) + text[at + gone :]
    return text


# The leader's page


@pytest.fixture
def before_leader(drafter: User, leader: User) -> Draft:
    draft = make_speech(drafter, SPEECH)
    submit_draft(draft, by=drafter, people=[leader])
    draft.refresh_from_db()
    return draft


def asked(draft: Draft, first: str, start: int, last: str, stop: int) -> dict[str, Any]:
    text = draft.manuscript()
    return {"kind": "words", "key": key(text, first), "start": start, "until": key(text, last), "stop": stop}


def form(client: Client, draft: Draft, fields: dict[str, Any]) -> Tag:
    return soup_of(client.get(reverse("suggestion-new", args=[draft.pk]), fields)).form


def send(client: Client, draft: Draft, shown: Tag, text: str) -> Any:
    fields = {one["name"]: one.get("value", "") for one in shown.select("input")} | {"text": text}
    return client.post(reverse("suggestion-add", args=[draft.pk]), fields, headers=HTMX)


def test_written_shown_adopted(client: Client, leader: User, drafter: User, before_leader: Draft) -> None:
    draft = before_leader
    client.force_login(leader)
    page = main_of(client.get(reverse("review-read", args=[draft.pk])))
    shown = form(client, draft, asked(draft, "形势依然", 2, "看到成绩", 4))
    assert shown.textarea.get_text().strip() == "依然严峻。\n（一）看到成绩"
    wanted = "依然严峻，任务依然艰巨。\r\n要清醒认识。\r\n（一）看到成效"
    swap(page, "#reading", send(client, draft, shown, wanted))
    again = main_of(client.get(reverse("review-read", args=[draft.pk])))
    assert page.prettify() == again.prettify()
    assert [one["data-came"] for one in again.select("#text .to-come")] == [
        "，任务依然艰巨",
        "要清醒认识。",
        "成效",
    ]
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="请改")
    draft.refresh_from_db()
    adopt_suggestions(draft, [Comment.objects.get()], by=drafter)
    lines = draft.manuscript().to_text().splitlines()
    at = lines.index("形势依然严峻，任务依然艰巨。")
    assert lines[at + 1 : at + 3] == ["要清醒认识。", "（一）看到成效"]
    assert Comment.objects.get().state == CommentState.SETTLED


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({}, "和原文一样"), ({"seen": "00000000"}, "没有找到所选的文字"), ({"until": "nobody"}, "没有找到")],
)
def test_bad_input_is_told_and_kept(
    client: Client, leader: User, before_leader: Draft, fields: dict[str, str], sentence: str
) -> None:
    client.force_login(leader)
    shown = form(client, before_leader, asked(before_leader, "形势依然", 2, "看到成绩", 4))
    for name, value in fields.items():
        shown.select_one(f"[name={name}]")["value"] = value
    response = send(client, before_leader, shown, shown.textarea.get_text().strip())
    again = soup_of(response).select_one("#comment-place form")
    assert response.status_code == 422
    assert sentence in again.get_text()
    assert again.textarea.get_text().strip() == "依然严峻。\n（一）看到成绩"
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("stop", ["-1", "99", "x", "9" * 30])
def test_place_that_is_none_gives_an_empty_form(
    client: Client, leader: User, before_leader: Draft, stop: str
) -> None:
    client.force_login(leader)
    fields = asked(before_leader, "形势依然", 2, "看到成绩", 4) | {"stop": stop}
    assert form(client, before_leader, fields).textarea.get_text().strip() == ""

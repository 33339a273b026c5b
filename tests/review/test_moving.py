"""A move suggested by hand: what goes along, where it may go, and that it fits whole or not at all."""

from io import BytesIO
from typing import Any

import pytest
from bs4 import Tag
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.manuscript.paragraph import Role
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Manuscript
from speeches.review.actions import adopt_suggestions, decide, submit_draft, suggest
from speeches.review.models import Comment, Suggestion
from speeches.review.returns.outgoing import SUGGESTIONS, Wanted, marked_copy
from speeches.review.states import CommentState, Verdict
from speeches.review.suggesting.changes import from_json, to_json
from speeches.review.suggesting.fitting import Status, fitted
from speeches.review.suggesting.making import rewriting
from speeches.review.suggesting.moving import places, unit_moved, unit_of
from speeches.review.suggesting.telling import told
from tests.drafting.factories import make_speech
from tests.htmx import HTMX, main_of, soup_of, swap
from tests.strategies import manuscripts, revised

SPEECH = """在全县警示教育大会上的讲话
同志们：
今天召开这次会议。下面，我讲三点意见。
一、认清形势
形势依然严峻。
（一）看到成绩
成绩来之不易。
（二）看到问题
问题不容忽视。
二、汲取教训
要举一反三。
三、抓好落实
各级党组织要扛起主体责任。
谢谢大家！"""
GENERATED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@pytest.fixture
def text() -> Manuscript:
    return parse(SPEECH).manuscript


def key(text: Manuscript, words: str) -> str:
    return next(paragraph.key for paragraph in text.paragraphs if paragraph.text.startswith(words))


def said(text: Manuscript, keys: Any) -> list[str]:
    texts = {paragraph.key: paragraph.text for paragraph in text.paragraphs}
    return [texts.get(one, "")[:4] for one in keys]


# What goes along, and where


def test_heading_takes_its_section_along(text: Manuscript) -> None:
    assert said(text, unit_of(text, key(text, "看到问题")).keys) == ["看到问题", "问题不容"]
    assert len(unit_of(text, key(text, "认清形势")).keys) == 6
    assert said(text, unit_of(text, key(text, "要举一反三")).keys) == ["要举一反"]


def test_chapter_goes_between_chapters_and_part_between_parts(text: Manuscript) -> None:
    def open_to(words: str) -> list[str]:
        return said(text, places(text, unit_of(text, key(text, words))))

    assert open_to("抓好落实") == ["今天召开", "问题不容"]
    # Not before the first chapter: it would be part of none.
    assert open_to("看到问题") == ["形势依然", "要举一反", "各级党组"]
    assert open_to("要举一反三")[:3] == ["同志们：", "今天召开", "认清形势"]
    assert open_to("要举一反三")[-1] == "各级党组"


def test_salutation_and_closing_stay(text: Manuscript) -> None:
    for words in ("同志们", "谢谢大家"):
        with pytest.raises(ValueError, match="stays"):
            unit_of(text, key(text, words))
    with pytest.raises(KeyError):
        unit_of(text, "nobody")
    for after in ("nobody", key(text, "谢谢大家"), key(text, "汲取教训")):
        with pytest.raises(ValueError, match="not behind"):
            unit_moved(text, key(text, "抓好落实"), after)


def test_it_is_told_in_words(text: Manuscript) -> None:
    before = unit_moved(text, key(text, "抓好落实"), key(text, "问题不容忽视"))
    assert told(before) == "建议把“三、抓好落实”一节移到“二、汲取教训”之前。"
    last = unit_moved(text, key(text, "看到成绩"), key(text, "各级党组织"))
    assert told(last) == "建议把“（一）看到成绩”一节移到“各级党组织要扛起主体责任。”之后。"
    line = unit_moved(text, key(text, "要举一反三"), key(text, "形势依然"))
    assert told(line) == "建议把“要举一反三。”移到“形势依然严峻。”之后。"


# Whole or not at all


@GENERATED
@given(manuscripts(), st.data())
def test_every_place_keeps_every_section_whole(text: Manuscript, data: st.DataObject) -> None:
    """The oracle: but for what was moved, every section holds what it held."""
    moved, after = drawn_move(text, data)
    changes = unit_moved(text, moved.keys[0], after)
    assert list(from_json(to_json(changes))) == changes
    found = fitted(text, changes)
    assert [fit.status for fit in found.fits] == [Status.READY]
    assert found.manuscript is not None
    assert stands(found.manuscript, moved.keys, after)
    assert sections_of(found.manuscript, moved.keys) == sections_of(text, moved.keys)
    again = fitted(found.manuscript, changes)
    assert again.is_applied


@GENERATED
@given(manuscripts(), st.data())
def test_after_other_edits_it_fits_whole_or_is_stale(text: Manuscript, data: st.DataObject) -> None:
    moved, after = drawn_move(text, data)
    now = data.draw(revised(text))
    found = fitted(now, unit_moved(text, moved.keys[0], after))
    if found.manuscript is not None and not found.is_applied:
        assert stands(found.manuscript, moved.keys, after)
        assert unit_of(now, moved.keys[0]).keys == moved.keys
        assert sections_of(found.manuscript, moved.keys) == sections_of(now, moved.keys)


def drawn_move(text: Manuscript, data: st.DataObject) -> tuple[Any, str]:
    free = [p.key for p in text.paragraphs if p.role not in (Role.SALUTATION, Role.CLOSING)]
    assume(free)
    try:
        moved = unit_of(text, data.draw(st.sampled_from(free)))
    except ValueError:
        assume(False)
    offered = places(text, moved)
    assume(offered)
    return moved, data.draw(st.sampled_from(offered))


def stands(text: Manuscript, keys: tuple[str, ...], after: str) -> bool:
    order = ["", *(paragraph.key for paragraph in text.paragraphs)]
    start = order.index(after) + 1
    return tuple(order[start : start + len(keys)]) == keys


def sections_of(text: Manuscript, moved: tuple[str, ...]) -> dict[str, list[str]]:
    """A closing is one at the end only: what moves from behind it makes it one."""
    apart = {*moved, *(p.key for p in text.paragraphs if p.role is Role.CLOSING)}
    heads = [p.key for p in text.paragraphs if p.role is Role.HEADING and not p.run_in]
    return {head: [one for one in unit_of(text, head).keys if one not in apart] for head in heads}


def test_section_that_grew_meanwhile_is_stale(text: Manuscript) -> None:
    """Without the new paragraph it would be cut in two."""
    changes = unit_moved(text, key(text, "汲取教训"), key(text, "各级党组织"))
    at = next(at for at, p in enumerate(text.paragraphs) if p.text.startswith("要举一反三"))
    more = parse("同志们：\n还要久久为功。").manuscript.paragraphs[-1:]
    grown = text.with_paragraphs((*text.paragraphs[: at + 1], *more, *text.paragraphs[at + 1 :]))
    assert fitted(grown, changes).fits[0].status is Status.CONFLICT


# The leader's page


@pytest.fixture
def before_leader(drafter: User, leader: User) -> Draft:
    draft = make_speech(drafter, SPEECH)
    submit_draft(draft, by=drafter, people=[leader])
    draft.refresh_from_db()
    return draft


def lifted(client: Client, draft: Draft, words: str, **headers: Any) -> HttpResponse:
    address = reverse("suggestion-move", args=[draft.pk])
    return client.get(address, {"key": key(draft.manuscript(), words)}, **headers)


def put(client: Client, draft: Draft, words: str, after: str) -> HttpResponse:
    text = draft.manuscript()
    fields = {"kind": "move", "key": key(text, words), "after": key(text, after) if after else ""}
    return client.post(reverse("suggestion-add", args=[draft.pk]), fields, headers=HTMX)


def read(client: Client, draft: Draft) -> Tag:
    return main_of(client.get(reverse("review-read", args=[draft.pk])))


def test_places_are_shown_and_swap_equals_reload(client: Client, leader: User, before_leader: Draft) -> None:
    client.force_login(leader)
    page = read(client, before_leader)
    swap(page, "#reading", lifted(client, before_leader, "抓好落实", headers=HTMX))
    assert page.prettify() == main_of(lifted(client, before_leader, "抓好落实")).prettify()
    assert len(page.select(".landing button")) == 2
    assert [line.get_text() for line in page.select(".line.going")] == [
        "抓好落实",
        "各级党组织要扛起主体责任。",
    ]
    assert "三、抓好落实" in page.select_one("#carried").get_text()


def test_both_ends_are_told_in_place_and_swap_equals_reload(
    client: Client, leader: User, before_leader: Draft
) -> None:
    client.force_login(leader)
    page = read(client, before_leader)
    swap(page, "#reading", put(client, before_leader, "抓好落实", "今天召开"))
    assert page.prettify() == read(client, before_leader).prettify()
    pk = Comment.objects.get().pk
    arriving, leaving = page.select_one(f"#to-{pk}"), page.select_one(f"#from-{pk}")
    assert arriving.find_previous_sibling(class_="line").get_text(strip=True).startswith("今天召开")
    assert leaving.find_next_sibling(class_="line").get_text(strip=True) == "抓好落实"
    assert "建议把“三、抓好落实”一节移到“一、认清形势”之前" in page.select_one(".opinion").get_text()
    # What is told of the move is no text: whoever counts characters counts those of the paragraph.
    assert page.select_one(f"#at-{key(before_leader.manuscript(), '抓好落实')}").get_text() == "抓好落实"


@pytest.mark.parametrize(("words", "after"), [("抓好落实", "汲取教训"), ("同志们", "今天"), ("今天", "谢谢")])
def test_place_that_is_none_is_told(
    client: Client, leader: User, before_leader: Draft, words: str, after: str
) -> None:
    client.force_login(leader)
    response = put(client, before_leader, words, after)
    form = soup_of(response).select_one("#comment-place form")
    assert response.status_code == 422
    assert "请刷新页面再选" in form.get_text()
    assert not form.select("textarea")
    assert not Comment.objects.exists()


@pytest.mark.parametrize(("person", "status"), [("drafter", 403), ("outsider", 404)])
def test_only_whose_turn_it_is_lifts(
    client: Client, request: pytest.FixtureRequest, before_leader: Draft, person: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert lifted(client, before_leader, "抓好落实").status_code == status


def test_salutation_is_not_lifted(client: Client, leader: User, before_leader: Draft) -> None:
    client.force_login(leader)
    response = lifted(client, before_leader, "同志们")
    assert response.status_code == 422
    assert "称谓和结尾有固定的位置" in response.content.decode()


def test_in_the_copy_for_word_it_is_told_in_words(
    client: Client, leader: User, drafter: User, before_leader: Draft
) -> None:
    """What else was suggested in that minute goes out as a change; it does not tell the move."""
    text = before_leader.manuscript()
    suggest(
        before_leader,
        author=leader,
        changes=rewriting(text, key(text, "要举一反三"), "要举一反三、警钟长鸣。"),
    )
    suggest(
        before_leader, author=leader, changes=unit_moved(text, key(text, "抓好落实"), key(text, "今天召开"))
    )
    at = timezone.now().replace(second=30)
    Comment.objects.update(at=at)
    revision = before_leader.rounds.get().revision
    copy = marked_copy(before_leader, drafter, revision, Wanted(against=SUGGESTIONS))
    told = [comment.text for comment in Document(BytesIO(copy)).comments]
    assert told == ["建议把“三、抓好落实”一节移到“一、认清形势”之前。"]


def test_adopted_it_is_told_in_the_settlement(
    client: Client, leader: User, drafter: User, before_leader: Draft
) -> None:
    client.force_login(leader)
    put(client, before_leader, "抓好落实", "今天召开")
    decide(before_leader, by=leader, verdict=Verdict.RETURNED, reason="请改")
    before_leader.refresh_from_db()
    adopt_suggestions(before_leader, [Comment.objects.get()], by=drafter)
    headings = [p.text for p in before_leader.manuscript().paragraphs if p.level == 1]
    assert headings == ["抓好落实", "认清形势", "汲取教训"]
    assert Comment.objects.get().state == CommentState.SETTLED
    client.force_login(drafter)
    page = main_of(client.get(reverse("draft-settlement", args=[before_leader.pk])))
    item = page.select_one(".settled-item")
    assert "移到“一、认清形势”之前" in item.get_text()
    assert "移动了位置" in item.get_text()
    assert Suggestion.objects.get().became is not None

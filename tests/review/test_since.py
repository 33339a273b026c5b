"""What changed since somebody saw the text last: counted, marked in place, listed; per person."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.manuscript.compare import compare
from speeches.manuscript.value import Manuscript
from speeches.review.actions import add_comment, decide, recall_draft, submit_draft
from speeches.review.models import Seen
from speeches.review.reading import Line, Piece, changes_of, reading_lines
from speeches.review.since import Since
from speeches.review.states import Verdict
from tests.drafting.factories import body
from tests.htmx import HTMX, main_of, swap
from tests.strategies import manuscripts

from .conftest import TEXTS
from .test_actions import write


def lines_of(old: Manuscript, new: Manuscript) -> list[Line]:
    return reading_lines(new, [], Since(old, new))


def pieces_of(lines: list[Line]) -> dict[str, list[Piece]]:
    return {segment.paragraph.key: list(segment.pieces) for line in lines for segment in line.segments}


@settings(deadline=None)
@given(manuscripts(), manuscripts())
def test_the_text_is_the_new_one_and_every_change_is_numbered_once(old: Manuscript, new: Manuscript) -> None:
    lines = lines_of(old, new)
    texts = {key: "".join(piece.text for piece in cut) for key, cut in pieces_of(lines).items()}
    assert texts == {paragraph.key: paragraph.text for paragraph in new.paragraphs}
    changes = changes_of(lines)
    assert [change.number for change in changes] == list(range(1, len(changes) + 1))
    assert bool(changes) is any(row.is_change for row in compare(old, new).rows)


def with_texts(*texts: str) -> Manuscript:
    return Manuscript((), tuple(body(place, text) for place, text in enumerate(texts, 1)))


def test_what_went_stands_before_what_came() -> None:
    lines = lines_of(with_texts("要抓好落实工作。"), with_texts("要推动落实工作。"))
    assert pieces_of(lines)["p00001"] == [
        Piece("要"),
        Piece("推动", is_new=True, was="抓好"),
        Piece("落实工作。"),
    ]
    (change,) = changes_of(lines)
    assert (change.label, change.was, change.now, change.more) == ("改", "抓好", "推动", 0)


def test_deleted_new_and_moved_paragraphs_are_told() -> None:
    old = with_texts(*(f"第{number}件事要办好，{number * 3}个单位负责。" for number in range(1, 7)))
    first, second, *rest = old.paragraphs
    new = old.with_paragraphs((*rest[:3], second, rest[3], body(9, "新的一段话在最后。")))
    assert {change.label for change in changes_of(lines_of(old, new))} == {"删去", "移走", "移来", "新增"}
    gone = [one.gone for line in lines_of(old, new) for one in line.above]
    assert first.text in [one.text for one in gone if one.move is None]


def test_what_is_gone_from_the_end_is_told_at_the_end() -> None:
    lines = lines_of(with_texts("第一段在这里。", "第二段没有了。"), with_texts("第一段在这里。"))
    assert [one.gone.text for one in lines[-1].above] == ["第二段没有了。"]
    assert lines[-1].segments == ()


def test_a_heading_that_became_text_says_so() -> None:
    old = with_texts("统一思想认识")
    (paragraph,) = old.paragraphs
    new = old.with_paragraphs((replace(paragraph, role="heading", level=1),))
    (line,) = lines_of(old, new)
    assert "一级标题" in line.segments[0].note
    assert line.change.label == "改"


pytestmark = pytest.mark.django_db


def page(client: Client, user: User, draft: Draft):
    client.force_login(user)
    return main_of(client.get(reverse("review-read", args=[draft.pk])))


def again(draft: Draft, drafter: User, leader: User, place: int, text: str) -> None:
    """Return it, change it, send it out again."""
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="请改")
    write(draft, drafter, place, text)
    submit_draft(draft, by=drafter, people=[leader])


@pytest.fixture
def alone(draft: Draft, drafter: User, leader: User) -> Draft:
    submit_draft(draft, by=drafter, people=[leader])
    return draft


def test_nothing_is_marked_at_the_first_sight(client: Client, alone: Draft, leader: User) -> None:
    assert page(client, leader, alone).select(".since, ins, del") == []


def test_changes_are_marked_until_the_next_revision(
    client: Client, alone: Draft, drafter: User, leader: User
) -> None:
    page(client, leader, alone)
    again(alone, drafter, leader, 1, TEXTS[0].replace("总结工作", "部署任务"))
    for _ in range(2):
        shown = page(client, leader, alone)
        assert shown.select_one("#text ins").get_text() == "部署任务"
        assert shown.select_one("#text del")["data-was"] == "总结工作"
        assert "＋4 字，－4 字，1 处" in shown.select_one(".since-bar").get_text()
        assert shown.select_one(".since-list a")["href"] == f"#{shown.select_one('#text .change')['id']}"
    again(alone, drafter, leader, 2, "全改了，一个字都没有留下来。")
    assert "部署任务" not in [one.get_text() for one in page(client, leader, alone).select("#text ins")]


def test_what_was_not_opened_was_not_seen(client: Client, alone: Draft, drafter: User, leader: User) -> None:
    page(client, leader, alone)
    again(alone, drafter, leader, 1, TEXTS[0].replace("总结工作", "部署任务"))
    recall_draft(alone, by=drafter)
    write(alone, drafter, 3, "希望同志们继续努力。")
    submit_draft(alone, by=drafter, people=[leader])
    assert {one.get_text() for one in page(client, leader, alone).select("#text ins")} >= {"部署任务"}
    assert Seen.objects.get().before == alone.rounds.get(number=1).revision


def test_each_person_has_their_own_last_sight(
    client: Client, submitted: Draft, drafter: User, leader: User, boss: User
) -> None:
    page(client, leader, submitted)
    decide(submitted, by=leader, verdict=Verdict.RETURNED, reason="请改")
    write(submitted, drafter, 1, TEXTS[0].replace("总结工作", "部署任务"))
    submit_draft(submitted, by=drafter, people=[leader, boss])
    assert page(client, leader, submitted).select("#text ins")
    assert not page(client, boss, submitted).select("#text ins")
    assert not page(client, drafter, submitted).select(".since")
    assert set(Seen.objects.values_list("person", flat=True)) == {leader.pk, boss.pk}


def test_the_same_text_again_says_so(client: Client, alone: Draft, drafter: User, leader: User) -> None:
    page(client, leader, alone)
    recall_draft(alone, by=drafter)
    submit_draft(alone, by=drafter, people=[leader])
    assert "一字不差" in page(client, leader, alone).select_one(".since").get_text()


def test_marks_stay_when_the_text_is_swapped(
    client: Client, alone: Draft, drafter: User, leader: User
) -> None:
    page(client, leader, alone)
    again(alone, drafter, leader, 1, TEXTS[0].replace("总结工作", "部署任务"))
    page(client, leader, alone)
    said = {"key": "p00001", "start": "0", "quote": "会议", "text": "好"}
    answer = client.post(reverse("comment-add", args=[alone.pk]), said, headers=HTMX)
    assert "<ins>部署任务</ins>" in answer.content.decode()


def test_reviewers_compare_what_was_sent_out_and_nothing_else(
    client: Client, alone: Draft, drafter: User, leader: User, outsider: User
) -> None:
    again(alone, drafter, leader, 1, TEXTS[0].replace("总结工作", "部署任务"))
    url = reverse("review-compare", args=[alone.pk])
    client.force_login(leader)
    shown = main_of(client.get(url))
    assert shown.select_one(".compared-text ins").get_text() == "部署任务"
    assert [one["value"] for one in shown.select("select[name=old] option")] == ["2", "1"]
    side = main_of(client.get(url, {"old": "1", "new": "2", "view": "side"}))
    assert side.select_one(".side-by-side")
    assert "一字不差" not in main_of(client.get(url, {"old": "now", "new": "x"})).get_text()
    assert "同一次送审" in main_of(client.get(url, {"old": "1", "new": "1"})).get_text()
    client.force_login(outsider)
    assert client.get(url).status_code == 404


def test_one_round_has_nothing_to_compare(client: Client, alone: Draft, leader: User, draft: Draft) -> None:
    client.force_login(leader)
    assert "只送审过一次" in main_of(client.get(reverse("review-compare", args=[alone.pk]))).get_text()


def test_swapped_comparison_equals_reloaded_comparison(
    client: Client, alone: Draft, drafter: User, leader: User
) -> None:
    again(alone, drafter, leader, 1, TEXTS[0].replace("总结工作", "部署任务"))
    client.force_login(leader)
    url, asked = reverse("review-compare", args=[alone.pk]), {"old": "2", "new": "1", "view": "side"}
    answer = client.get(url, asked, headers=HTMX)
    whole = main_of(client.get(url))
    swap(whole, "#comparison", answer)
    assert whole.prettify() == main_of(client.get(url, asked)).prettify()
    assert answer["HX-Replace-Url"].startswith(url)


def test_queries_are_the_same_with_changes_and_without(
    client: Client, alone: Draft, drafter: User, leader: User, django_assert_max_num_queries: object
) -> None:
    page(client, leader, alone)
    again(alone, drafter, leader, 1, TEXTS[0].replace("总结工作", "部署任务"))
    for place in range(1, 4):
        add_comment(alone, author=leader, text="改", key=f"p{place:05}")
    page(client, leader, alone)
    with django_assert_max_num_queries(28):
        client.get(reverse("review-read", args=[alone.pk]))


def test_what_runs_in_stays_on_its_line(client: Client, alone: Draft, leader: User) -> None:
    """The paper keeps blanks as they are: a line break of a template would be printed."""
    shown = page(client, leader, alone)
    assert not [one for one in shown.select("#text .segment") if str(one.next_sibling or "").isspace()]

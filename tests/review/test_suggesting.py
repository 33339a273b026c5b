"""Suggestions: made, shown, adopted by the paper or without, in other words, refused, undone; stale ones."""

import json
from typing import Any

import pytest
from bs4 import Tag
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft
from speeches.review.actions import adopt_suggestions, answer_comment, decide, submit_draft, suggest
from speeches.review.models import Comment, Suggestion
from speeches.review.states import CommentState, Outcome, Verdict
from speeches.review.suggesting.making import deleting, inserting, rewriting, words_replaced
from tests.htmx import HTMX, main_of, soup_of

from .conftest import TEXTS
from .test_actions import write

PROPOSE, ADOPT, SETTLED, UNDONE = (
    f"suggestion-{verb}" for verb in ("proposal", "adopt", "settled", "undone")
)
SECOND = TEXTS[1].rindex("大家")
REWORDED = TEXTS[1][:SECOND] + "各单位要真抓实干。"


def texts(draft: Draft) -> list[str]:
    return [paragraph.text for paragraph in draft.manuscript().paragraphs]


def returned(draft: Draft, leader: User) -> Draft:
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="请改")
    draft.refresh_from_db()
    return draft


@pytest.fixture
def suggestion(submitted: Draft, leader: User) -> Suggestion:
    """Words of the second of two like sentences are to be others; the draft is back with its writers."""
    then = submitted.manuscript()
    changes = words_replaced(then, "p00002", SECOND, "大家要抓好落实", "各单位要真抓实干")
    made = suggest(submitted, author=leader, changes=changes, note="更有力")
    returned(submitted, leader)
    return Suggestion.objects.get(pk=made.pk)


def test_suggestion_is_an_opinion_on_its_paragraph(suggestion: Suggestion, leader: User) -> None:
    comment = suggestion.comment
    assert (comment.author, comment.key, comment.was_in) == (leader, "p00002", TEXTS[1])
    assert comment.text == "建议把“大家要抓好落实”改为“各单位要真抓实干”。说明：更有力"
    assert ActionLog.objects.filter(verb="draft-suggest").get().actor == leader


def test_only_whose_turn_it_is_suggests(submitted: Draft, boss: User, drafter: User) -> None:
    changes = rewriting(submitted.manuscript(), "p00001", "改。")
    for person in (boss, drafter):
        with pytest.raises(NotAllowed):
            suggest(submitted, author=person, changes=changes)


def test_nothing_changed_is_no_suggestion(submitted: Draft, leader: User) -> None:
    changes = rewriting(submitted.manuscript(), "p00001", TEXTS[0])
    with pytest.raises(NotAllowed, match="没有要改的"):
        suggest(submitted, author=leader, changes=changes)


def test_writers_enter_what_others_sent_back(
    submitted: Draft, drafter: User, leader: User, boss: User
) -> None:
    changes = rewriting(submitted.manuscript(), "p00001", "改。")
    of_leader = suggest(submitted, author=boss, recorded_by=drafter, changes=changes).comment
    outside = suggest(
        submitted, author=drafter, recorded_by=drafter, outside_name="王局长", changes=changes
    ).comment
    assert (of_leader.said_by, outside.said_by) == ("主要领导", "王局长")
    with pytest.raises(NotAllowed):
        suggest(submitted, author=boss, recorded_by=leader, changes=changes)


def test_open_suggestion_keeps_the_draft_from_going_out(
    suggestion: Suggestion, drafter: User, leader: User
) -> None:
    draft = suggestion.comment.draft
    with pytest.raises(NotAllowed, match="还有 1 条意见没有办结"):
        submit_draft(draft, by=drafter, people=[leader])
    adopt_suggestions(draft, [suggestion.comment], by=drafter)
    assert submit_draft(draft, by=drafter, people=[leader]).number == 2


def test_adopting_changes_the_draft_and_settles(suggestion: Suggestion, drafter: User) -> None:
    adopt_suggestions(suggestion.comment.draft, [suggestion.comment], by=drafter)
    comment = Comment.objects.get()
    assert texts(comment.draft) == [TEXTS[0], REWORDED, TEXTS[2]]
    assert (comment.state, comment.answers.get().outcome) == (CommentState.SETTLED, Outcome.ADOPTED)
    assert comment.suggestion.became == {"p00002": REWORDED}


def test_adopting_in_other_words_is_partly_adopting(suggestion: Suggestion, drafter: User) -> None:
    adopt_suggestions(suggestion.comment.draft, [suggestion.comment], by=drafter, texts={0: "重写。"})
    answer = Comment.objects.get().answers.get()
    assert texts(suggestion.comment.draft)[1] == "重写。"
    assert (answer.outcome, answer.text) == (Outcome.PARTLY, "改后采纳。")


def test_leader_sees_the_other_words(
    client: Client, drafter: User, leader: User, suggestion: Suggestion
) -> None:
    draft = suggestion.comment.draft
    adopt_suggestions(draft, [suggestion.comment], by=drafter, texts={0: "重写的一段。"})
    submit_draft(draft, by=drafter, people=[leader])
    client.force_login(leader)
    page = main_of(client.get(reverse("review-read", args=[draft.pk])))
    assert "现改为重写的一段。" in page.get_text().replace("\n", "")


def test_stale_suggestion_is_never_applied(suggestion: Suggestion, drafter: User) -> None:
    draft = suggestion.comment.draft
    write(draft, drafter, 2, "第一要统一思想，大家要抓好落实。")
    with pytest.raises(NotAllowed, match="原文后来改过"):
        adopt_suggestions(draft, [suggestion.comment], by=drafter)
    assert texts(draft)[1] == "第一要统一思想，大家要抓好落实。"
    assert Comment.objects.get().state == CommentState.OPEN


def test_leader_and_outsider_do_not_adopt(suggestion: Suggestion, leader: User) -> None:
    with pytest.raises(NotAllowed):
        adopt_suggestions(suggestion.comment.draft, [suggestion.comment], by=leader)


# The tab 批注


def ask(client: Client, draft: Draft, name: str, fields: dict[str, Any]) -> Any:
    address = reverse(name, args=[draft.pk])
    if name == PROPOSE:
        return client.post(address, json.dumps(fields), content_type="application/json")
    return client.post(address, fields, headers=HTMX)


def panel(client: Client, draft: Draft) -> Tag:
    return soup_of(client.get(reverse("draft-opinions", args=[draft.pk]))).select_one("#opinions")


def test_panel_shows_what_goes_and_what_comes(client: Client, drafter: User, suggestion: Suggestion) -> None:
    client.force_login(drafter)
    shown = panel(client, suggestion.comment.draft)
    article = shown.select_one(".opinion")
    assert [one.get_text() for one in article.select("del, ins")] == ["大家要抓好落实", "各单位要真抓实干"]
    assert "更有力" in article.get_text()
    assert article.select_one(".adopt-form button.adopt-it").get_text() == "采纳"


def test_paper_is_told_what_to_change_and_settles_when_it_has(
    client: Client, drafter: User, suggestion: Suggestion
) -> None:
    client.force_login(drafter)
    draft, fields = suggestion.comment.draft, {"comments": str(suggestion.comment_id)}
    proposal = ask(client, draft, PROPOSE, fields).json()
    assert [upsert["text"] for upsert in proposal["upserts"]] == [REWORDED]
    assert (proposal["settles"], proposal["deletions"]) == ([suggestion.comment_id], [])
    assert Comment.objects.get().state == CommentState.OPEN
    write(draft, drafter, 2, REWORDED)
    page = soup_of(ask(client, draft, SETTLED, fields))
    assert page.select_one("#settled-opinions .opinion.settled")
    # Undone on the paper, and done again.
    write(draft, drafter, 3, TEXTS[2])
    assert soup_of(ask(client, draft, UNDONE, fields)).select_one(".adopt-form")
    assert Comment.objects.get().state == CommentState.OPEN
    ask(client, draft, SETTLED, fields)
    assert Comment.objects.get().state == CommentState.SETTLED


def test_swapped_panel_equals_the_one_fetched_anew(
    client: Client, drafter: User, suggestion: Suggestion
) -> None:
    client.force_login(drafter)
    draft, fields = suggestion.comment.draft, {"comments": str(suggestion.comment_id)}
    for name in (SETTLED, UNDONE):
        swapped = soup_of(ask(client, draft, name, fields)).select_one("#opinions")
        assert swapped.prettify() == panel(client, draft).prettify()


def test_all_of_one_person_are_adopted_at_once_and_stale_ones_are_left(
    client: Client, drafter: User, submitted: Draft, leader: User
) -> None:
    then = submitted.manuscript()
    for changes in (
        rewriting(then, "p00001", "会议的主要任务是部署工作。大家要抓好落实。"),
        rewriting(then, "p00002", "全都重写。"),
        inserting(then, "p00003", "散会。"),
    ):
        suggest(submitted, author=leader, changes=changes)
    draft = returned(submitted, leader)
    write(draft, drafter, 2, "也重写。")
    client.force_login(drafter)
    button = panel(client, draft).select_one(".adopt-all")
    assert "全部采纳审阅领导的修改建议（2 条）" in button.get_text()
    numbers = ",".join(str(pk) for pk in Comment.objects.values_list("pk", flat=True))
    proposal = ask(client, draft, PROPOSE, {"comments": numbers}).json()
    assert len(proposal["settles"]) == 2
    assert "1 条原文改过" in proposal["label"]
    client.post(reverse(ADOPT, args=[draft.pk]), {"comments": button.select_one("[name=comments]")["value"]})
    assert texts(draft) == ["会议的主要任务是部署工作。大家要抓好落实。", "也重写。", TEXTS[2], "散会。"]
    assert Comment.objects.filter(state=CommentState.OPEN).count() == 1


def test_conflict_shows_three_texts_and_a_person_chooses(
    client: Client, drafter: User, suggestion: Suggestion
) -> None:
    client.force_login(drafter)
    draft, pk = suggestion.comment.draft, suggestion.comment_id
    write(draft, drafter, 2, "现在是这样。")
    shown = panel(client, draft)
    assert [one.get_text() for one in shown.select(".three-texts dd")] == [TEXTS[1], REWORDED, "现在是这样。"]
    assert not shown.select_one(".adopt-form button.adopt-it")
    seen = {f"seen-{pk}-0": shown.select_one(f"[name=seen-{pk}-0]")["value"], "comments": str(pk)}
    written = {**seen, "edited": "written", f"wording-{pk}-0": "两相结合。"}
    assert ask(client, draft, PROPOSE, written).json()["upserts"][0]["text"] == "两相结合。"
    proposal = ask(client, draft, PROPOSE, {**seen, "edited": "suggested"}).json()
    assert proposal["upserts"][0]["text"] == REWORDED
    write(draft, drafter, 3, TEXTS[2])
    write_again = {**written, f"seen-{pk}-0": "00000000"}
    refused = ask(client, draft, PROPOSE, write_again)
    assert (refused.status_code, "刚刚又改过" in refused.json()["error"]) == (403, True)


@pytest.mark.parametrize(
    ("wording", "sentence"), [("  ", "改后的文字是空的"), ("一段。\n两段。", "只能写一段")]
)
def test_bad_wording_is_refused_with_a_sentence(
    client: Client, drafter: User, suggestion: Suggestion, wording: str, sentence: str
) -> None:
    client.force_login(drafter)
    pk = suggestion.comment_id
    fields = {"comments": str(pk), "edited": "written", f"wording-{pk}-0": wording}
    refused = ask(client, suggestion.comment.draft, PROPOSE, fields)
    assert refused.status_code == 403
    assert sentence in refused.json()["error"]


def test_refusing_needs_a_reason_and_keeps_what_is_typed_elsewhere(
    client: Client, drafter: User, suggestion: Suggestion
) -> None:
    client.force_login(drafter)
    draft, pk = suggestion.comment.draft, suggestion.comment_id
    address = reverse("comment-answer", args=[draft.pk, pk])
    typed = {f"text-{pk}": "", f"wording-{pk}-0": "正在改写"}
    response = client.post(address, {**typed, "outcome": "kept"})
    assert response.status_code == 422
    page = soup_of(response)
    assert "请写明理由" in page.get_text()
    assert page.select_one(f"[name=wording-{pk}-0]").get_text() == "正在改写"
    assert client.post(address, {**typed, f"text-{pk}": "统计口径", "outcome": "kept"}).status_code == 200
    assert texts(draft) == list(TEXTS)


def test_suggestion_on_a_deleted_paragraph_stays_in_the_list(
    client: Client, drafter: User, submitted: Draft, leader: User
) -> None:
    suggest(submitted, author=leader, changes=rewriting(submitted.manuscript(), "p00002", "重写。"))
    draft = returned(submitted, leader)
    draft.paragraphs.filter(key="p00002").update(deleted_at_sequence=draft.sequence)
    client.force_login(drafter)
    article = panel(client, draft).select_one(".opinion")
    assert "这一段已删去" in article.get_text()
    assert TEXTS[1] in article.get_text()
    assert not article.select("[name=edited]")
    assert article.select_one('[value="adopted"]').get_text() == "已照改"


@pytest.mark.parametrize("name", [PROPOSE, ADOPT, SETTLED, UNDONE])
def test_whom_it_does_not_concern_finds_nothing(
    client: Client, outsider: User, leader: User, drafter: User, suggestion: Suggestion, name: str
) -> None:
    draft, fields = suggestion.comment.draft, {"comments": str(suggestion.comment_id)}
    client.force_login(outsider)
    assert ask(client, draft, name, fields).status_code == 404
    client.force_login(leader)
    before = texts(draft)
    ask(client, draft, name, fields)
    assert (texts(draft), Comment.objects.get().state) == (before, CommentState.OPEN)
    client.force_login(drafter)
    for numbers in ("", "x", "99999999", "1" * 400):
        assert ask(client, draft, name, {"comments": numbers}).status_code == 404


def test_plain_comment_is_no_suggestion(client: Client, drafter: User, suggestion: Suggestion) -> None:
    comment = suggestion.comment
    suggestion.delete()
    client.force_login(drafter)
    assert ask(client, comment.draft, PROPOSE, {"comments": str(comment.pk)}).status_code == 404


def test_leader_sees_next_time_what_became_of_it(
    client: Client, drafter: User, leader: User, submitted: Draft
) -> None:
    then = submitted.manuscript()
    first = suggest(submitted, author=leader, changes=rewriting(then, "p00001", "改写。")).comment
    second = suggest(submitted, author=leader, changes=deleting(then, "p00003")).comment
    draft = returned(submitted, leader)
    adopt_suggestions(draft, [Comment.objects.get(pk=first.pk)], by=drafter)
    answer_comment(Comment.objects.get(pk=second.pk), by=drafter, outcome=Outcome.PARTLY, text="删了一半")
    submit_draft(draft, by=drafter, people=[leader])
    client.force_login(leader)
    text = main_of(client.get(reverse("review-read", args=[draft.pk]))).get_text()
    assert "您的意见及处理情况" in text
    assert "已采纳" in text
    assert "删了一半" in text
    assert "删去这一段" in text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("太长。" * 7000, "有一段超过 20,000 字，请把它分成几段"), (" ", "改后的文字是空的")],
)
def test_what_cannot_be_adopted_without_a_paper_is_told_and_stays_written(
    client: Client, suggestion: Suggestion, drafter: User, text: str, sentence: str
) -> None:
    number = suggestion.comment.pk
    fields = {"comments": number, "edited": "written", f"wording-{number}-0": text}
    client.force_login(drafter)
    answer = client.post(reverse(ADOPT, args=[suggestion.comment.draft.pk]), fields)
    page = main_of(answer)
    assert answer.status_code == 422
    assert sentence in page.select_one("[role=alert]").get_text()
    assert page.select_one(f"[name='wording-{number}-0']").get_text().strip() == text.strip()
    assert texts(suggestion.comment.draft) == list(TEXTS)

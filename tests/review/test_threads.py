"""Replies under comments, mentions, and the filter of the lists."""

import pytest
from bs4 import Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from speeches.accounts.actions import mark_read
from speeches.accounts.models import ActionLog, Notice, NoticeKind, Office, OfficeSettings, RoleName, User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft
from speeches.review.actions import (
    add_comment,
    answer_comment,
    decide,
    put_comment_back,
    submit_draft,
    withdraw_comment,
)
from speeches.review.models import Comment, Mention, Remark
from speeches.review.queries import comments_of
from speeches.review.returns.outgoing import replies_of, sent_comments
from speeches.review.states import Outcome, Verdict
from speeches.review.threads.actions import add_remark, put_remark_back, withdraw_remark
from speeches.review.threads.people import mentioned, who_see
from tests.cast import make_person
from tests.htmx import HTMX, main_of, soup_of, swap


def told(person: User) -> list[str]:
    return list(
        Notice.objects.filter(person=person, kind=NoticeKind.MENTIONED).values_list("text", flat=True)
    )


def test_a_reply_is_told_to_those_in_the_thread(
    comment: Comment, drafter: User, leader: User, boss: User, bystander: User
) -> None:
    add_remark(comment, author=drafter, text="请问指哪一句？")
    assert told(leader) == ["起草人回复《在测试会议上的讲话》的批注：请问指哪一句？"]
    add_remark(comment, author=leader, text="最后一句。")
    assert len(told(drafter)) == 1
    assert told(boss) == told(bystander) == []
    assert ActionLog.objects.filter(verb="draft-reply-comment").count() == 2


def test_who_is_mentioned_is_told_once_and_may_reply(
    comment: Comment, drafter: User, leader: User, office: Office
) -> None:
    head = make_person("head", "李书记", office, RoleName.HEAD)
    with pytest.raises(NotAllowed, match="只有起草人、审阅人和被提到的人"):
        add_remark(comment, author=head, text="我也说一句")
    add_remark(comment, author=drafter, text="@李书记 @审阅领导 请定。@李书记")
    assert told(head) == ["起草人在《在测试会议上的讲话》的批注里提到您：@李书记 @审阅领导 请定。@李书记"]
    assert len(told(leader)) == 1
    assert set(Mention.objects.values_list("person__username", flat=True)) == {"head", "leader"}
    add_remark(comment, author=head, text="照改。")
    assert len(told(drafter)) == 1


def test_a_comment_mentions_as_well(submitted: Draft, leader: User, drafter: User) -> None:
    add_comment(submitted, author=leader, text="@起草人 这里的数是哪里来的？", key="p00001")
    assert "提到您" in told(drafter)[0]


def test_what_is_taken_back_is_not_read_in_the_notices(
    submitted: Draft, leader: User, drafter: User, boss: User
) -> None:
    said = add_comment(submitted, author=leader, text="@起草人 @主要领导 这里的数是哪里来的？", key="p00001")
    mark_read(Notice.objects.get(person=boss, kind=NoticeKind.MENTIONED))
    withdraw_comment(said, by=leader)
    assert told(drafter) == []
    put_comment_back(said, by=leader)
    assert len(told(drafter)) == len(told(boss)) == 1


def test_only_who_sees_the_draft_is_mentioned(comment: Comment, drafter: User, bystander: User) -> None:
    add_remark(comment, author=drafter, text="@审阅领导 @外单位人员")
    assert told(bystander) == []


def test_of_names_that_begin_alike_the_longest_is_meant() -> None:
    people = [
        User(pk=1, name="王芳"),
        User(pk=2, name="王芳芳"),
        User(pk=3, name="李四"),
        User(pk=4, name="李四"),
    ]
    assert [one.pk for one in mentioned("@王芳芳看看", people)] == [2]
    assert [one.pk for one in mentioned("＠王芳，@王五", people)] == [1]
    assert [one.pk for one in mentioned("@李四", people)] == [3, 4]
    assert mentioned("李四@", people) == []


def test_upper_ones_are_not_offered_below(
    submitted: Draft, drafter: User, leader: User, boss: User, office: Office
) -> None:
    OfficeSettings.objects.create(office=office, hides_upper_comments=True)
    decide(submitted, by=leader, verdict=Verdict.AGREED)
    secret = add_comment(submitted, author=boss, text="上级的话")
    Notice.objects.all().delete()
    add_remark(secret, author=drafter, text="@审阅领导 请看")
    assert told(leader) == []
    assert len(told(boss)) == 1
    assert leader in who_see(submitted)


def test_who_wrote_a_reply_takes_it_back_and_only_they_still_see_it(
    comment: Comment, drafter: User, leader: User, boss: User
) -> None:
    remark = add_remark(comment, author=drafter, text="@审阅领导 请问指哪一句？")
    for person in (leader, boss):
        with pytest.raises(NotAllowed, match="只有回复的人自己"):
            withdraw_remark(remark, by=person)
    withdraw_remark(remark, by=drafter)
    with pytest.raises(NotAllowed, match="已经收回"):
        withdraw_remark(remark, by=drafter)
    assert remarks_read_by(leader, comment) == remarks_read_by(boss, comment) == []
    assert remarks_read_by(drafter, comment) == ["@审阅领导 请问指哪一句？"]
    # Who had not read the notice never does.
    assert told(leader) == []
    put_remark_back(remark, by=drafter)
    assert remarks_read_by(leader, comment) == ["@审阅领导 请问指哪一句？"]
    assert len(told(leader)) == 1
    with pytest.raises(NotAllowed, match="没有收回"):
        put_remark_back(remark, by=drafter)
    verbs = ["draft-reply-comment", "draft-withdraw-reply", "draft-put-back-reply"]
    assert (
        list(ActionLog.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)) == verbs
    )


def test_a_reply_stands_once_the_draft_went_back_or_out(
    comment: Comment, drafter: User, leader: User, boss: User
) -> None:
    early = add_remark(comment, author=leader, text="最后一句。")
    decide(comment.draft, by=leader, verdict=Verdict.RETURNED, reason="改。")
    with pytest.raises(NotAllowed, match="已经送审或送回"):
        withdraw_remark(early, by=leader)
    between = add_remark(comment, author=drafter, text="已改。")
    withdraw_remark(between, by=drafter)
    put_remark_back(between, by=drafter)
    answer_comment(Comment.objects.get(pk=comment.pk), by=drafter, outcome=Outcome.ADOPTED)
    submit_draft(comment.draft, by=drafter, people=[leader])
    with pytest.raises(NotAllowed, match="请再写一条回复"):
        withdraw_remark(between, by=drafter)


def remarks_read_by(person: User, comment: Comment) -> list[str]:
    (read,) = [one for one in comments_of(comment.draft, person) if one.pk == comment.pk]
    return [remark.text for remark in read.remarks.all()]


@pytest.mark.parametrize("name", ["comment-reply", "comment-respond"])
def test_taking_a_reply_back_and_putting_it_back_on_the_page(
    client: Client, comment: Comment, leader: User, drafter: User, name: str
) -> None:
    remark = add_remark(comment, author=drafter, text="请问指哪一句？")
    is_page = name == "comment-reply"

    def shown() -> Tag:
        return page_of(client, drafter, comment.draft) if is_page else panel_of(client, comment.draft)

    client.force_login(drafter)
    page = shown()
    for verb, there, way in (("withdraw", "已收回，别人看不到", "恢复"), ("put-back", "", "收回")):
        address = reverse(f"{name}-{verb}", args=[comment.draft_id, comment.pk, remark.pk])
        assert page.select_one(f'.remark form[hx-post="{address}"] button') is not None
        sent = {f"reply-{comment.pk}": "写了一半"}
        answer = client.post(address, sent if not is_page else {}, headers=HTMX)
        assert answer.status_code == 200
        if is_page:
            swap(page, "#reading", answer)
            assert page.prettify() == shown().prettify()
        else:
            page = soup_of(answer)
            assert page.select_one(f"textarea[name=reply-{comment.pk}]").get_text() == "写了一半"
        own = page.select_one(f"#remark-{remark.pk}")
        assert there in own.get_text()
        assert own.select_one("button").get_text() == way


def test_without_script_a_reply_is_taken_back_too(client: Client, comment: Comment, drafter: User) -> None:
    remark = add_remark(comment, author=drafter, text="请问指哪一句？")
    client.force_login(drafter)
    args = [comment.draft_id, comment.pk, remark.pk]
    assert client.post(reverse("comment-reply-withdraw", args=args)).url.endswith(f"#comment-{comment.pk}")
    remark.refresh_from_db()
    assert remark.withdrawn_at is not None


def test_what_was_taken_back_is_not_found_by_others_and_stands_in_no_copy(
    client: Client, comment: Comment, drafter: User, leader: User
) -> None:
    remark = add_remark(comment, author=drafter, text="请问指哪一句？")
    withdraw_remark(remark, by=drafter)
    client.force_login(leader)
    args = [comment.draft_id, comment.pk, remark.pk]
    assert client.post(reverse("comment-reply-put-back", args=args)).status_code == 404
    for person in (drafter, leader):
        (kept,) = sent_comments(comment.draft, person)
        assert list(replies_of(kept)) == []


def page_of(client: Client, person: User, draft: Draft, **query: object) -> Tag:
    client.force_login(person)
    return main_of(client.get(reverse("review-read", args=[draft.pk]), query))


def test_leaders_page_swapped_equals_reloaded(client: Client, comment: Comment, leader: User) -> None:
    page = page_of(client, leader, comment.draft)
    address = reverse("comment-reply", args=[comment.draft_id, comment.pk])
    swap(page, "#reading", client.post(address, {f"reply-{comment.pk}": "补一句。"}, headers=HTMX))
    again = page_of(client, leader, comment.draft)
    assert page.prettify() == again.prettify()
    assert "补一句。" in again.select_one(f"#comment-{comment.pk} .thread").get_text()


def test_without_script_one_comes_back_to_the_page(client: Client, comment: Comment, leader: User) -> None:
    client.force_login(leader)
    address = reverse("comment-reply", args=[comment.draft_id, comment.pk])
    answer = client.post(address, {f"reply-{comment.pk}": "补一句。"})
    assert answer.url.endswith(f"#comment-{comment.pk}")


@pytest.mark.parametrize("name", ["comment-reply", "comment-respond"])
def test_an_empty_reply_is_refused_in_its_place(
    client: Client, returned: Draft, drafter: User, name: str
) -> None:
    client.force_login(drafter)
    comment = returned.comments.last()
    answer = client.post(
        reverse(name, args=[returned.pk, comment.pk]), {f"reply-{comment.pk}": " "}, headers=HTMX
    )
    assert answer.status_code == 422
    (box,) = soup_of(answer).select("details.reply[open]")
    assert "还没有写回复" in box.get_text()
    assert not Remark.objects.exists()


def panel_of(client: Client, draft: Draft, **query: object) -> Tag:
    return soup_of(client.get(reverse("draft-opinions", args=[draft.pk]), query)).select_one("#opinions")


def test_replying_in_the_editor_keeps_what_was_begun_elsewhere(
    client: Client, returned: Draft, drafter: User
) -> None:
    client.force_login(drafter)
    first, second = returned.comments.all()
    address = reverse("comment-respond", args=[returned.pk, first.pk])
    sent = {f"reply-{first.pk}": "已改", f"reply-{second.pk}": "正在查", f"text-{second.pk}": "改了一半"}
    panel = soup_of(client.post(address, sent, headers=HTMX)).select_one("#opinions")
    kept = {area["name"]: area.get_text() for area in panel.select("textarea")}
    assert kept == {f"reply-{first.pk}": "", f"reply-{second.pk}": "正在查", f"text-{second.pk}": "改了一半"}
    assert Remark.objects.get().text == "已改"
    swapped = soup_of(client.post(address, {f"reply-{first.pk}": "再说一句"}, headers=HTMX)).select_one(
        "#opinions"
    )
    assert swapped.prettify() == panel_of(client, returned).prettify()


@pytest.mark.parametrize("name", ["comment-reply", "comment-respond", "draft-people"])
@pytest.mark.parametrize(
    ("person", "status"), [("outsider", 404), ("bystander", 404), ("colleague", 404), ("head", 403)]
)
def test_who_may_reply(
    client: Client,
    request: pytest.FixtureRequest,
    comment: Comment,
    office: Office,
    name: str,
    person: str,
    status: int,
) -> None:
    head = make_person("head", "单位负责人", office, RoleName.HEAD)
    client.force_login(head if person == "head" else request.getfixturevalue(person))
    args = [comment.draft_id] if name == "draft-people" else [comment.draft_id, comment.pk]
    ask = client.get if name == "draft-people" else client.post
    assert ask(reverse(name, args=args), {f"reply-{comment.pk}": "？"}).status_code == status


def test_who_only_sees_it_has_no_box(client: Client, comment: Comment, office: Office, boss: User) -> None:
    head = make_person("head", "单位负责人", office, RoleName.HEAD)
    assert page_of(client, head, comment.draft).select_one(".reply") is None
    assert page_of(client, boss, comment.draft).select_one(".reply") is not None


def test_names_that_are_offered(client: Client, comment: Comment, leader: User) -> None:
    client.force_login(leader)
    address = reverse("draft-people", args=[comment.draft_id])
    assert set(client.get(address).json()["names"]) == {"起草人", "主要领导"}
    assert set(client.get(address, {"comment": comment.pk}).json()["names"]) == {"起草人", "主要领导"}
    assert client.get(address, {"comment": "999999"}).status_code == 404


def test_queries_do_not_grow_with_replies(
    client: Client, comment: Comment, leader: User, drafter: User
) -> None:
    client.force_login(leader)
    counts = []
    address = reverse("review-read", args=[comment.draft_id])
    client.get(address)
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
        for _ in range(5):
            add_remark(comment, author=drafter, text="@审阅领导 看看")
    assert counts[0] == counts[1]


def test_round_is_offered_once_there_are_several(
    client: Client, returned: Draft, drafter: User, leader: User
) -> None:
    returned.comments.update(state=Comment.State.SETTLED)
    submit_draft(returned, by=drafter, people=[leader])
    add_comment(returned, author=leader, text="再看", key="p00001")
    page = page_of(client, leader, returned, **{"in": "2"})
    assert len(page.select(".opinion")) == 1
    assert page.select_one("select[name=in] option[selected]")["value"] == "2"


@pytest.mark.parametrize(("text", "sentence"), [("长" * 2001, "最多 2000 字"), ("不\x00能", "不能保存")])
@pytest.mark.parametrize("name", ["comment-reply", "comment-respond"])
def test_reply_that_is_refused_is_not_cut(
    client: Client, comment: Comment, drafter: User, name: str, text: str, sentence: str
) -> None:
    client.force_login(drafter)
    address = reverse(name, args=[comment.draft_id, comment.pk])
    response = client.post(address, {f"reply-{comment.pk}": text}, headers=HTMX)
    page = soup_of(response)
    assert (response.status_code, sentence in page.get_text()) == (422, True)
    assert page.select_one(f"[name=reply-{comment.pk}]").get_text().strip("\n")[-1:] == text[-1:]
    assert not comment.remarks.exists()


def test_line_breaks_count_as_they_do_in_the_box(client: Client, comment: Comment, drafter: User) -> None:
    client.force_login(drafter)
    address = reverse("comment-reply", args=[comment.draft_id, comment.pk])
    text = "一\r\n" * 999 + "二三"
    assert client.post(address, {f"reply-{comment.pk}": text}, headers=HTMX).status_code == 200
    assert comment.remarks.get().text.endswith("二三")

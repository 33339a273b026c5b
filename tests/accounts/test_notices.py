"""Notices (通知): told in the ways a person chose, listed, counted live, sent by e-mail from the worker."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from speeches.accounts.actions import mark_read, notify, notify_all, save_wishes
from speeches.accounts.mailing import send_mails
from speeches.accounts.models import ActionLog, Notice, NoticeKind, User
from tests.htmx import HTMX, main_of, soup_of, swap

DESK = "/"


def tell(person: User, text: str = "《讲话》送到您这里审阅。", **more: Any) -> None:
    notify(person, NoticeKind.TO_REVIEW, text, DESK, **more)


def listed(client: Client) -> list[str]:
    items = main_of(client.get(reverse("notice-list"))).select(".notice-list li > a")
    return [item.get_text(" ", strip=True) for item in items]


def test_nobody_is_told_of_their_own_doing_and_once_is_once(drafter: User, leader: User, curator: User):
    curator.is_active = False
    notify_all([drafter, leader, leader, curator], NoticeKind.RETURNED, "退回。", DESK, by=drafter)
    assert [notice.person for notice in Notice.objects.all()] == [leader]
    for _ in range(2):
        tell(leader, "明天到期。", once="step-1-2026-03-06")
    tell(leader, "今天到期。", once="step-1-2026-03-07")
    assert Notice.objects.filter(once__startswith="step-1").count() == 2


def test_long_and_broken_texts_fit_on_one_line(leader: User):
    tell(leader, "理由：\n" + "很长" * 300)
    text = Notice.objects.get().text
    assert (len(text), text[:6], text[-1]) == (300, "理由： 很长", "…")


def test_unread_come_first_and_are_read_by_opening(client: Client, leader: User):
    client.force_login(leader)
    assert "还没有通知" in main_of(client.get(reverse("notice-list"))).get_text()
    for text in ("第一条", "第二条", "第三条"):
        tell(leader, text)
    second = Notice.objects.get(text="第二条")
    assert client.get(reverse("notice-open", args=[second.pk])).url == DESK
    assert listed(client) == ["未读： 第三条", "未读： 第一条", "第二条"]
    second.refresh_from_db()
    assert second.read_at is not None


@pytest.mark.parametrize(
    ("name", "data"), [("notice-read", {}), ("notice-read", {"unread": "1"}), ("notice-read-all", {})]
)
def test_swapped_page_equals_reloaded_page(client: Client, leader: User, name: str, data: dict[str, str]):
    client.force_login(leader)
    tell(leader)
    notice = Notice.objects.get()
    mark_read(notice, is_read="unread" in data)
    page = soup_of(client.get(reverse("notice-list")))
    address = reverse(name, args=[] if name.endswith("all") else [notice.pk])
    swap(page, "#notice-list", client.post(address, data, headers=HTMX))
    again = soup_of(client.get(reverse("notice-list")))
    for part in ("header", "main"):
        assert page.select_one(part).prettify() == again.select_one(part).prettify()
    notice.refresh_from_db()
    assert (notice.read_at is None) is ("unread" in data)
    assert client.post(address, data).url == reverse("notice-list")


def test_count_is_silent_until_something_changes(client: Client, leader: User):
    client.force_login(leader)
    count = reverse("notice-count")
    assert client.get(count, {"known": "0"}).status_code == 204
    tell(leader)
    answer = client.get(count, {"known": "0"})
    assert "1 条未读" in answer.content.decode()
    assert f"{count}?known=1" in answer.content.decode()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(count, {"known": "1"}).status_code == 204
    # The session, the person, the number.
    assert len(captured) == 3
    assert "1 条未读" in client.get(reverse("dashboard")).content.decode()


def test_others_notices_are_not_to_be_seen(client: Client, leader: User, drafter: User):
    tell(leader)
    notice = Notice.objects.get()
    client.force_login(drafter)
    assert listed(client) == []
    for name in ("notice-open", "notice-read"):
        ask = client.get if name == "notice-open" else client.post
        assert ask(reverse(name, args=[notice.pk])).status_code == 404
    client.post(reverse("notice-read-all"))
    notice.refresh_from_db()
    assert notice.read_at is None


def test_visitors_are_sent_to_the_login(client: Client, db: None):
    for name in ("notice-list", "notice-count", "notice-settings"):
        assert reverse("login") in client.get(reverse(name)).url


def test_list_costs_the_same_however_long_it_is(client: Client, leader: User, drafter: User):
    client.force_login(leader)
    costs = []
    for number in (1, 40):
        for _ in range(number):
            tell(leader, by=drafter)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("notice-list"))
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 8
    assert "第 1 页，共 2 页" in main_of(client.get(reverse("notice-list"))).get_text()


def test_settings_are_kept_and_obeyed(client: Client, leader: User):
    client.force_login(leader)
    address = reverse("notice-settings")
    page = main_of(client.get(address))
    boxes = page.select("input[type=checkbox]")
    assert len(boxes) == 2 * len(NoticeKind)
    assert all(box.has_attr("checked") for box in boxes)
    said = {"email": "leader@example.cn", "mail-to-review": "on", "app-returned": "on", "mail-returned": "on"}
    assert client.post(address, said).url == reverse("notice-list")
    assert main_of(client.get(address)).select_one("#id_email")["value"] == "leader@example.cn"
    leader.refresh_from_db()
    tell(leader)
    notify(leader, NoticeKind.APPROVED, "通过。", DESK)
    notice = Notice.objects.get()
    assert (notice.is_listed, notice.mail) == (False, "due")
    assert listed(client) == []
    assert ActionLog.objects.filter(verb="notice-settings", actor=leader).exists()


def test_a_wrong_address_is_refused_and_nothing_typed_is_lost(client: Client, leader: User):
    client.force_login(leader)
    answer = client.post(reverse("notice-settings"), {"email": "leader@", "app-due": "on"})
    assert answer.status_code == 422
    page = main_of(answer)
    assert "邮箱地址不对" in page.get_text()
    assert [box["name"] for box in page.select("input[checked]")] == ["app-due"]


def with_mail(person: User, email: str = "leader@example.cn") -> User:
    person.email = email
    person.save(update_fields=["email"])
    return person


def test_mail_is_sent_after_the_commit_and_once(
    leader: User, settings: Any, django_capture_on_commit_callbacks: Any
):
    settings.SITE_ADDRESS = "http://zhibi.example.cn"
    with django_capture_on_commit_callbacks(execute=True):
        tell(with_mail(leader), "请审阅。")
        assert mail.outbox == []
    send_mails.enqueue()
    (message,) = mail.outbox
    assert message.to == ["leader@example.cn"]
    assert message.subject == "【执笔】送审到我：请审阅。"
    assert "http://zhibi.example.cn/" in message.body
    assert Notice.objects.get().mail == Notice.Mail.SENT


def test_who_has_no_address_or_wants_none_gets_no_mail(leader: User, drafter: User):
    tell(leader)
    save_wishes(drafter, {NoticeKind.TO_REVIEW: (True, False)}, email="drafter@example.cn")
    tell(drafter)
    assert {notice.mail for notice in Notice.objects.all()} == {""}

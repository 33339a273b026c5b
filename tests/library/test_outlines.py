"""Outlines are read; drafting makes speeches of them."""

from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from tests.htmx import main_of

from .factories import make_outline


def test_list_names_occasion_and_length(client: Client, drafter: User, office: Office):
    make_outline(office, target_minutes=45)
    client.force_login(drafter)
    page = main_of(client.get(reverse("outline-list"))).get_text()
    assert "半年工作会议讲话" in page
    assert "约 45 分钟" in page


def test_detail_shows_markers_and_prompts(client: Client, drafter: User, office: Office):
    client.force_login(drafter)
    page = main_of(client.get(make_outline(office).get_absolute_url()))
    lines = [line.get_text() for line in page.select(".outline-row p")]
    assert lines == ["同志们：", "一、回顾", "写成绩。", "一是抓学习。", "二是抓落实。", "二、任务"]
    assert "用它新建讲话稿" in page.get_text()


def test_empty_list_says_what_to_do(client: Client, drafter: User):
    client.force_login(drafter)
    assert "还没有提纲" in client.get(reverse("outline-list")).content.decode()


def test_outsider_gets_404(client: Client, outsider: User, office: Office):
    client.force_login(outsider)
    assert client.get(make_outline(office).get_absolute_url()).status_code == 404


def test_query_count(client: Client, drafter: User, office: Office, django_assert_max_num_queries):
    for number in range(10):
        make_outline(office, f"提纲{number}")
    client.force_login(drafter)
    with django_assert_max_num_queries(6):
        client.get(reverse("outline-list"))

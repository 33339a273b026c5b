"""What people read when something fails."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.test import Client, RequestFactory
from django.urls import reverse

from speeches import failures
from speeches.accounts.models import User
from tests.htmx import HTMX


def test_unknown_address_is_explained(client: Client, db: None):
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert "找不到这个页面" in page.content.decode()
    assert "回到工作台" in page.content.decode()


def test_htmx_gets_one_line_beside_the_page(client: Client, db: None):
    answer = client.get("/nowhere/", headers=HTMX)
    assert answer.status_code == 404
    assert answer.headers["HX-Retarget"] == "#messages"
    assert "<html" not in answer.content.decode()


def test_refusal_gives_its_own_reason(rf: RequestFactory):
    page = failures.permission_denied(rf.get("/"), PermissionDenied("只有起草人可以修改。"))
    assert page.status_code == 403
    assert "只有起草人可以修改。" in page.content.decode()


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (lambda request: failures.bad_request(request, ValueError()), 400, "请求有误"),
        (lambda request: failures.bad_request(request, RequestDataTooBig()), 413, "10 MB"),
        (failures.csrf_failure, 403, "页面已过期"),
        (failures.server_error, 500, "系统出错了"),
    ],
)
def test_every_failure_says_what_is_safe(rf: RequestFactory, answer, status: int, words: str):
    page = answer(rf.get("/"))
    assert page.status_code == status
    assert words in page.content.decode()
    assert "哪些是安全的" in page.content.decode()


def test_an_address_that_only_takes_what_is_sent_says_so(client: Client, drafter: User):
    client.force_login(drafter)
    page = client.get(reverse("draft-decide", args=[1]))
    assert page.status_code == 405
    assert "不是一页" in page.content.decode()
    assert "<html" not in client.get(reverse("draft-decide", args=[1]), headers=HTMX).content.decode()


def test_missing_token_is_told_in_chinese(drafter: User):
    client = Client(enforce_csrf_checks=True)
    client.force_login(drafter)
    page = client.post("/accounts/password/", {})
    assert page.status_code == 403
    assert "页面已过期" in page.content.decode()


def test_no_database_is_asked(rf: RequestFactory):
    """The database may be what failed: this test has no access to one."""
    assert failures.server_error(rf.get("/")).status_code == 500

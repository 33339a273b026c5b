"""A returned file whose worker ended in the middle: it is told, and read all the same."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import User
from speeches.docx.returned import ReturnedFile
from speeches.drafting.models import Draft
from speeches.review.models import ReturnedCopy
from speeches.review.models.returned import ReturnState
from speeches.review.returns import tasks
from speeches.review.returns.actions import bring_back, read_again
from speeches.review.returns.tasks import read_returned_copy
from tests.htmx import HTMX, main_of, soup_of, swap

from .test_returns import edited, first_changed, sent, upload_of

pytestmark = pytest.mark.django_db
LATE = "后台读这份文件的时候可能中断了"
LONG_AGO = timedelta(minutes=10)


@pytest.fixture
def data(draft: Draft, drafter: User) -> bytes:
    return edited(draft, sent(draft, drafter), first_changed)


@pytest.fixture
def stuck(draft: Draft, drafter: User, data: bytes) -> ReturnedCopy:
    """A copy that was being read ten minutes ago, by a worker that is no more."""
    return broken_off(bring_back(drafter, upload_of(data), draft))


def broken_off(copy: ReturnedCopy) -> ReturnedCopy:
    now = timezone.now()
    ReturnedCopy.objects.filter(pk=copy.pk).update(state=ReturnState.READING, claimed_at=now - LONG_AGO)
    copy.refresh_from_db()
    return copy


def read_in(copy: ReturnedCopy) -> None:
    read_returned_copy.func(str(copy.pk))
    copy.refresh_from_db()
    assert (copy.state, copy.items.count()) == (ReturnState.READY, 1)


def test_page_says_so_and_offers_to_read_it_again(client: Client, stuck: ReturnedCopy) -> None:
    client.force_login(stuck.user)
    address = reverse("return-again", args=[stuck.pk])
    page = main_of(client.get(stuck.get_absolute_url()))
    assert LATE in page.text
    assert page.select_one(f"form[action='{address}'] button").text == "重新读取"
    swap(page, "#return", client.post(address, headers=HTMX))
    assert page.prettify() == main_of(client.get(stuck.get_absolute_url())).prettify()
    stuck.refresh_from_db()
    assert (stuck.state, stuck.is_stuck) == (ReturnState.WAITING, False)
    read_in(stuck)


def test_a_file_that_is_being_read_is_left_to_its_reader(
    client: Client, draft: Draft, drafter: User, data: bytes
) -> None:
    copy = bring_back(drafter, upload_of(data), draft)
    client.force_login(drafter)
    assert LATE not in client.get(copy.get_absolute_url()).content.decode()
    claimed_at = copy.claimed_at
    assert client.post(reverse("return-again", args=[copy.pk])).status_code == 302
    copy.refresh_from_db()
    assert copy.claimed_at == claimed_at
    read_in(copy)


def test_outsider_gets_404(client: Client, stuck: ReturnedCopy, outsider: User) -> None:
    client.force_login(outsider)
    assert client.post(reverse("return-again", args=[stuck.pk])).status_code == 404


def test_the_same_file_brought_again_is_read_again(
    draft: Draft, drafter: User, stuck: ReturnedCopy, data: bytes
) -> None:
    assert bring_back(drafter, upload_of(data), draft) == stuck
    stuck.refresh_from_db()
    assert stuck.state == ReturnState.WAITING
    read_in(stuck)


def test_a_new_worker_takes_up_what_the_old_one_was_reading(stuck: ReturnedCopy) -> None:
    ReturnedCopy.objects.update(claimed_at=timezone.now())
    call_command("take_up_returns")
    stuck.refresh_from_db()
    assert stuck.state == ReturnState.WAITING
    read_in(stuck)


def test_a_reader_that_comes_late_stores_nothing_twice(
    stuck: ReturnedCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was taken for dead and another one has read the file meanwhile."""
    ReturnedCopy.objects.update(state=ReturnState.WAITING)
    read = tasks.read_returned_in_child

    def slow(data: bytes) -> ReturnedFile:
        monkeypatch.setattr(tasks, "read_returned_in_child", read)
        read_again(broken_off(stuck))
        read_returned_copy.func(str(stuck.pk))
        return read(data)

    monkeypatch.setattr(tasks, "read_returned_in_child", slow)
    read_in(stuck)


def test_busy_part_asks_for_itself_no_more(client: Client, stuck: ReturnedCopy) -> None:
    client.force_login(stuck.user)
    part = soup_of(client.get(reverse("return-state", args=[stuck.pk]))).select_one("#return")
    assert "hx-get" not in part.attrs

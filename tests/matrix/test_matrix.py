"""Every address × every person × GET and POST: who is let in, who is refused, for whom it does not exist."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver

from speeches.drafting.models import Draft

from .addresses import Address, known_addresses, path_of
from .table import COLUMNS, PUBLIC, ROWS
from .world import ANONYMOUS, ROLES, World

pytestmark = pytest.mark.django_db

ADDRESSES = known_addresses()
OF_A_DRAFT = [address for address in ADDRESSES.values() if "draft_id" in address.parameters]
STRANGERS = ("colleague", "bystander", "curator", "admin", "above", "consulted", "outsider")
READERS = ("done", "open", "waiting")
ADD = """
地址 {name} 的 {method} 与 tests/matrix/table.py 不符。
  列：  {columns}
  表里：{expected}
  实际：{found}
新地址请把下面这一行加进表里——先逐列核对：+ 能进，x 不许（403），. 不存在（404），L 请登录：
{row}
"""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: object) -> Iterator[World]:
    """One world for all tests; whatever a request does to it is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def answer(world: World, role: str, method: str, path: str, name: str = "") -> HttpResponse:
    with transaction.atomic():
        client = world.client_of(role)
        response = client.get(path) if method == "GET" else client.post(path, world.body(name))
        transaction.set_rollback(True)
    return response


def outcome(response: HttpResponse) -> str:
    """Return `+` let in, `x` refused, `.` no such thing, `L` to the log-in, `m` no such method."""
    to_login = response.status_code == 302 and response["Location"].startswith("/accounts/login/")
    known = {401: "L", 403: "x", 404: ".", 405: "m"}
    return "L" if to_login else known.get(response.status_code, "+")


def outcomes(world: World, address: Address, method: str) -> str:
    path = path_of(address, world)
    return "".join(outcome(answer(world, role, method, path, address.name)) for role in ROLES)


def takes(world: World, address: Address, method: str) -> bool:
    return outcome(answer(world, "author", method, path_of(address, world), address.name)) != "m"


@pytest.mark.parametrize("name", ADDRESSES)
def test_everybody_gets_what_the_table_says(world: World, name: str) -> None:
    for method in ("GET", "POST"):
        expected = ROWS.get((name, method), "")
        if not expected and not takes(world, ADDRESSES[name], method):
            continue
        found = outcomes(world, ADDRESSES[name], method)
        row = f"{name:<27} {method:<4} {found[:6]} {found[6:13]} {found[13:]}"
        told = ADD.format(
            name=name, method=method, columns=COLUMNS, expected=expected or "（没有）", found=found, row=row
        )
        assert found == expected, told


def test_every_row_is_of_an_address() -> None:
    gone = sorted({name for name, _ in ROWS} - set(ADDRESSES))
    assert not gone, f"这些地址已经没有了，请从 tests/matrix/table.py 里删去：{'、'.join(gone)}"


def test_every_address_has_a_row() -> None:
    missing = sorted(set(ADDRESSES) - {name for name, _ in ROWS})
    assert not missing, f"这些地址在 tests/matrix/table.py 里没有行：{'、'.join(missing)}"


def test_no_row_lets_a_stranger_know_of_a_draft() -> None:
    """Somebody who adds a row may have written down a leak: this is not theirs to decide."""
    of_a_draft = {address.name for address in OF_A_DRAFT}
    for (name, method), row in ROWS.items():
        assert name in PUBLIC or row[ROLES.index(ANONYMOUS)] == "L", (name, method)
        if name in of_a_draft:
            known = [role for role in STRANGERS if row[ROLES.index(role)] != "."]
            assert not known, f"{name} {method}：{known} 不该知道有这篇讲话稿"


# Where who only reviews a draft reads of it: each shows them the versions that were sent to them, no other.
GIVEN = {
    "draft-edit",  # leads on to review-read
    "draft-export",
    "draft-print",
    "draft-papers",
    "paper-card",
    "draft-pdf",
    "pdf-state",
    "draft-prompter",
    "draft-finals",
    "final-download",
    "draft-round-trip",
    "draft-marked-copy",
    "review-read",
    "review-compare",
    "draft-timeline",
    "draft-opinions",
    "draft-settlement",
    "draft-settlement-file",
    "comment-new",
    "suggestion-new",
    "suggestion-move",
    "draft-people",
}


def test_reviewers_read_only_where_it_was_looked_at_what_they_are_shown() -> None:
    """An address that is new here: does it show the text of now, or a version that was never sent?"""
    of_a_draft = {address.name for address in OF_A_DRAFT}
    read = {
        name
        for (name, method), row in ROWS.items()
        if name in of_a_draft and method == "GET" and "+" in [row[ROLES.index(role)] for role in READERS]
    }
    assert read <= GIVEN


CROSSED = [
    (address.name, parameter)
    for address in OF_A_DRAFT
    for parameter in address.parameters
    if parameter not in ("draft_id", "key", "number", "delivery_id", "entry_id", "chain_id")
]


@pytest.mark.parametrize(("name", "parameter"), CROSSED)
def test_what_hangs_on_another_draft_is_not_found_under_this_one(
    world: World, name: str, parameter: str
) -> None:
    """The address of one's own draft must not lead to a comment, a figure, a reply of another."""
    foreign = world.other.pk if parameter == "source_id" else world.others[parameter]
    path = path_of(ADDRESSES[name], world, **{parameter: foreign})
    for method in ("GET", "POST"):
        if (name, method) in ROWS:
            # The head of the office sees both drafts: a section may be taken from one to the other.
            roles = ("author", "co", "open") if parameter == "source_id" else ("author", "co", "open", "head")
            found = {role: outcome(answer(world, role, method, path, name)) for role in roles}
            assert set(found.values()) <= {".", "x"}, (method, found)
            assert found["author"] == ".", (method, found)


@pytest.mark.parametrize("name", [address.name for address in OF_A_DRAFT])
def test_a_draft_taken_back_is_the_drafters_alone(world: World, name: str) -> None:
    Draft.objects.filter(pk=world.draft.pk).update(state=Draft.State.DRAFTING)
    path = path_of(ADDRESSES[name], world)
    for method in ("GET", "POST"):
        if (name, method) in ROWS:
            found = [outcome(answer(world, role, method, path, name)) for role in READERS]
            assert set(found) == {"."}, (method, found)


def test_the_administration_is_for_its_staff(world: World) -> None:
    """Django's own pages: everybody else is sent to its log-in."""
    resolver = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "admin")
    assert isinstance(resolver, URLResolver)
    for path in ("/admin/", "/admin/accounts/user/", "/admin/accounts/office/"):
        for role in ROLES:
            response = answer(world, role, "GET", path)
            is_let_in = response.status_code == 200
            assert is_let_in is (role == "admin"), (path, role)

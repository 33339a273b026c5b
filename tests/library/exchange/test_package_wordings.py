"""Expressions and confusables in a package: new, changed, both changed, withdrawn, undone, forged."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.actions import edit_wording, retire_wording
from speeches.library.exchange.package import encoded, open_package, signature_of
from speeches.library.exchange.packing import make_package
from speeches.library.models import Confusable, Expression, Outline, PackageImport, PackageKey
from speeches.proofreading.lexicon import WrongForm
from tests.htmx import main_of
from tests.library.factories import make_confusable, make_expression

from .files import counts_of, parts_of, send_package, take_package, told, zipped

pytestmark = pytest.mark.usefixtures("trusted")


def pack(publisher: User, *, is_published_only: bool = False) -> bytes:
    chosen: dict[str, Any] = {"kinds": [], "themes": (), "is_published_only": is_published_only}
    return make_package(publisher.office, by=publisher, has_outlines=True, has_wordings=True, **chosen)


def said() -> list[Any]:
    rows = [*Expression.objects.all(), *Confusable.objects.all()]
    return [(row.value().to_json() | {"id": ""}, row.office_id, row.state, row.version) for row in rows]


@pytest.fixture
def versions(publisher: User) -> list[bytes]:
    """Three packages: as written, one expression changed, the same withdrawn."""
    forms = [WrongForm("四种意识", right="四个意识")]
    row = make_expression(publisher.office, wrong_forms=forms, members=["政治意识"], scope="subtree")
    make_confusable(publisher.office, scope="subtree")
    packages = [pack(publisher)]
    row.note = "对方的新说明"
    edit_wording(row, by=publisher)
    packages.append(pack(publisher))
    retire_wording(row, by=publisher)
    packages.append(pack(publisher))
    empty()
    return packages


def empty() -> None:
    Expression.objects.all().delete()
    Confusable.objects.all().delete()


def edit_here(curator: User) -> Expression:
    row = Expression.objects.get()
    row.note = "本单位的说明"
    return edit_wording(row, by=curator)


def test_they_arrive_as_they_were_and_in_use(writer: Client, versions: list[bytes], office: Office):
    take_package(writer, versions[0])
    row, wrong = Expression.objects.get(), Confusable.objects.get()
    assert (row.office, row.state, row.scope, row.members) == (office, "active", "own", ["政治意识"])
    assert row.forms() == (WrongForm("四种意识", right="四个意识"),)
    assert (wrong.wrong, wrong.right) == ("浮燥", "浮躁")
    assert "清江省纪委监委" in row.history.latest().history_change_reason


def test_twice_changes_nothing(writer: Client, versions: list[bytes]):
    take_package(writer, versions[0])
    before = said()
    assert take_package(writer, versions[0]).counts == {"same": 2}
    assert said() == before


def test_a_change_is_shown_then_taken(writer: Client, versions: list[bytes]):
    take_package(writer, versions[0])
    assert "对方的新说明" in told(send_package(writer, versions[1]))
    take_package(writer, versions[1])
    assert (Expression.objects.get().note, Expression.objects.get().version) == ("对方的新说明", 2)


def test_local_changes_are_kept_unless_the_other_is_chosen(
    writer: Client, versions: list[bytes], curator: User
):
    take_package(writer, versions[0])
    row = edit_here(curator)
    assert counts_of(writer, versions[1])["conflict"] == 1
    take_package(writer, versions[1])
    assert Expression.objects.get().note == "本单位的说明"
    assert counts_of(writer, versions[1]) == {"kept": 1, "same": 1}
    assert row.version == 2


def test_of_a_conflict_the_other_side_may_be_taken(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[0])
    row = edit_here(curator)
    take_package(writer, versions[1], take=[row.pk])
    assert Expression.objects.get().note == "对方的新说明"


def test_what_is_withdrawn_goes_out_of_use(writer: Client, versions: list[bytes]):
    take_package(writer, versions[0])
    take_package(writer, versions[2])
    assert (Expression.objects.get().state, Confusable.objects.get().state) == ("retired", "active")


@pytest.mark.parametrize("later", [0, 1, 2])
def test_undone_all_is_as_before(writer: Client, versions: list[bytes], later: int):
    if later:
        take_package(writer, versions[0])
    before = [row[:3] for row in said()]
    arrival = take_package(writer, versions[later])
    writer.post(reverse("package-import-undo", args=[arrival.pk]), follow=True)
    assert PackageImport.objects.get(pk=arrival.pk).state == "undone"
    assert [row[:3] for row in said()] == before


def test_undoing_keeps_what_was_edited_since(writer: Client, versions: list[bytes], curator: User):
    arrival = take_package(writer, versions[0])
    edit_here(curator)
    writer.post(reverse("package-import-undo", args=[arrival.pk]))
    assert Expression.objects.get().note == "本单位的说明"
    assert not Confusable.objects.exists()


def test_only_what_is_published_goes_out_when_asked(publisher: User, key: PackageKey):
    make_expression(publisher.office, "发布的", scope="subtree")
    make_expression(publisher.office, "自己的")
    texts = [row["text"] for row in open_package(pack(publisher, is_published_only=True)).expressions]
    assert texts == ["发布的"]


def resigned(data: bytes, key: PackageKey, change: Callable[[dict, dict], None]) -> bytes:
    parts = parts_of(data)
    manifest = json.loads(parts["manifest.json"])
    change(parts, manifest)
    manifest["parts"] = {name: hashlib.sha256(parts[name]).hexdigest() for name in manifest["parts"]}
    parts["manifest.json"] = encoded(manifest)
    parts["signature.json"] = encoded(signature_of(key, parts["manifest.json"]))
    return zipped(parts)


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", ""), ("since", "去年"), ("wrong_forms", [{"text": "甲"}]), ("id", "x"), ("text", "字" * 300)],
)
def test_a_bad_row_is_told_and_nothing_is_stored(
    writer: Client, versions: list[bytes], key: PackageKey, field: str, value: Any
):
    def spoil(parts: dict, manifest: dict) -> None:
        row = {**json.loads(parts["expressions.json"])[0], field: value}
        parts["expressions.json"] = encoded([row])

    answer = send_package(writer, resigned(versions[0], key, spoil))
    assert answer.status_code == 422
    assert "不合规" in told(answer)
    assert not Expression.objects.exists()


def test_a_changed_part_is_refused(writer: Client, versions: list[bytes]):
    parts = parts_of(versions[0])
    parts["expressions.json"] = parts["expressions.json"].replace("政治意识".encode(), "政治意思".encode())
    assert "“expressions.json”与清单不符" in told(send_package(writer, zipped(parts)))


def test_packages_of_the_first_format_are_still_read(
    writer: Client, publisher: User, key: PackageKey, package: bytes
):
    def first(parts: dict, manifest: dict) -> None:
        manifest["format"] = 1
        for part in ("expressions.json", "confusables.json"):
            del parts[part], manifest["parts"][part]

    assert take_package(writer, resigned(package, key, first)).counts["new"] == 1
    assert not Outline.objects.exists()


def test_they_may_arrive_out_of_use_and_be_enabled_together(
    writer: Client, versions: list[bytes], office: Office
):
    page = main_of(send_package(writer, versions[0]))
    assert page.select_one("[name=new_wordings][checked]")["value"] == "retired"
    assert [chip.get_text() for chip in page.select(".arriving .chip")] == ["提法", "易错词"]
    arrival = take_package(writer, versions[0], new_wordings="retired")
    assert {row[2] for row in said()} == {"retired"}
    assert "先停用" in Expression.objects.get().history.latest().history_change_reason
    assert not Expression.objects.of_office(office).exists()
    done = told(writer.get(arrival.get_absolute_url()))
    assert "提法 1 条" in done
    assert "易错词 1 条" in done
    answer = writer.post(reverse("package-import-enable", args=[arrival.pk]), follow=True)
    assert "已启用 2 条" in answer.content.decode()
    assert "全部启用" not in told(answer)
    assert {row[2] for row in said()} == {"active"}
    writer.post(reverse("package-import-undo", args=[arrival.pk]), follow=True)
    assert not said()


def test_what_was_edited_meanwhile_is_not_enabled_with_the_others(
    writer: Client, versions: list[bytes], curator: User
):
    arrival = take_package(writer, versions[0], new_wordings="retired")
    edit_here(curator)
    writer.post(reverse("package-import-enable", args=[arrival.pk]))
    assert (Expression.objects.get().state, Confusable.objects.get().state) == ("retired", "active")


def test_what_was_put_out_of_use_here_is_not_offered_again(
    writer: Client, versions: list[bytes], curator: User
):
    arrival = take_package(writer, versions[0], new_wordings="retired")
    enable = reverse("package-import-enable", args=[arrival.pk])
    writer.post(enable)
    retire_wording(Expression.objects.get(), by=curator)
    assert "全部启用" not in told(writer.get(arrival.get_absolute_url()))
    writer.post(enable)
    assert Expression.objects.get().state == "retired"


def test_what_came_taken_back_and_came_again_is_offered(writer: Client, versions: list[bytes]):
    """The history of what was in use before it was taken back is not the history of what came later."""
    arrival = take_package(writer, versions[0])
    writer.post(reverse("package-import-undo", args=[arrival.pk]))
    arrival = take_package(writer, versions[0], new_wordings="retired")
    assert "全部启用" in told(writer.get(arrival.get_absolute_url()))


def test_of_what_came_in_use_nothing_is_offered(writer: Client, versions: list[bytes], curator: User):
    arrival = take_package(writer, versions[0])
    retire_wording(Expression.objects.get(), by=curator)
    assert "全部启用" not in told(writer.get(arrival.get_absolute_url()))


def test_others_may_not_enable_them(
    client: Client, writer: Client, versions: list[bytes], drafter: User, outsider: User
):
    arrival = take_package(writer, versions[0], new_wordings="retired")
    for person, status in ((drafter, 403), (outsider, 403)):
        other = Client()
        other.force_login(person)
        answer = other.post(reverse("package-import-enable", args=[arrival.pk]))
        assert answer.status_code == status
    assert {row[2] for row in said()} == {"retired"}


def test_nothing_chosen_is_the_careful_choice(writer: Client, versions: list[bytes]):
    page = main_of(send_package(writer, versions[0]))
    arrival = PackageImport.objects.latest("created_at")
    seen = page.select_one("input[name=seen]")["value"]
    writer.post(arrival.get_absolute_url(), {"seen": seen, "new_state": "active"})
    assert {row[2] for row in said()} == {"retired"}

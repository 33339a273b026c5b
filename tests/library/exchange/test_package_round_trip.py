"""A package from one installation to another: new, changed, both changed, withdrawn; and back again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Office, User
from speeches.library.actions import NO_SORTING, edit_entry, record_use, rename_tag, retire_entry
from speeches.library.exchange.package import open_package
from speeches.library.models import Entry, Outline, PackageImport, Receipt, Theme
from tests.library.factories import ENUMERATION, make_entry, make_outline

from .files import counts_of, library, publish, send_package, take_package, told

pytestmark = pytest.mark.usefixtures("trusted")
Empty = Callable[[], None]


def undo(client: Client, arrival: PackageImport) -> Any:
    return client.post(reverse("package-import-undo", args=[arrival.pk]), follow=True)


@pytest.fixture
def versions(publisher: User, elsewhere: Empty) -> list[bytes]:
    """Three packages of one passage: as written, as changed, as withdrawn (beside another that stays)."""
    passage = make_entry(publisher.office, "小切口整治", "从群众身边的事抓起。")
    make_entry(publisher.office, "“三个始终”", ENUMERATION, kind="enumeration").themes.add(
        Theme.objects.create(name="工作方法")
    )
    packages = [publish(publisher)]
    passage.title = "小切口、大整治"
    edit_entry(passage, "从群众身边的事抓起，从具体人具体事改起。", by=publisher, sorting=NO_SORTING)
    packages.append(publish(publisher))
    retire_entry(passage, by=publisher)
    packages.append(publish(publisher))
    elsewhere()
    return packages


def passage() -> Entry:
    return Entry.objects.get(kind="passage")


def edit_here(curator: User, text: str = "本单位改写的文字。") -> Entry:
    return edit_entry(passage(), text, by=curator, sorting=NO_SORTING)


def test_all_that_ships_arrives_as_it_was(
    writer: Client, publisher: User, office: Office, elsewhere: Empty, shipped: Path
):
    call_command("load_library", shipped, office=publisher.office.name, verbosity=0)
    before = {row[0] for row in library()}
    data = publish(publisher)
    elsewhere()
    take_package(writer, data)
    assert {row[0] for row in library()} == before
    assert set(Entry.objects.values_list("office", "state")) == {(office.pk, "active")}
    assert not {"new", "changed", "conflict"} & set(counts_of(writer, data))


def test_importing_twice_changes_nothing(writer: Client, versions: list[bytes]):
    take_package(writer, versions[0])
    before, history = library(), Entry.history.count()
    assert "不需要导入" in told(send_package(writer, versions[0]))
    arrival = take_package(writer, versions[0])
    assert arrival.counts == {"same": 2}
    assert library() == before
    assert Entry.history.count() == history


def test_themes_come_along_once(writer: Client, versions: list[bytes]):
    take_package(writer, versions[0])
    take_package(writer, versions[1])
    assert [theme.name for theme in Theme.objects.all()] == ["工作方法"]


def test_theme_renamed_here_is_no_difference(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[0])
    rename_tag(Theme.objects.get(), "方法", by=curator)
    assert counts_of(writer, versions[0]) == {"same": 2}


def test_new_ones_may_wait_for_their_curator(writer: Client, versions: list[bytes]):
    take_package(writer, versions[0], new_state="pending")
    assert set(Entry.objects.values_list("state", flat=True)) == {"pending"}


def test_what_was_left_out_stays_out(writer: Client, versions: list[bytes]):
    [first, _] = open_package(versions[0]).entries
    take_package(writer, versions[0], skip=[first["id"]])
    assert [str(key) for key in Entry.objects.values_list("pk", flat=True)] != [first["id"]]
    assert Entry.objects.count() == 1


def test_change_of_theirs_is_shown_and_taken(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[0])
    key = passage().content["paragraphs"][0]["key"]
    page = told(send_package(writer, versions[1]))
    assert "对方有改动 1" in page
    take_package(writer, versions[1])
    entry = passage()
    assert (entry.title, entry.version) == ("小切口、大整治", 2)
    assert entry.content["paragraphs"][0]["key"] == key
    newest = entry.history.latest()
    assert (newest.history_user, newest.history_change_reason) == (curator, "导入清江省纪委监委的素材包")


def test_change_of_theirs_may_be_left(writer: Client, versions: list[bytes]):
    take_package(writer, versions[0])
    take_package(writer, versions[1], skip=[passage().pk])
    assert passage().version == 1
    assert counts_of(writer, versions[1]) == {"same": 1, "kept": 1}


def test_our_change_alone_is_kept(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[0])
    edit_here(curator)
    assert counts_of(writer, versions[0]) == {"same": 1, "kept": 1}


def test_conflict_is_shown_and_ours_is_kept(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[0])
    edit_here(curator)
    answer = send_package(writer, versions[1])
    page = told(answer)
    assert "与本单位的不同 1" in page
    assert "<del>" in answer.content.decode()
    take_package(writer, versions[1])
    assert passage().text == "本单位改写的文字。"
    assert counts_of(writer, versions[1]) == {"same": 1, "kept": 1}


def test_conflict_kept_once_is_a_conflict_again_when_they_change_again(
    writer: Client, versions: list[bytes], curator: User, publisher: User
):
    take_package(writer, versions[0])
    edit_here(curator)
    take_package(writer, versions[1])
    assert counts_of(writer, versions[0]) == {"same": 1, "conflict": 1}


def test_conflict_may_be_decided_for_them(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[0])
    entry = edit_here(curator)
    take_package(writer, versions[1], take=[entry.pk])
    assert (passage().title, passage().version) == ("小切口、大整治", 3)
    assert passage().history.filter(text="本单位改写的文字。").exists()


def test_withdrawn_is_retired_here(writer: Client, versions: list[bytes]):
    take_package(writer, versions[1])
    assert "对方已停用 1" in told(send_package(writer, versions[2]))
    take_package(writer, versions[2])
    assert passage().state == "retired"
    assert "不需要导入" in told(send_package(writer, versions[2]))


def test_withdrawn_but_changed_here_stays_in_use(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[1])
    edit_here(curator)
    take_package(writer, versions[2])
    assert passage().state == "active"
    assert counts_of(writer, versions[2]) == {"same": 1, "kept": 1}


def test_retired_here_stays_retired(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[0])
    retire_entry(passage(), by=curator)
    take_package(writer, versions[1])
    assert (passage().state, passage().title) == ("retired", "小切口、大整治")


def test_outlines_arrive_and_change(writer: Client, publisher: User, elsewhere: Empty):
    outline = make_outline(publisher.office)
    make_entry(publisher.office)
    first = publish(publisher)
    outline.name, outline.version = "新名称", 2
    outline.save()
    second = publish(publisher)
    elsewhere()
    take_package(writer, first)
    assert Outline.objects.get().occasion.name == "半年工作会议"
    assert len(Outline.objects.get().rows()) == 5
    take_package(writer, second)
    assert (Outline.objects.get().name, Outline.objects.get().version) == ("新名称", 2)
    undo(writer, PackageImport.objects.latest("created_at"))
    assert Outline.objects.get().name == "半年工作会议讲话"


def test_undoing_removes_what_came(writer: Client, versions: list[bytes]):
    arrival = take_package(writer, versions[0])
    assert "删去 2 条" in undo(writer, arrival).content.decode()
    assert not Entry.objects.exists()
    assert not Receipt.objects.exists()
    take_package(writer, versions[0])
    assert Entry.objects.count() == 2


def test_undoing_restores_what_was_changed(writer: Client, versions: list[bytes]):
    take_package(writer, versions[0])
    undo(writer, take_package(writer, versions[1]))
    entry = passage()
    assert (entry.title, entry.text, entry.version) == ("小切口整治", "从群众身边的事抓起。", 3)
    # The text is theirs again: their change can be taken another time.
    assert counts_of(writer, versions[1]) == {"same": 1, "changed": 1}


def test_undoing_restores_what_was_decided_for_them(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[0])
    entry = edit_here(curator)
    undo(writer, take_package(writer, versions[1], take=[entry.pk]))
    assert passage().text == "本单位改写的文字。"
    assert counts_of(writer, versions[1]) == {"same": 1, "conflict": 1}


def test_undoing_asks_again_about_what_was_kept(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[0])
    edit_here(curator)
    undo(writer, take_package(writer, versions[1]))
    assert counts_of(writer, versions[1]) == {"same": 1, "conflict": 1}


def test_undoing_puts_the_withdrawn_back_in_use(writer: Client, versions: list[bytes]):
    take_package(writer, versions[1])
    undo(writer, take_package(writer, versions[2]))
    assert passage().state == "active"


def test_undoing_leaves_what_was_edited_since(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[0])
    arrival = take_package(writer, versions[1])
    edit_here(curator)
    assert "导入后又改过，保留 1 条" in undo(writer, arrival).content.decode()
    assert passage().text == "本单位改写的文字。"


def test_undoing_retires_what_was_used(writer: Client, versions: list[bytes], curator: User):
    arrival = take_package(writer, versions[0])
    record_use(passage(), 1, curator)
    undo(writer, arrival)
    assert [entry.state for entry in Entry.objects.all()] == ["retired"]


def test_undone_once_only(writer: Client, versions: list[bytes]):
    arrival = take_package(writer, versions[0])
    undo(writer, arrival)
    assert "已经撤回" in undo(writer, arrival).content.decode()
    verbs = set(ActionLog.objects.values_list("verb", flat=True))
    assert {"export-package", "import-package", "undo-package", "trust-package-key"} <= verbs


def test_changed_since_the_preview_is_shown_again(writer: Client, versions: list[bytes], curator: User):
    take_package(writer, versions[0])
    send_package(writer, versions[1])
    arrival = PackageImport.objects.latest("created_at")
    edit_here(curator)
    answer = writer.post(arrival.get_absolute_url(), {"seen": "anything", "new_state": "active"})
    assert answer.status_code == 422
    assert "素材库有了变化" in told(answer)
    assert passage().text == "本单位改写的文字。"


def test_entry_of_another_office_here_is_never_touched(
    writer: Client, publisher: User, office: Office, key: object
):
    """Both offices in one database: what is not published to us becomes an entry of our own."""
    entry = make_entry(publisher.office, "省里的")
    data = publish(publisher)
    take_package(writer, data)
    entry.refresh_from_db()
    assert (entry.office, entry.version) == (publisher.office, 1)
    own = Entry.objects.get(office=office)
    assert (own.title, own.pk != entry.pk) == ("省里的", True)
    assert "不需要导入" in told(send_package(writer, data))


def test_what_we_read_anyway_is_not_copied(writer: Client, publisher: User, office: Office):
    office.parent = publisher.office
    office.save()
    make_entry(publisher.office, "省里发布的", scope="subtree")
    assert counts_of(writer, publish(publisher)) == {"elsewhere": 1}

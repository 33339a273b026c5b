"""Loading what ships with the product."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from speeches.accounts.models import Office, User
from speeches.library.actions import Sorting, edit_entry, retire_entry
from speeches.library.loading import load_library
from speeches.library.models import Entry, Occasion, Outline, Theme

from .factories import ENUMERATION

ID = "11111111-1111-4111-8111-111111111111"


def entry_row(**fields: Any) -> dict[str, Any]:
    return {
        "id": ID,
        "kind": "enumeration",
        "function": "经验",
        "title": "“三个始终”",
        "text": ENUMERATION,
        "themes": ["工作方法"],
        "occasions": ["全会"],
        "audience": "市",
        "source": "",
        "valid_from": "2026-01-01",
        **fields,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "themes", ["工作方法"])
    write(tmp_path, "occasions", [{"name": "全会", "order": 3}])
    write(tmp_path, "entries", [entry_row()])
    return tmp_path


def write(folder: Path, stem: str, rows: list[Any]) -> None:
    (folder / f"{stem}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> None:
    call_command("load_library", folder, verbosity=0)


def test_a_row_becomes_an_entry_in_use(folder: Path, office: Office):
    load(folder)
    entry = Entry.objects.get(pk=UUID(ID))
    assert (entry.office, entry.state, entry.scope, entry.version) == (office, "active", "subtree", 1)
    assert [marker for marker, _ in entry.items] == ["一是", "二是", "三是"]
    assert [theme.name for theme in entry.themes.all()] == ["工作方法"]
    assert Occasion.objects.get().order == 3


def test_second_time_changes_nothing(folder: Path, office: Office):
    load(folder)
    before = Entry.objects.values().get()
    load(folder)
    assert Entry.objects.values().get() == before
    assert Entry.history.count() == 1


def test_upgrade_renews_what_nobody_touched(folder: Path, office: Office):
    load(folder)
    write(folder, "entries", [entry_row(title="新题目")])
    load(folder)
    entry = Entry.objects.get()
    assert (entry.title, entry.version) == ("新题目", 2)


def test_upgrade_never_overwrites_a_local_edit(folder: Path, office: Office, curator: User):
    load(folder)
    entry = Entry.objects.get()
    entry.title = "本单位改过"
    edit_entry(entry, entry.text, by=curator, sorting=Sorting())
    write(folder, "entries", [entry_row(title="新题目")])
    load(folder)
    assert Entry.objects.get().title == "本单位改过"
    assert not Entry.objects.get().themes.exists()


def test_upgrade_does_not_bring_back_what_was_retired(folder: Path, office: Office, curator: User):
    load(folder)
    retire_entry(Entry.objects.get(), by=curator)
    write(folder, "entries", [entry_row(title="新题目")])
    load(folder)
    assert Entry.objects.get().state == "retired"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "poem"}, "poem"),
        ({"function": ""}, "第 2 条"),
        ({"themes": ["没有的主题"]}, "没有的主题"),
        ({"id": "not-a-uuid"}, "第 2 条"),
        ({"title": "字" * 100}, "第 2 条"),
        ({"text": ""}, "第 2 条"),
        ({"valid_from": "去年"}, "第 2 条"),
    ],
)
def test_bad_row_is_named_and_nothing_is_stored(folder: Path, office: Office, fields: dict, words: str):
    bad = {**entry_row(id="22222222-2222-4222-8222-222222222222"), **fields}
    write(folder, "entries", [entry_row(), bad])
    with pytest.raises(CommandError, match=words):
        load(folder)
    assert not Entry.objects.exists()
    assert not Theme.objects.exists()


def test_missing_field_is_named(folder: Path, office: Office):
    row = entry_row()
    del row["title"]
    write(folder, "entries", [row])
    with pytest.raises(CommandError, match="缺少 title"):
        load(folder)


@pytest.mark.parametrize("content", ["{", '{"a": 1}'])
def test_broken_file_is_named(folder: Path, office: Office, content: str):
    (folder / "entries.json").write_text(content)
    with pytest.raises(CommandError, match=r"entries\.json"):
        load(folder)


def test_unknown_file_is_refused(folder: Path, office: Office):
    write(folder, "poems", [])
    with pytest.raises(CommandError, match="不认识"):
        load(folder)


def test_without_an_office_one_is_made(folder: Path, db: None):
    load(folder)
    assert Entry.objects.get().office.name == "本单位"


def test_an_unknown_office_is_refused(folder: Path, db: None):
    with pytest.raises(CommandError, match="请先建立"):
        call_command("load_library", folder, office="没有", verbosity=0)


def test_what_ships_loads(db: None):
    call_command("load_library", verbosity=0)
    assert Entry.objects.count() >= 60
    assert Outline.objects.count() >= 6
    assert all(entry.manuscript.to_text() == entry.text for entry in Entry.objects.all())
    assert all(entry.items for entry in Entry.objects.filter(kind="enumeration"))
    for outline in Outline.objects.all():
        assert len(outline.rows()) == len(outline.slots)


def test_files_in_a_folder_named_after_what_they_hold_are_loaded(office: Office, tmp_path: Path) -> None:
    (tmp_path / "entries").mkdir()
    rows = json.dumps([entry_row(themes=[], occasions=[])], ensure_ascii=False)
    (tmp_path / "entries" / "slogans.json").write_text(rows, encoding="utf-8")
    assert load_library([tmp_path], office) == {"新增": 1}
    assert Entry.objects.get().title == "“三个始终”"

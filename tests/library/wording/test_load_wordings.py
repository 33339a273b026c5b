"""Expressions and confusables that ship with the product."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from speeches.accounts.models import Office, User
from speeches.library.actions import edit_wording, retire_wording
from speeches.library.models import Confusable, Expression

ID = "11111111-1111-4111-8111-111111111111"
OTHER = "22222222-2222-4222-8222-222222222222"


def expression_row(**fields: Any) -> dict[str, Any]:
    empty = {"members": [], "wrong_forms": [], "since": None, "until": None, "successor": "", "note": ""}
    told = {"id": ID, "text": "“四个意识”", "source": "", "is_certain": True, "is_set_name": True}
    return {**told, **empty, **fields}


def confusable_row(**fields: Any) -> dict[str, Any]:
    told = {"id": OTHER, "wrong": "浮燥", "right": "浮躁", "pattern": "", "unless": "", "severity": "must"}
    return {**told, "since": None, "until": None, "note": "", "is_certain": True, **fields}


def form(**fields: Any) -> dict[str, Any]:
    told = {"text": "四种意识", "use": "wrong", "pattern": "", "right": "", "since": None}
    return {**told, "until": None, "note": "", **fields}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "expressions", [expression_row(wrong_forms=[form()])])
    write(tmp_path, "confusables", [confusable_row()])
    return tmp_path


def write(folder: Path, stem: str, rows: list[Any]) -> None:
    (folder / f"{stem}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> None:
    call_command("load_library", folder, verbosity=0)


def test_rows_are_stored_for_all_below(folder: Path, office: Office):
    load(folder)
    row, wrong = Expression.objects.get(), Confusable.objects.get()
    assert (str(row.pk), row.office, row.scope, row.state) == (ID, office, "subtree", "active")
    assert [each.text for each in row.forms()] == ["四种意识"]
    assert (wrong.right, wrong.severity) == ("浮躁", "must")
    assert row.history.get().history_change_reason == "随产品装入"


def test_second_time_changes_nothing(folder: Path, office: Office):
    load(folder)
    before = list(Expression.objects.values()) + list(Confusable.objects.values())
    load(folder)
    assert list(Expression.objects.values()) + list(Confusable.objects.values()) == before
    assert Expression.history.count() == 1


def test_an_upgrade_renews_what_nobody_touched(folder: Path, office: Office):
    load(folder)
    before = Expression.objects.get().updated_at
    write(folder, "expressions", [expression_row(note="新说明")])
    load(folder)
    row = Expression.objects.get()
    assert (row.note, row.version, row.wrong_forms, row.history.count()) == ("新说明", 2, [], 2)
    assert row.updated_at > before
    assert not row.is_edited_here


def test_an_upgrade_never_overwrites_a_local_edit(folder: Path, office: Office, curator: User):
    load(folder)
    row = Expression.objects.get()
    row.note = "本单位改过"
    edit_wording(row, by=curator)
    write(folder, "expressions", [expression_row(note="新说明")])
    load(folder)
    assert Expression.objects.get().note == "本单位改过"


def test_an_upgrade_does_not_bring_back_what_is_out_of_use(folder: Path, office: Office, curator: User):
    load(folder)
    retire_wording(Confusable.objects.get(), by=curator)
    write(folder, "confusables", [confusable_row(note="新说明")])
    load(folder)
    assert (Confusable.objects.get().state, Confusable.objects.get().note) == ("retired", "新说明")


@pytest.mark.parametrize(
    ("stem", "row", "words"),
    [
        ("expressions", expression_row(text="字" * 300), "第 1 条（字"),
        ("expressions", expression_row(text=""), "第 1 条"),
        ("expressions", expression_row(wrong_forms=[form(use="poem")]), "poem"),
        ("expressions", expression_row(wrong_forms=[form(pattern="(")]), "匹配式"),
        ("expressions", expression_row(since="2026-01-01", until="2020-01-01"), "过时日期"),
        ("expressions", expression_row(since="去年"), "第 1 条"),
        ("confusables", confusable_row(severity="fatal"), "fatal"),
        ("confusables", confusable_row(unless="(a+)+b"), "太慢"),
        ("confusables", {"id": OTHER}, "缺少 wrong"),
        ("confusables", "浮燥", "第 1 条"),
        ("confusables", confusable_row(id="no"), "第 1 条"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_stored(
    folder: Path, office: Office, stem: str, row: Any, words: str
):
    write(folder, stem, [row])
    with pytest.raises(CommandError, match=words):
        load(folder)
    assert not Expression.objects.exists()
    assert not Confusable.objects.exists()


def test_a_number_that_stands_twice_is_refused(folder: Path, office: Office):
    write(folder, "expressions", [expression_row(), expression_row(note="另一条")])
    with pytest.raises(CommandError, match="两次"):
        load(folder)


def test_queries_do_not_grow_with_the_rows(folder: Path, office: Office, django_assert_max_num_queries):
    rows = [expression_row(id=f"11111111-1111-4111-8111-{n:012}", text=f"提法{n}") for n in range(300)]
    write(folder, "expressions", rows)
    with django_assert_max_num_queries(60):
        load(folder)
    with django_assert_max_num_queries(50):
        load(folder)
    assert Expression.objects.count() == 300

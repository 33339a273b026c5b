"""What a table would change, row by row. Reads the library, writes nothing."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterable
from copy import copy
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from speeches.accounts.models import Office, User
from speeches.library.permissions import create_refusal
from speeches.manuscript.pieces import Piece, compare_texts

from .columns import ID, VERSION
from .sheets import Row


class Outcome(TextChoices):
    NEW = "new", "新增"
    CHANGED = "changed", "有改动"
    SAME = "same", "未变"
    FAULT = "fault", "有问题"


class Change(NamedTuple):
    column: str
    old: str
    new: str

    @property
    def pieces(self) -> list[Piece]:
        return compare_texts(self.old, self.new)


class RowPlan(NamedTuple):
    """What one row means. `target` is set as the row says and not saved; None for a fault."""

    number: int
    outcome: Outcome
    title: str
    target: Any = None
    changes: tuple[Change, ...] = ()
    note: str = ""


class SheetPlan(NamedTuple):
    rows: list[RowPlan]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.outcome for row in self.rows)
        return {outcome.value: found[outcome] for outcome in Outcome}

    @property
    def digest(self) -> str:
        """Another one as soon as confirming would do something else than what was shown."""
        shown = [(row.number, row.outcome, row.changes, row.note) for row in self.rows]
        versions = [row.target.version if row.target else 0 for row in self.rows]
        return hashlib.sha256(json.dumps([shown, versions], ensure_ascii=False).encode()).hexdigest()

    def of(self, outcome: Outcome) -> list[RowPlan]:
        return [row for row in self.rows if row.outcome == outcome]


class Comparison:
    """One table against what one person may see. A fixed number of queries; each kind of table says how."""

    model: Any
    columns: Any
    noun: str
    title: str

    def __init__(self, rows: Iterable[Row], user: User, office: Office) -> None:
        self.rows, self.user, self.office = list(rows), user, office
        ids = {key for row in self.rows if (key := self.read_id(row.values.get(ID, "")))}
        self.stored = {target.pk: target for target in self.named(ids)}
        self.known = self.own_keys()
        self.seen: set[Any] = set()

    # What the kinds of tables differ in.

    @staticmethod
    def read_id(value: str) -> Any:
        """Return the number that stands in a cell, None for anything else."""
        return as_uuid(value)

    @staticmethod
    def import_refusal(user: User, office: Office | None) -> str:
        """May this person bring such tables into this office?"""
        return create_refusal(user, office)

    def named(self, ids: set[Any]) -> Iterable[Any]:
        """Return what a person may see of these numbers."""
        return self.model.objects.visible_to(self.user).filter(pk__in=ids).select_related("office")

    def own_keys(self) -> set[tuple[str, ...]]:
        """Return what is there already; a new row that says the same is none."""
        raise NotImplementedError

    def key(self, target: Any) -> tuple[str, ...]:
        raise NotImplementedError

    def blank(self) -> Any:
        return self.model(office=self.office)

    def check(self, target: Any, row: Row) -> str:
        """Return what is wrong with a target beyond its single cells."""
        raise NotImplementedError

    def refusal(self, target: Any) -> str:
        raise NotImplementedError

    # What they have in common.

    def plan(self) -> SheetPlan:
        return SheetPlan([self.plan_row(row) for row in self.rows])

    def plan_row(self, row: Row) -> RowPlan:
        title = row.values.get(self.title, "")
        fault = row.fault or self.id_fault(row)
        if fault:
            return RowPlan(row.number, Outcome.FAULT, title, note=fault)
        if row.values.get(ID):
            return self.plan_existing(row, self.stored[self.read_id(row.values[ID])])
        return self.plan_new(row)

    def id_fault(self, row: Row) -> str:
        if not row.values.get(ID):
            return ""
        key = self.read_id(row.values[ID])
        if key is None or key not in self.stored:
            return f"没有编号为“{row.values[ID][:40]}”的{self.noun}。新增的行请把编号留空。"
        if key in self.seen:
            return "这个编号在表里出现了不止一次。"
        self.seen.add(key)
        return ""

    def plan_existing(self, row: Row, stored: Any) -> RowPlan:
        before, target = self.columns.show(stored, is_whole=False), copy(stored)
        if fault := self.fill(target, row):
            return RowPlan(row.number, Outcome.FAULT, str(stored), note=fault)
        changes = changed(before, self.columns.show(target, is_whole=False))
        if not changes:
            return RowPlan(row.number, Outcome.SAME, str(stored), stored)
        if refusal := self.refusal(stored) or stale(row, stored, self.noun):
            return RowPlan(row.number, Outcome.FAULT, str(stored), changes=changes, note=refusal)
        return RowPlan(row.number, Outcome.CHANGED, str(stored), target, changes)

    def plan_new(self, row: Row) -> RowPlan:
        target = self.blank()
        if fault := self.fill(target, row):
            return RowPlan(row.number, Outcome.FAULT, row.values.get(self.title, ""), note=fault)
        key = self.key(target)
        if key in self.known:
            return RowPlan(row.number, Outcome.SAME, str(target), note=f"已有相同的{self.noun}，不重复新增。")
        self.known.add(key)
        shown = self.columns.show(target, is_whole=False)
        changes = tuple(Change(name, "", value) for name, value in shown.items() if value)
        return RowPlan(row.number, Outcome.NEW, str(target), target, changes)

    def fill(self, target: Any, row: Row) -> str:
        """Set a target as the row says; return what is wrong."""
        try:
            self.columns.import_instance(target, row.values)
        except ValidationError as error:
            names = {field.attribute: field.column_name for field in self.columns.fields.values()}
            told = (in_column(names[key], "；".join(found)) for key, found in error.message_dict.items())
            return f"{'；'.join(told)}。"
        return self.check(target, row)


def in_column(name: str, fault: str) -> str:
    """Say where a fault is: 类别“口号”不认识, 主题里没有“监督”, “题目”不能空着."""
    return f"{name}{fault}" if fault.startswith(("“", "里")) else f"“{name}”{fault}"


def as_uuid(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value) if value else None
    except ValueError:
        return None


def as_number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 18 else None


def changed(before: dict[str, str], after: dict[str, str]) -> tuple[Change, ...]:
    return tuple(
        Change(name, old, after[name]) for name, old in before.items() if tidy(old) != tidy(after[name])
    )


def tidy(value: str) -> str:
    """White space at the end of lines does not survive a table."""
    return "\n".join(line.rstrip() for line in value.split("\n")).strip()


def stale(row: Row, stored: Any, noun: str) -> str:
    """Was it changed after the table was exported?"""
    version = row.values.get(VERSION, "")
    if not version or version == str(stored.version):
        return ""
    return f"导出之后，这条{noun}已改到第 {stored.version} 版（表里是第 {version[:9]} 版）。请重新导出再改。"

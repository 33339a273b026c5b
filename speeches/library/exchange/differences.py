"""What a table would change, row by row. Reads the library, writes nothing."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterable
from copy import copy
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from speeches.accounts.models import Office, User
from speeches.library.fragments import read_fragment
from speeches.library.models import Entry
from speeches.library.permissions import edit_refusal

from .columns import ID, TEXT, VERSION, EntryColumns, with_tags
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


class RowPlan(NamedTuple):
    """What one row means. `entry` is set as the row says and not saved; None for a fault."""

    number: int
    outcome: Outcome
    title: str
    entry: Entry | None = None
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
        versions = [row.entry.version if row.entry else 0 for row in self.rows]
        return hashlib.sha256(json.dumps([shown, versions], ensure_ascii=False).encode()).hexdigest()

    def of(self, outcome: Outcome) -> list[RowPlan]:
        return [row for row in self.rows if row.outcome == outcome]


def plan_sheet(rows: Iterable[Row], user: User, office: Office) -> SheetPlan:
    """Compare a table with the library. A fixed number of queries."""
    return Comparison(list(rows), user, office).plan()


class Comparison:
    """One table against what one person may see."""

    def __init__(self, rows: list[Row], user: User, office: Office) -> None:
        self.rows, self.user, self.office = rows, user, office
        self.columns = EntryColumns()
        self.stored = self.entries_named()
        self.texts = set(Entry.objects.curated_by(user).values_list("kind", "title", "text"))
        self.seen: set[uuid.UUID] = set()

    def entries_named(self) -> dict[uuid.UUID, Entry]:
        ids = {key for row in self.rows if (key := as_uuid(row.values.get(ID, "")))}
        entries = Entry.objects.readable_by(self.user).filter(pk__in=ids).select_related("office")
        return {entry.pk: with_tags(entry) for entry in entries.prefetch_related("themes", "occasions")}

    def plan(self) -> SheetPlan:
        return SheetPlan([self.plan_row(row) for row in self.rows])

    def plan_row(self, row: Row) -> RowPlan:
        title = row.values.get("题目", "")
        fault = row.fault or self.id_fault(row)
        if fault:
            return RowPlan(row.number, Outcome.FAULT, title, note=fault)
        if row.values.get(ID):
            return self.plan_existing(row, self.stored[uuid.UUID(row.values[ID])])
        return self.plan_new(row)

    def id_fault(self, row: Row) -> str:
        if not row.values.get(ID):
            return ""
        key = as_uuid(row.values[ID])
        if key is None or key not in self.stored:
            return f"没有编号为“{row.values[ID][:40]}”的素材。新增的行请把编号留空。"
        if key in self.seen:
            return "这个编号在表里出现了不止一次。"
        self.seen.add(key)
        return ""

    def plan_existing(self, row: Row, stored: Entry) -> RowPlan:
        before, entry = self.columns.show(stored, is_whole=False), copy(stored)
        if fault := self.fill(entry, row):
            return RowPlan(row.number, Outcome.FAULT, stored.title, note=fault)
        changes = changed(before, self.columns.show(entry, is_whole=False))
        if not changes:
            return RowPlan(row.number, Outcome.SAME, stored.title, stored)
        if refusal := edit_refusal(self.user, stored) or stale(row, stored):
            return RowPlan(row.number, Outcome.FAULT, stored.title, changes=changes, note=refusal)
        return RowPlan(row.number, Outcome.CHANGED, stored.title, entry, changes)

    def plan_new(self, row: Row) -> RowPlan:
        entry = Entry(office=self.office)
        entry.chosen_themes, entry.chosen_occasions = [], []
        if fault := self.fill(entry, row):
            return RowPlan(row.number, Outcome.FAULT, row.values.get("题目", ""), note=fault)
        key = (entry.kind, entry.title, entry.text)
        if key in self.texts:
            return RowPlan(row.number, Outcome.SAME, entry.title, note="已有相同的素材，不重复新增。")
        self.texts.add(key)
        shown = self.columns.show(entry, is_whole=False)
        changes = tuple(Change(name, "", value) for name, value in shown.items() if value)
        return RowPlan(row.number, Outcome.NEW, entry.title, entry, changes)

    def fill(self, entry: Entry, row: Row) -> str:
        """Set an entry as the row says; return what is wrong."""
        try:
            self.columns.import_instance(entry, row.values)
        except ValidationError as error:
            names = {field.attribute: field.column_name for field in self.columns.fields.values()}
            told = (f"“{names[key]}”{'；'.join(found)}" for key, found in error.message_dict.items())
            return f"{'；'.join(told)}。"
        if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
            return "“有效至”早于“有效自”，请核对日期。"
        if TEXT in row.values and not read_fragment(entry.text).manuscript.paragraphs:
            return "没有读到正文：这里只有空行或网页广告。"
        return ""


def as_uuid(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value) if value else None
    except ValueError:
        return None


def changed(before: dict[str, str], after: dict[str, str]) -> tuple[Change, ...]:
    return tuple(
        Change(name, old, after[name]) for name, old in before.items() if tidy(old) != tidy(after[name])
    )


def tidy(value: str) -> str:
    """White space at the end of lines does not survive a table."""
    return "\n".join(line.rstrip() for line in value.split("\n")).strip()


def stale(row: Row, stored: Entry) -> str:
    """Was the entry changed after the table was exported?"""
    version = row.values.get(VERSION, "")
    if not version or version == str(stored.version):
        return ""
    return f"导出之后，这条素材已改到第 {stored.version} 版（表里是第 {version[:9]} 版）。请重新导出再改。"

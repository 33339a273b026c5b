"""How the rows of each kind of table are compared with the library."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from speeches.accounts.forms import LEFT_TOO_EARLY
from speeches.accounts.models import Office, Person, User
from speeches.accounts.permissions import NOT_LED, register_refusal
from speeches.library.fragments import read_fragment
from speeches.library.models import Confusable, Entry, Expression, Outline, Quotation, WhiteListEntry
from speeches.library.models.proofing import ListingState
from speeches.library.permissions import (
    edit_refusal,
    outline_refusal,
    quotation_refusal,
    white_list_refusal,
    wording_refusal,
)
from speeches.library.quotations import SHORTEST_ORIGINAL, as_one_line
from speeches.library.wordings import check_wording
from speeches.proofreading.registry import RULES

from .columns import TEXT, EntryColumns, with_tags
from .differences import Comparison, SheetPlan, as_number
from .sheets import Row, Sheet
from .tables import (
    ConfusableColumns,
    ExpressionColumns,
    OutlineColumns,
    PersonColumns,
    QuotationColumns,
    WhiteListColumns,
)

RULE_IDS = frozenset(rule.id for rule in RULES)


class EntryComparison(Comparison):
    model, noun, title = Entry, "素材", "题目"

    def __init__(self, rows: Iterable[Row], user: User, office: Office) -> None:
        # Anew for each table: a TagsWidget remembers the tags it has read.
        self.columns = EntryColumns()
        super().__init__(rows, user, office)

    def named(self, ids: set[uuid.UUID]) -> Iterable[Entry]:
        entries = Entry.objects.readable_by(self.user).filter(pk__in=ids).select_related("office")
        return [with_tags(entry) for entry in entries.prefetch_related("themes", "occasions")]

    def own_keys(self) -> set[tuple[str, ...]]:
        return set(Entry.objects.curated_by(self.user).values_list("kind", "title", "text"))

    def key(self, target: Entry) -> tuple[str, ...]:
        return target.kind, target.title, target.text

    def blank(self) -> Entry:
        entry = Entry(office=self.office)
        entry.chosen_themes, entry.chosen_occasions = [], []
        return entry

    def check(self, target: Entry, row: Row) -> str:
        if target.valid_from and target.valid_until and target.valid_until < target.valid_from:
            return "“有效至”早于“有效自”，请核对日期。"
        if TEXT in row.values and not read_fragment(target.text).manuscript.paragraphs:
            return "没有读到正文：这里只有空行或网页广告。"
        return ""

    def refusal(self, target: Entry) -> str:
        return edit_refusal(self.user, target)


class WordingComparison(Comparison):
    told: tuple[str, ...]

    def own_keys(self) -> set[tuple[str, ...]]:
        return set(self.model.objects.filter(office=self.office).values_list(*self.told))

    def key(self, target: Any) -> tuple[str, ...]:
        return tuple(getattr(target, name) for name in self.told)

    def check(self, target: Any, row: Row) -> str:
        try:
            check_wording(target)
        except ValidationError as error:
            return f"{'；'.join(error.messages)}。"
        return ""

    def refusal(self, target: Any) -> str:
        return wording_refusal(self.user, target)


class ExpressionComparison(WordingComparison):
    model, columns, noun, title, told = Expression, ExpressionColumns(), "提法", "提法", ("text",)


class ConfusableComparison(WordingComparison):
    model, columns, noun, title, told = Confusable, ConfusableColumns(), "易错词", "错", ("wrong", "pattern")


class OutlineComparison(Comparison):
    model, noun, title = Outline, "提纲", "名称"

    def __init__(self, rows: Iterable[Row], user: User, office: Office) -> None:
        # As for entries: what it has read of the occasions is for this table.
        self.columns = OutlineColumns()
        super().__init__(rows, user, office)

    def named(self, ids: set[uuid.UUID]) -> Iterable[Outline]:
        found = Outline.objects.visible_to(self.user).filter(pk__in=ids)
        return found.select_related("office", "occasion")

    def own_keys(self) -> set[tuple[str, ...]]:
        return set(Outline.objects.filter(office=self.office).values_list("name", "occasion__name"))

    def key(self, target: Outline) -> tuple[str, ...]:
        return target.name, target.occasion.name

    def check(self, target: Outline, row: Row) -> str:
        return ""

    def refusal(self, target: Outline) -> str:
        return outline_refusal(self.user, target)


class QuotationComparison(Comparison):
    model, columns, noun, title = Quotation, QuotationColumns(), "原文", "原文"

    @staticmethod
    def read_id(value: str) -> int | None:
        return as_number(value)

    def own_keys(self) -> set[tuple[str, ...]]:
        self.kept = dict(
            Quotation.objects.filter(office=self.office, is_removed=False).values_list("text", "pk")
        )
        return {(text,) for text in self.kept}

    def key(self, target: Quotation) -> tuple[str, ...]:
        return (target.text,)

    def check(self, target: Quotation, row: Row) -> str:
        target.text = as_one_line(target.text)
        if len(target.text) < SHORTEST_ORIGINAL:
            return "原文太短，请录完整的一句。"
        known = self.kept.get(target.text, target.pk)
        return "" if target.pk in (None, known) else "本单位已录有这条原文，请直接修改那一条。"

    def refusal(self, target: Quotation) -> str:
        return quotation_refusal(self.user, target.office)


class WhiteListComparison(Comparison):
    model, columns, noun, title = WhiteListEntry, WhiteListColumns(), "白名单", "不再提示的文字"

    @staticmethod
    def read_id(value: str) -> int | None:
        return as_number(value)

    def own_keys(self) -> set[tuple[str, ...]]:
        rows = WhiteListEntry.objects.filter(office=self.office).values_list("rule", "text", "pk")
        self.kept = {(rule, text): pk for rule, text, pk in rows}
        return set(self.kept)

    def key(self, target: WhiteListEntry) -> tuple[str, ...]:
        return target.rule, target.text

    def blank(self) -> WhiteListEntry:
        return WhiteListEntry(office=self.office, state=ListingState.ACTIVE)

    def check(self, target: WhiteListEntry, row: Row) -> str:
        if target.rule not in RULE_IDS:
            return f"没有编号为“{target.rule}”的校对规则，请照导出的表格写。"
        known = self.kept.get(self.key(target), target.pk)
        return "" if target.pk in (None, known) else "白名单里已有这条规则的这些文字，请直接修改那一条。"

    def refusal(self, target: WhiteListEntry) -> str:
        return white_list_refusal(self.user, target.office)


class PersonComparison(Comparison):
    model, columns, noun, title = Person, PersonColumns(), "人员", "姓名"

    @staticmethod
    def read_id(value: str) -> int | None:
        return as_number(value)

    @staticmethod
    def import_refusal(user: User, office: Office | None) -> str:
        return register_refusal(user, office) if office else NOT_LED

    def named(self, ids: set[Any]) -> Iterable[Person]:
        return Person.objects.kept().filter(office=self.office, pk__in=ids).select_related("office")

    def own_keys(self) -> set[tuple[str, ...]]:
        rows = Person.objects.kept().filter(office=self.office)
        self.kept = {self.key(row): row.pk for row in rows}
        return set(self.kept)

    def key(self, target: Person) -> tuple[str, ...]:
        return target.name, target.post, str(target.since or "")

    def check(self, target: Person, row: Row) -> str:
        # As the form does: “王 芳” is written without the space in a text.
        target.name = "".join(target.name.split())
        if target.since and target.until and target.until <= target.since:
            return LEFT_TOO_EARLY
        known = self.kept.get(self.key(target), target.pk)
        told = f"名册里已有{target.name}（{target.post}），请直接修改那一条。"
        return "" if target.pk in (None, known) else told

    def refusal(self, target: Person) -> str:
        return register_refusal(self.user, target.office)


COMPARISONS: dict[str, type[Comparison]] = {
    "entries": EntryComparison,
    "expressions": ExpressionComparison,
    "confusables": ConfusableComparison,
    "outlines": OutlineComparison,
    "quotations": QuotationComparison,
    "white-list": WhiteListComparison,
    "people": PersonComparison,
}


def plan_sheet(sheet: Sheet, user: User, office: Office) -> SheetPlan:
    """Compare a table with the library. A fixed number of queries."""
    return COMPARISONS[sheet.layout.noun](sheet.rows, user, office).plan()

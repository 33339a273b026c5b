"""How the rows of each kind of table are compared with the library."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from speeches.accounts.models import Office, User
from speeches.library.fragments import read_fragment
from speeches.library.models import Confusable, Entry, Expression, Outline
from speeches.library.permissions import edit_refusal, outline_refusal, wording_refusal
from speeches.library.wordings import check_wording

from .columns import TEXT, EntryColumns, with_tags
from .differences import Comparison, SheetPlan
from .sheets import Row, Sheet
from .tables import ConfusableColumns, ExpressionColumns, OutlineColumns


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


COMPARISONS: dict[str, type[Comparison]] = {
    "entries": EntryComparison,
    "expressions": ExpressionComparison,
    "confusables": ConfusableComparison,
    "outlines": OutlineComparison,
}


def plan_sheet(sheet: Sheet, user: User, office: Office) -> SheetPlan:
    """Compare a table with the library. A fixed number of queries."""
    return COMPARISONS[sheet.layout.noun](sheet.rows, user, office).plan()

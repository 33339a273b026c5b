"""The columns of a table of entries: their Chinese names, how values are shown and read.

django-import-export's fields and widgets; nothing here writes to the database (see `storing`).
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Choices
from import_export import fields, resources, widgets

from speeches.library.forms import TEXT_LIMIT
from speeches.library.models import Entry, Occasion, Theme
from speeches.manuscript.punctuation import quoted

DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
APART = re.compile(r"[；;\n]")
FINELY_APART = re.compile(r"[、，,；;\n]")


class TextWidget(widgets.Widget):
    def __init__(self, limit: int, *, is_required: bool = False) -> None:
        super().__init__()
        self.limit, self.is_required = limit, is_required

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        if self.is_required and not value.strip():
            raise ValueError("不能空着")
        if len(value) > self.limit:
            raise ValueError(f"最多 {self.limit} 字，现在是 {len(value)} 字")
        return value

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class ChoiceWidget(widgets.Widget):
    """Shows the label; reads the label or what is stored."""

    def __init__(self, choices: type[Choices], empty: Any = None) -> None:
        super().__init__()
        self.labels = {value: str(label) for value, label in choices.choices}
        self.empty = empty

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        if not value and self.empty is not None:
            return self.empty
        known = {text: stored for stored, label in self.labels.items() for text in (label, str(stored))}
        if value not in known:
            raise ValueError(f"“{value}”不认识，只能写{'、'.join(self.labels.values())}")
        return known[value]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value == self.empty else self.labels.get(value, str(value or ""))


class DateWidget(widgets.Widget):
    def clean(self, value: str, row: Any = None, **kwargs: Any) -> date | None:
        if not value:
            return None
        found = DATE.fullmatch(value)
        try:
            return date(*map(int, found.groups())) if found else date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"“{value}”不是日期，请写成 2026-07-18") from None

    def render(self, value: date | None, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class TagsWidget(widgets.Widget):
    """Names with ； between them. Reads each name from the database once."""

    def __init__(self, model: type[Theme | Occasion]) -> None:
        super().__init__()
        self.model = model
        self.known: dict[str, Theme | Occasion] | None = None

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[Theme | Occasion]:
        names = [name.strip() for part in APART.split(value) for name in self.names(part.strip())]
        tags = [self.named(name) for name in names if name]
        return sorted(set(tags), key=lambda tag: (tag.order, tag.pk))

    def names(self, part: str) -> list[str]:
        """A name may hold a 、 itself."""
        return [part] if self.find(part) else FINELY_APART.split(part)

    def find(self, name: str) -> Theme | Occasion | None:
        if self.known is None:
            tags = list(self.model.objects.all())
            former = {old: tag for tag in tags for old in tag.former_names}
            self.known = {**former, **{tag.name: tag for tag in tags}}
        return self.known.get(name)

    def named(self, name: str) -> Theme | Occasion:
        tag = self.find(name)
        if tag is None:
            raise ValueError(f"里没有{quoted(name)}，请先在“素材管理”中建立")
        return tag

    def render(self, value: Iterable[Theme | Occasion] | None, obj: Any = None, **kwargs: Any) -> str:
        return "；".join(tag.name for tag in value or ())


def text_column(attribute: str, name: str, limit: int, *, is_required: bool = False) -> fields.Field:
    return fields.Field(attribute, name, TextWidget(limit, is_required=is_required))


def choice_column(attribute: str, name: str, choices: type[Choices], empty: Any = None) -> fields.Field:
    return fields.Field(attribute, name, ChoiceWidget(choices, empty))


def info_column(attribute: str, name: str, widget: widgets.Widget | None = None) -> fields.Field:
    """A column for information: what is written there is not imported."""
    return fields.Field(attribute, f"{name}（只读）", widget or TextWidget(0), readonly=True)


class EntryColumns(resources.Resource):
    """`chosen_themes` and `chosen_occasions` are set on the entry by `with_tags` and by importing."""

    pk = fields.Field("pk", "编号", TextWidget(36), readonly=True)
    kind = choice_column("kind", "类别", Entry.Kind)
    title = text_column("title", "题目", 80, is_required=True)
    function = choice_column("function", "作用", Entry.Function)
    text = text_column("text", "正文", TEXT_LIMIT, is_required=True)
    themes = fields.Field("chosen_themes", "主题", TagsWidget(Theme))
    occasions = fields.Field("chosen_occasions", "场合", TagsWidget(Occasion))
    audience = choice_column("audience", "适用层级", Entry.Audience, "")
    quality = choice_column("quality", "质量", Entry.Quality, Entry.Quality.UNRATED)
    valid_from = fields.Field("valid_from", "有效自", DateWidget())
    valid_until = fields.Field("valid_until", "有效至", DateWidget())
    source = text_column("source", "出处", 200)
    source_level = choice_column("source_level", "讲话人层级", Entry.Audience, "")
    source_on = fields.Field("source_on", "讲话日期", DateWidget())
    state = info_column("state", "状态", ChoiceWidget(Entry.State))
    scope = info_column("scope", "可见范围", ChoiceWidget(Entry.Scope))
    office = info_column("office", "单位")
    version = info_column("version", "版本")

    # Resources copy their fields, so what a TagsWidget remembers lives as long as one table's reading.
    def show(self, entry: Entry, *, is_whole: bool = True) -> dict[str, str]:
        """Return what stands in the entry's row, by column; only what can be imported unless whole."""
        columns = (field for field in self.fields.values() if is_whole or not field.readonly)
        return {field.column_name: field.export(entry) for field in columns}


ID, TEXT, VERSION = "编号", "正文", "版本（只读）"
COLUMNS = tuple(field.column_name for field in EntryColumns().get_export_fields())


def with_tags(entry: Entry) -> Entry:
    """Prefetch the tags for many entries at once."""
    entry.chosen_themes, entry.chosen_occasions = list(entry.themes.all()), list(entry.occasions.all())
    return entry

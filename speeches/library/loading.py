"""Loading what ships with the product: themes, occasions, entries, outlines, wordings, as JSON.

Rows are known by their UUID. An upgrade renews a row only while nobody here has edited it; whether it is in
use stays this office's decision. All or nothing: a bad row is named and nothing is stored.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from speeches.accounts.models import Office
from speeches.manuscript.paragraph import Role
from speeches.manuscript.value import Front

from .actions import Sorting, sort_entry, write_text
from .models import Entry, Occasion, Outline, Theme
from .models.shared import Scope, Shipped
from .wordings import EDITED_HERE, NEW, RENEWED, SAME, WORDINGS, Shelf, digest_of

Row = Mapping[str, Any]


class LoadingError(ValueError):
    """A row or a file that cannot be loaded; the text names it."""


@transaction.atomic
def load_library(paths: Iterable[Path], office: Office) -> Counter[str]:
    """Load files, or folders of files, for an office; count what became of the rows. Raises LoadingError."""
    outcomes: Counter[str] = Counter()
    for path in in_order(paths):
        rows, noun = read_rows(path), noun_of(path)
        shelf = Shelf(WORDINGS[noun], rows, office) if noun in WORDINGS else None
        load = shelf.take if shelf else partial(LOADERS[noun], office=office)
        for number, row in enumerate(rows, start=1):
            try:
                outcomes[load(row)] += 1
            except (KeyError, TypeError, ValueError, ValidationError, Theme.DoesNotExist) as error:
                raise LoadingError(f"{path.name} 第 {number} 条{name_of(row)}：{reason_of(error)}") from error
        if shelf:
            shelf.store()
    return outcomes


def in_order(paths: Iterable[Path]) -> list[Path]:
    """Return the files that the paths mean, those first that others refer to. Raises LoadingError."""
    files = [file for path in paths for file in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    for file in files:
        if noun_of(file) not in NOUNS:
            known = "、".join(f"{noun}.json" for noun in NOUNS)
            raise LoadingError(f"不认识 {file.name}：只能是 {known}，或放在以它们命名的文件夹里。")
    if not files:
        raise LoadingError("没有找到可以装入的 .json 文件。")
    return sorted(files, key=lambda file: NOUNS.index(noun_of(file)))


def noun_of(file: Path) -> str:
    """Return what a file holds: entries.json and entries/slogans.json hold entries."""
    return file.stem if file.stem in NOUNS else file.parent.name


def read_rows(path: Path) -> list[Any]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LoadingError(f"{path.name} 读不出来：{error}") from error
    if not isinstance(rows, list):
        raise LoadingError(f"{path.name} 应是一个列表。")
    return rows


def name_of(row: Any) -> str:
    names = ("title", "name", "text", "wrong")
    name = next((row[key] for key in names if row.get(key)), "") if isinstance(row, dict) else row
    return f"（{name}）" if name else ""


def reason_of(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"缺少 {error.args[0]}"
    return "；".join(error.messages) if isinstance(error, ValidationError) else str(error)


def load_theme(row: Any, office: Office) -> str:
    return load_name(Theme, row)


def load_occasion(row: Any, office: Office) -> str:
    return load_name(Occasion, row)


def load_name(model: type[Theme | Occasion], row: Any) -> str:
    """Add a name that is not there; one that is keeps the order it has here."""
    name, order = (row, 0) if isinstance(row, str) else (row["name"], row.get("order", 0))
    if model.objects.called(name).exists():
        return SAME
    model.objects.create(name=name, order=order)
    return NEW


def load_entry(row: Row, office: Office) -> str:
    def fill(entry: Entry) -> None:
        entry.kind, entry.function, entry.title = row["kind"], row["function"], row["title"]
        entry.audience, entry.source = row.get("audience", ""), row.get("source", "")
        entry.valid_from = row.get("valid_from") or None
        entry.sorted_as = {name: sorted(row.get(name, ())) for name in ("themes", "occasions")}
        write_text(entry, row["text"])

    entry, outcome = ship(Entry, row, office, fill)
    if outcome in (NEW, RENEWED):
        themes, occasions = row.get("themes", ()), row.get("occasions", ())
        sort_entry(entry, Sorting([named(Theme, n) for n in themes], [named(Occasion, n) for n in occasions]))
    return outcome


def load_outline(row: Row, office: Office) -> str:
    def fill(outline: Outline) -> None:
        outline.name, outline.summary = row["name"], row.get("summary", "")
        outline.occasion = named(Occasion, row["occasion"])
        outline.target_minutes = row["target_minutes"]
        outline.front = [[Front(kind).value, text] for kind, text in row["front"]]
        outline.slots = [read_slot(slot) for slot in row["slots"]]

    return ship(Outline, row, office, fill)[1]


def read_slot(slot: Row) -> dict[str, Any]:
    """Return a slot with every field there. Raises ValueError for one that says nothing."""
    if not (slot.get("text") or slot.get("prompt")):
        raise ValueError("结构中有一处既没有文字也没有写作提示")
    return {
        "role": Role(slot["role"]).value,
        "level": int(slot.get("level", 0)),
        "series": slot.get("series", ""),
        "text": slot.get("text", ""),
        "prompt": slot.get("prompt", ""),
        "function": slot.get("function", ""),
        "minutes": slot.get("minutes", 0),
    }


def named(model: type[Theme | Occasion], name: str) -> Any:
    row = model.objects.called(name).first()
    if row is None:
        raise ValueError(f"没有“{name}”这个{model._meta.verbose_name}")
    return row


def ship(
    model: type[Entry | Outline], row: Row, office: Office, fill: Callable[[Any], None]
) -> tuple[Any, str]:
    """Store a shipped row, unless it is as it was or has been edited here. Raises ValidationError."""
    digest = digest_of(row)
    found: Shipped | None = model.objects.select_for_update().filter(pk=row["id"]).first()
    if found is not None and found.fixture_digest == digest:
        return found, SAME
    if found is not None and found.is_edited_here:
        return found, EDITED_HERE
    target = found or model(pk=row["id"], office=office, scope=Scope.SUBTREE)
    if found is None and isinstance(target, Entry):
        target.state = Entry.State.ACTIVE
    fill(target)
    target.version += found is not None
    target.fixture_version, target.fixture_digest = target.version, digest
    target.full_clean(validate_unique=False)
    target.save()
    return target, NEW if found is None else RENEWED


LOADERS: dict[str, Callable[[Any, Office], str]] = {
    "themes": load_theme,
    "occasions": load_occasion,
    "entries": load_entry,
    "outlines": load_outline,
}
NOUNS = (*LOADERS, *WORDINGS)

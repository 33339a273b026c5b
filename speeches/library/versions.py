"""The history of an entry: what was stored when, by whom, why; and two versions compared."""

from typing import Any

from django.http import QueryDict

from speeches.accounts.models import User
from speeches.manuscript.pieces import Piece, compare_texts

from .models import Entry
from .permissions import edit_refusal

FACTS = (
    "kind",
    "function",
    "audience",
    "scope",
    "quality",
    "valid_from",
    "valid_until",
    "source",
    "source_level",
    "source_on",
)
SORTED = {"themes": "主题", "occasions": "场合"}


def stored_rows(entry: Entry) -> list[Any]:
    """Return the rows of the history, newest first; `opens_version` marks the first of each version."""
    rows = list(entry.history.select_related("history_user").defer("content").order_by("-history_id"))
    older = [row.version for row in rows[1:]] + [None]
    for row, before in zip(rows, older, strict=True):
        row.opens_version = row.version != before
    return rows


def history_context(user: User, entry: Entry, asked: QueryDict) -> dict[str, Any]:
    """Return the versions and the comparison asked for: the last two where none is."""
    rows = stored_rows(entry)
    versions = {row.version: row for row in reversed(rows)}
    newest = max(versions, default=entry.version)
    new = chosen(asked.get("to"), versions, newest)
    old = chosen(asked.get("from"), versions, max((n for n in versions if n < new), default=new))
    return {
        "entry": entry,
        "rows": rows,
        "old": versions.get(old),
        "new": versions.get(new),
        "pieces": compared(versions[old], versions[new]) if versions else [],
        "facts": fact_changes(versions[old], versions[new]) if versions else [],
        "has_sorting": bool(versions) and is_sorted(versions[old], versions[new]),
        "can_restore": not edit_refusal(user, entry),
        "can_compare": len(versions) > 1,
    }


def fact_changes(old: Any, new: Any) -> list[tuple[str, str, str]]:
    """Return (label, before, after) for what changed beside the words."""
    fields = [Entry._meta.get_field(name) for name in FACTS]
    told = [(str(field.verbose_name), fact(old, field), fact(new, field)) for field in fields]
    told += [
        (label, names(old, key), names(new, key)) for key, label in SORTED.items() if is_sorted(old, new)
    ]
    return [(label, before, after) for label, before, after in told if before != after]


def is_sorted(*rows: Any) -> bool:
    """Whether the history holds the themes and occasions of these rows: it did not always."""
    return all(row.sorted_as is not None for row in rows)


def names(row: Any, key: str) -> str:
    return "、".join(row.sorted_as.get(key, ()))


def fact(row: Any, field: Any) -> str:
    value = getattr(row, field.attname)
    return "" if value is None else str(dict(field.flatchoices).get(value, value))


def chosen(asked: str | None, versions: dict[int, Any], default: int) -> int:
    number = int(asked) if asked and asked.isdecimal() and len(asked) < 9 else default
    return number if number in versions else default


def compared(old: Any, new: Any) -> list[Piece]:
    """Return the pieces of the title, then of the text: a title often quotes what the text begins with."""
    return [*compare_texts(old.title, new.title), Piece("", "\n"), *compare_texts(old.text, new.text)]


def version_text(entry: Entry, version: int | None) -> str | None:
    """Return what a version said; None for one that the history does not hold."""
    rows = entry.history.filter(version=version).order_by("-history_id")
    return rows.values_list("text", flat=True).first()

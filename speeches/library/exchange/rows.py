"""An entry or an outline as a row of JSON, and back. Rows that come from outside are checked here."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from speeches.library.forms import TEXT_LIMIT
from speeches.library.loading import read_slot
from speeches.library.models import Confusable, Entry, Expression, Outline
from speeches.library.wordings import check_wording, value_of
from speeches.manuscript.punctuation import quoted
from speeches.manuscript.value import Front, Manuscript

from .errors import ExchangeError

Row = dict[str, Any]
PLAIN = ("kind", "function", "title", "audience", "source", "source_level")
DATES = ("valid_from", "valid_until", "source_on")
OUTLINE_PLAIN = ("name", "summary", "target_minutes", "front", "slots")
NAME_LIMIT = 40
MOST_SLOTS = 300


def entry_row(entry: Entry) -> Row:
    """Prefetch the tags for many. The text is told twice: `content` with its keys, `text` for the digest."""
    themes, occasions = entry.themes.all(), entry.occasions.all()
    return row_with(entry, [theme.name for theme in themes], [occasion.name for occasion in occasions])


def former_row(old: Any) -> Row | None:
    """Return what the history says an entry once was; None where it does not hold how it was sorted."""
    if old.sorted_as is None:
        return None
    return row_with(old, old.sorted_as.get("themes", ()), old.sorted_as.get("occasions", ()))


def row_with(entry: Any, themes: Iterable[str], occasions: Iterable[str]) -> Row:
    return {
        "id": str(entry.id),
        "version": entry.version,
        **{name: getattr(entry, name) for name in PLAIN},
        **{name: as_date(getattr(entry, name)) for name in DATES},
        "quality": int(entry.quality),
        "themes": sorted(themes),
        "occasions": sorted(occasions),
        "content": entry.content,
        "text": entry.text,
    }


def outline_row(outline: Outline) -> Row:
    return {
        "id": str(outline.pk),
        "version": outline.version,
        **{name: getattr(outline, name) for name in OUTLINE_PLAIN},
        "occasion": outline.occasion.name,
    }


def wording_row(wording: Expression | Confusable) -> Row:
    return {**wording.value().to_json(), "version": wording.version}


def as_date(value: date | None) -> str:
    return value.isoformat() if value else ""


def digest(row: Mapping[str, Any]) -> str:
    """Return the same for rows that say the same, whatever their numbers and keys."""
    said = {name: value for name, value in row.items() if name not in ("id", "version", "content")}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def checked_entry(row: Any) -> Row:
    """Return a row from outside with every field in its form. Raises ExchangeError naming it."""
    try:
        manuscript = Manuscript.from_json(row["content"])
        return {
            "id": str(uuid.UUID(row["id"])),
            "version": int(row["version"]),
            **{name: str(row[name]) for name in PLAIN},
            **{name: as_date(date.fromisoformat(row[name])) if row[name] else "" for name in DATES},
            "quality": Entry.Quality(row["quality"]).value,
            "themes": sorted(map(tag_name, row["themes"])),
            "occasions": sorted(map(tag_name, row["occasions"])),
            "content": manuscript.to_json(),
            "text": checked_text(manuscript),
        }
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise ExchangeError(f"包里有一条素材（{name_of(row)}）不合规：{error}") from error


def checked_outline(row: Any) -> Row:
    try:
        slots = [read_slot(slot) for slot in row["slots"]]
        if len(slots) > MOST_SLOTS:
            raise ValueError("结构太长")
        return {
            "id": str(uuid.UUID(row["id"])),
            "version": int(row["version"]),
            "name": str(row["name"]),
            "summary": str(row["summary"]),
            "target_minutes": int(row["target_minutes"]),
            "front": [[Front(kind).value, str(text)] for kind, text in row["front"]],
            "slots": slots,
            "occasion": tag_name(row["occasion"]),
        }
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise ExchangeError(f"包里有一个提纲（{name_of(row)}）不合规：{error}") from error


def checked_wording(model: type[Expression | Confusable], row: Any) -> Row:
    """Return a row from outside with every field in its form. Raises ExchangeError naming it."""
    try:
        wording = model(pk=uuid.UUID(row["id"]), version=int(row["version"]))
        fill_wording(wording, row)
        return wording_row(wording)
    except ExchangeError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        noun = model._meta.verbose_name
        raise ExchangeError(f"包里有一条{noun}（{name_of(row)}）不合规：{error}") from error


def fill_wording(wording: Expression | Confusable, row: Row) -> None:
    """Set what a row says. Raises ExchangeError."""
    try:
        wording.take(value_of(type(wording), row))
        check_wording(wording)
    except ValidationError as error:
        raise ExchangeError(f"包里的{quoted(name_of(row))}不合规：{'；'.join(error.messages)}") from error


def checked_text(manuscript: Manuscript) -> str:
    text = manuscript.to_text()
    if not manuscript.paragraphs or not text.strip():
        raise ValueError("没有正文")
    if len(text) > TEXT_LIMIT:
        raise ValueError(f"正文超过 {TEXT_LIMIT} 字")
    return text


def tag_name(name: Any) -> str:
    if not isinstance(name, str) or not name.strip() or len(name) > NAME_LIMIT:
        raise ValueError("主题或场合的名称不对")
    return name


def name_of(row: Any) -> str:
    keys = ("title", "name", "wrong", "text", "id")
    name = next((row[key] for key in keys if row.get(key)), "") if isinstance(row, dict) else row
    return str(name)[:40]


def fill_entry(entry: Entry, row: Row) -> None:
    """Set what a row says, save its text and tags: those are the actions' work. Raises ExchangeError."""
    for name in PLAIN:
        setattr(entry, name, row[name])
    for name in DATES:
        setattr(entry, name, date.fromisoformat(row[name]) if row[name] else None)
    entry.quality = row["quality"]
    clean(
        entry, ("office", "content", "text", "proposed_by", "decided_by", "copied_from", "superseded_by"), row
    )


def fill_outline(outline: Outline, row: Row) -> None:
    for name in OUTLINE_PLAIN:
        setattr(outline, name, row[name])
    clean(outline, ("office", "occasion"), row)


def clean(target: Entry | Outline, without: tuple[str, ...], row: Row) -> None:
    try:
        target.clean_fields(exclude=without)
    except ValidationError as error:
        raise ExchangeError(f"包里的{quoted(name_of(row))}不合规：{'；'.join(error.messages)}") from error

"""What the server proposes and the open paper applies as one undoable change. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from speeches.manuscript.paragraph import Origin, Paragraph, Span, new_key
from speeches.manuscript.placeholders import fill
from speeches.manuscript.punctuation import quoted
from speeches.manuscript.value import Manuscript

from .facts import KnownFacts, filled_front
from .former import asked_anew


def insertion(
    manuscript: Manuscript,
    *,
    origin: Origin,
    title: str,
    facts: Mapping[str, str],
    units: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return an entry's paragraphs ready to insert: fresh keys and lists, facts filled in, origin set."""
    paragraphs = fresh(fill(manuscript, facts, units).paragraphs)
    return {
        "label": f"插入{quoted(title)}",
        "paragraphs": [replace(paragraph, origin=origin).to_json() for paragraph in paragraphs],
    }


def section_insertion(manuscript: Manuscript, *, title: str, facts: Mapping[str, str]) -> dict[str, Any]:
    """Return a section of another draft ready to insert; its paragraphs keep where they came from."""
    paragraphs = fresh(asked_anew(fill(manuscript, facts), facts).paragraphs)
    return {
        "label": f"取来{quoted(title)}",
        "paragraphs": [paragraph.to_json() for paragraph in paragraphs],
    }


def fresh(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return copies under new keys and new list ids, references between them kept."""
    names = {paragraph.key: new_key() for paragraph in paragraphs}
    names.update({paragraph.list_id: new_key() for paragraph in paragraphs if paragraph.list_id})
    return [
        replace(
            paragraph,
            key=names[paragraph.key],
            list_id=names.get(paragraph.list_id, ""),
            spans=tuple(replace(span, ref=renamed(span, names)) for span in paragraph.spans),
        )
        for paragraph in paragraphs
    ]


def renamed(span: Span, names: Mapping[str, str]) -> str:
    """Return a span's reference after renaming: a list id, or "headings:<key>:<level>"."""
    if span.kind != "count":
        return span.ref
    return ":".join(names.get(part, part) for part in span.ref.split(":"))


def filling(manuscript: Manuscript, known: KnownFacts) -> dict[str, Any]:
    """Return the paragraphs that the facts change, under their own keys, and the title block if changed."""
    filled = fill(manuscript, known.values, known.units).paragraphs
    front = filled_front(manuscript.front, known)
    pairs = zip(manuscript.paragraphs, filled, strict=True)
    return {
        "label": "填入要素",
        "updates": [after.to_json() for before, after in pairs if before != after],
        "front": [[line.kind.value, line.text] for line in front] if front != manuscript.front else None,
    }

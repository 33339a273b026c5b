"""From an outline (提纲) and facts (要素) to the skeleton of a speech. Pure but for the Outline it reads."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from speeches.library.models import Outline
from speeches.manuscript.announcements import bind
from speeches.manuscript.paragraph import Paragraph, Role, new_key
from speeches.manuscript.placeholders import Kind, fill, fill_text, find_placeholders
from speeches.manuscript.value import Front, FrontLine, Manuscript

PROMPT = "【提示：{}】"


def skeleton(outline: Outline, facts: Mapping[str, str]) -> Manuscript:
    """Return the outline as a speech with its prompts, the known facts filled in and the counts bound."""
    front = tuple(FrontLine(Front(kind), text) for kind, text in outline.front)
    manuscript = Manuscript(front, tuple(slot_paragraphs(outline.slots)))
    return bind(fill(manuscript, {name: value for name, value in facts.items() if value}))


def fact_names(outline: Outline) -> list[str]:
    """Return every name that stands in 【】 in the outline's title block and texts, in reading order."""
    texts = [text for _, text in outline.front] + [slot.get("text", "") for slot in outline.slots]
    found = (place for text in texts for place in find_placeholders(text))
    return list(dict.fromkeys(place.name for place in found if place.kind is Kind.FACT))


def planned_minutes(outline: Outline | None, facts: Mapping[str, str]) -> dict[str, float]:
    """Return the minutes an outline has for each part, by the part's heading as it reads in the speech."""
    if outline is None:
        return {}
    known = {name: value for name, value in facts.items() if value}
    planned: dict[str, float] = {}
    part = ""
    for slot in outline.slots:
        if slot["role"] == Role.HEADING and slot.get("level", 1) == 1:
            part = fill_text(slot["text"], known).rstrip("。；：")
        if part:
            planned[part] = planned.get(part, 0) + slot.get("minutes", 0)
    return planned


def slot_paragraphs(slots: Sequence[Mapping[str, Any]]) -> Iterator[Paragraph]:
    """Yield each slot's paragraph and, where it has one, its prompt as a paragraph to be written over."""
    list_id = ""
    for slot in slots:
        role, text, prompt = Role(slot["role"]), slot.get("text", ""), slot.get("prompt", "")
        if role is Role.ITEM:
            list_id = list_id or new_key()
        elif text:
            list_id = ""  # Fixed text between two items ends the list; a prompt belongs to the item above it.
        if text:
            yield slot_paragraph(slot, role, list_id)
        if prompt:
            # “一是提高认识。【提示：…】”: what is said to an item or under a run-in head continues its line.
            is_run_in = bool(text) and (role is Role.ITEM or text.endswith("。"))
            yield Paragraph(new_key(), Role.BODY, PROMPT.format(prompt), run_in=is_run_in)


def slot_paragraph(slot: Mapping[str, Any], role: Role, list_id: str) -> Paragraph:
    return Paragraph(
        key=new_key(),
        role=role,
        text=slot["text"],
        level=slot.get("level", 1) if role is Role.HEADING else 0,
        series=slot.get("series", ""),
        list_id=list_id if role is Role.ITEM else "",
        depth=1 if role is Role.ITEM else 0,
    )

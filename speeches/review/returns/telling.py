"""A returned change in words, and how it is drawn on the page. Pure."""

from dataclasses import dataclass

from speeches.docx.reported import ChangeKind, ReturnedChange
from speeches.manuscript.value import Manuscript

AROUND = 24
NAMES = {
    ChangeKind.WORDS: "改词句",
    ChangeKind.INSERTED: "加一段",
    ChangeKind.DELETED: "删一段",
    ChangeKind.MOVED: "移动",
    ChangeKind.SPLIT: "分段",
    ChangeKind.JOINED: "并段",
    ChangeKind.RUN_IN: "接排",
    ChangeKind.FRONT: "题头",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is shown of a change: words around it, what goes, what comes; `note` what marks cannot say."""

    name: str
    before: str = ""
    old: str = ""
    new: str = ""
    after: str = ""
    note: str = ""


def person_name(author: str) -> str:
    """Return a name as it is written here: some programs put a blank between family and given name."""
    name = " ".join(author.split())
    return name if name.isascii() else name.replace(" ", "")


def drawn(base: Manuscript, change: ReturnedChange) -> Drawn:
    """Return how a change looks in the text that went out."""
    texts = {paragraph.key: paragraph.text for paragraph in base.paragraphs}
    name = NAMES[change.kind]
    match change.kind:
        case ChangeKind.WORDS:
            text = texts.get(change.keys[0], "")
            before, after = text[max(0, change.start - AROUND) : change.start], text[change.end :][:AROUND]
            if change.start > AROUND:
                before = f"…{before}"
            if len(text) - change.end > AROUND:
                after = f"{after}…"
            return Drawn(name, before, change.old, change.new, after)
        case ChangeKind.MOVED:
            behind = texts.get(change.after, "")
            note = f"移到“{behind[:AROUND]}”这一段后面" if behind else "移到最前面"
            return Drawn(name, before=change.old, note=note)
        case ChangeKind.SPLIT | ChangeKind.JOINED:
            note = f"由 {len(change.keys)} 段变成 {len(change.paragraphs)} 段"
            return Drawn(name, old=change.old, new=change.new, note=note)
        case ChangeKind.RUN_IN:
            is_run_in = bool(change.paragraphs and change.paragraphs[0].run_in)
            return Drawn(name, before=change.old, note="接在上一段后面" if is_run_in else "另起一行")
        case _:
            return Drawn(name, old=change.old, new=change.new)


def told_change(change: ReturnedChange) -> str:
    """Return a change in a sentence."""
    if change.kind is ChangeKind.FRONT:
        return f"题头“{change.old}”改为“{change.new}”。" if change.new else f"题头删去“{change.old}”。"
    is_run_in = bool(change.paragraphs and change.paragraphs[0].run_in)
    return "这一段接在上一段后面。" if is_run_in else "这一段另起一行。"

"""A suggestion in words, for lists and tables that show no marks of change. Pure."""

from collections.abc import Iterable

from speeches.manuscript.pieces import compare_texts
from speeches.manuscript.punctuation import quoted

from .changes import Change, Deletion, Insertion, Move, Rewrite, Whole

# A clause is enough to know a place; what is proposed is told whole.
SHORT = 30


def told(changes: Iterable[Change], note: str = "") -> str:
    """Return what is proposed as sentences, then why."""
    sentences = "".join(sentence(change) for change in changes)
    return f"{sentences}说明：{note}" if note else sentences


def sentence(change: Change) -> str:
    match change:
        case Rewrite():
            return rewritten(change)
        case Deletion():
            return f"建议删去这一段：{quoted(short(change.base))}。"
        case Insertion():
            text = "\n".join(paragraph.text for paragraph in change.paragraphs)
            return f"建议{behind(change.near)}加写：{quoted(text)}。"
        case Move():
            return f"建议把{moved(change)}移到{place(change)}。"


def rewritten(change: Rewrite) -> str:
    """Tell one replacement of words as such, anything else as the whole paragraph."""
    pieces = compare_texts(change.base, change.text)
    gone = [piece.text for piece in pieces if piece.kind == "del"]
    came = [piece.text for piece in pieces if piece.kind == "ins"]
    match gone, came:
        case [one], [other]:
            return f"建议把{quoted(one)}改为{quoted(other)}。"
        case [one], []:
            return f"建议删去{quoted(one)}。"
        case [], [one]:
            before = next((piece.text for piece in pieces if piece.kind == ""), "")
            is_first = pieces[0].kind == "ins"
            return (
                f"建议在{quoted(before[-SHORT:])}之后加上{quoted(one)}。"
                if not is_first
                else f"建议在段首加上{quoted(one)}。"
            )
        case _:
            return f"建议把这一段改为：{quoted(change.text)}。"


def moved(change: Move) -> str:
    first = quoted(short(change.texts[0]))
    if change.whole is Whole.SECTION:
        return f"{first}一节"
    is_one = change.whole is Whole.LINE or len(change.keys) == 1
    return first if is_one else f"{first}等 {len(change.keys)} 段"


def behind(near: str) -> str:
    return f"在{quoted(short(near))}之后" if near else "在开头"


def place(change: Move) -> str:
    if change.ahead:
        return f"{quoted(short(change.ahead))}之前"
    return f"{quoted(short(change.near))}之后" if change.near else "开头"


def short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"

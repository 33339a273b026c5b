"""The title block (题头) of a file that came back: its lines, and what they make of ours. Pure."""

from collections.abc import Sequence

from speeches.manuscript.value import Front, FrontLine, Manuscript

from .filelines import FileLine, Segment, divided
from .layout import Layout
from .returned import ReadLine
from .sources import FRONT_MARK, SOFT_BREAK, TITLE_KEY, Source, front
from .writer import UNTITLED

STYLE_FRONTS = {
    "title": Front.TITLE,
    "标题": Front.TITLE,
    "subtitle": Front.SUBTITLE,
    "副标题": Front.SUBTITLE,
    "讲话人": Front.BYLINE,
    "date": Front.DATE,
    "日期": Front.DATE,
    "题注说明": Front.NOTE,
}


def split_front(
    base: Manuscript, lines: Sequence[ReadLine], own: Sequence[Source]
) -> tuple[list[FileLine], list[tuple[int, ReadLine]]]:
    """Return the lines of the title block and the others: by style, else by what they say."""
    known = {paragraph.key for paragraph in base.paragraphs}
    numbered = list(enumerate(lines))
    first = next((at for at, line in numbered if any(key in known for key, _ in line.parts)), len(lines))
    if first == len(lines):
        first = len(own) - sum(not source.key.startswith(FRONT_MARK) for source in own)
        first = min(first, front_by_text(lines, own))
    texts = {source.text for source in own if source.key.startswith(FRONT_MARK)}
    heads = [
        (at, line)
        for at, line in numbered[:first]
        if line.text.strip()
        and (line.style in STYLE_FRONTS or line.text in texts or is_like_title(line, own))
    ]
    taken = {at for at, _ in heads}
    rest = [(at, line) for at, line in numbered if at not in taken]
    fronts = [FileLine([Segment("", line.text.replace(SOFT_BREAK, " ").strip())], at) for at, line in heads]
    return fronts, rest


def front_by_text(lines: Sequence[ReadLine], own: Sequence[Source]) -> int:
    """Return how many lines come before the first that is one of the speech's own paragraphs."""
    texts = {source.text for source in own if not source.key.startswith(FRONT_MARK)}
    return next((at for at, line in enumerate(lines) if line.text.strip() in texts), len(lines))


def is_like_title(line: ReadLine, own: Sequence[Source]) -> bool:
    """Tell whether a line in another style is part of our title, which some programs cut in lines."""
    title = "".join(source.text for source in own if source.key.startswith(TITLE_KEY))
    return len(line.text.strip()) > 1 and line.text.strip() in title


def new_front(
    base: Manuscript, heads: Sequence[tuple[FileLine, str]], layout: Layout
) -> tuple[FrontLine, ...]:
    """Return the title block as it came back; one that nobody touched is the base's own."""
    printed = list(front(base, layout))
    kinds = {text: kind for kind, text in front_texts(base)}
    told: dict[Front, list[str]] = {}
    for line, style in heads:
        kind = STYLE_FRONTS.get(style) or kinds.get(line.text, Front.TITLE)
        told.setdefault(kind, []).append(line.text)
    title = "".join(source.text for source in printed if source.key.startswith(TITLE_KEY))
    if "".join(told.get(Front.TITLE, ())).replace(" ", "") in ("", UNTITLED, title.replace(" ", "")):
        told.pop(Front.TITLE, None)
    return tuple(replaced_front(base, told))


def front_texts(base: Manuscript) -> list[tuple[Front, str]]:
    return [(line.kind, line.text.strip()) for line in base.front if line.kind is not Front.TITLE]


def replaced_front(base: Manuscript, told: dict[Front, list[str]]) -> list[FrontLine]:
    """Return the base's lines with those of the file in their places, further ones of a kind behind them."""
    was: dict[Front, list[FrontLine]] = {}
    for line in base.front:
        if line.text.strip():
            was.setdefault(line.kind, []).append(line)
    if Front.TITLE in told:
        told[Front.TITLE] = titled(was.get(Front.TITLE, []), told[Front.TITLE])
    fronts: list[FrontLine] = []
    places = dict.fromkeys(Front, 0)
    for line in base.front:
        is_kept = not line.text.strip() or (line.kind is Front.TITLE and Front.TITLE not in told)
        texts = [] if is_kept else told.get(line.kind, [])
        place = places[line.kind]
        places[line.kind] += bool(line.text.strip())
        if is_kept or (place < len(texts) and texts[place] == line.text.strip()):
            fronts.append(line)
        elif place < len(texts):
            fronts.append(FrontLine(line.kind, texts[place]))
        if not is_kept and places[line.kind] == len(was[line.kind]):
            fronts += [FrontLine(line.kind, text) for text in texts[place + 1 :]]
    fronts += [FrontLine(kind, text) for kind, texts in told.items() if kind not in was for text in texts]
    return fronts


def titled(was: Sequence[FrontLine], texts: Sequence[str]) -> list[str]:
    """Return a changed title on as many lines as it had, cut where it was cut."""
    if not was or len(texts) == len(was):
        return list(texts)
    lines = [Segment(str(place), line.text.strip()) for place, line in enumerate(was)]
    cut = dict(divided(lines, "".join(texts)))
    return [cut.get(str(place), "") for place in range(len(was))]

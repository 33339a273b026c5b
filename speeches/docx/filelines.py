"""The lines of a file that came back, and which of our keys stand on them: by bookmark, or by text. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from speeches.manuscript.alignment import align
from speeches.manuscript.differences import hunks
from speeches.manuscript.paragraph import Paragraph, Role

from .returned import ReadLine
from .segments import INDENT
from .sources import FRONT_MARK, SOFT_BREAK, Source


class Segment(NamedTuple):
    """What stands under one key on a line, marker included; key "" for text that is nobody's yet."""

    key: str
    text: str


@dataclass(slots=True)
class FileLine:
    """A line of the file with its segments; `place` is that of the line it was read from."""

    segments: list[Segment]
    place: int

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)

    @property
    def is_keyed(self) -> bool:
        return any(segment.key for segment in self.segments)


def keys_of(source: Source) -> list[str]:
    return list(dict.fromkeys(stretch.key for stretch in source.stretches))


def segments_of(source: Source) -> list[Segment]:
    texts: dict[str, str] = {}
    for stretch in source.stretches:
        texts[stretch.key] = texts.get(stretch.key, "") + stretch.text
    return [Segment(key, text) for key, text in texts.items()]


def file_lines(lines: Sequence[tuple[int, ReadLine]], known: set[str]) -> list[FileLine]:
    """Return the lines that hold text; what stands under no key of ours goes with what is beside it."""
    seen: set[str] = set()
    found = []
    for place, line in lines:
        segments: list[Segment] = []
        last = ""
        for key, text in line.parts:
            # A key whose words go on behind those of another one: they go with these, it stands once.
            is_ours = key in known and (key == last or key not in seen)
            last = key if is_ours else last
            seen.add(last)
            segments.append(Segment(key if is_ours else "", text))
        for part in soft_lines(segments):
            if any(text.strip() for _, text in part):
                found.append(FileLine(trimmed(attached(part)), place))
    return found


def attached(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments with what stands under no key put to the one before, the first to the next."""
    joined: list[Segment] = []
    for key, text in segments:
        before = joined[-1] if joined else None
        if before is not None and (key in ("", before.key) or not before.key):
            joined[-1] = Segment(before.key or key, before.text + text)
        else:
            joined.append(Segment(key, text))
    return joined


def soft_lines(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Cut a line at the breaks inside it: what follows one is a line of its own, under no key."""
    lines: list[list[Segment]] = [[]]
    cut: set[str] = set()
    for key, text in segments:
        first, *others = text.split(SOFT_BREAK)
        lines[-1].append(Segment("" if key in cut else key, first))
        for part in others:
            cut.add(key)
            lines.append([Segment("", part)])
    return lines


def trimmed(segments: Sequence[Segment]) -> list[Segment]:
    """Return a line without the indent that somebody typed and without blanks at its end."""
    first, *others = segments
    line = [Segment(first.key, first.text.lstrip(INDENT)), *others]
    last = line[-1]
    return [*line[:-1], Segment(last.key, last.text.rstrip())]


def restore_unchanged(own: Sequence[Source], found: Sequence[FileLine]) -> None:
    """Give a line that reads as it did all its keys, wherever a program put the bookmarks, or lost them."""
    by_key = {key: source for source in own for key in keys_of(source)}
    restored: dict[str, FileLine] = {}
    for line in found:
        source = next((by_key[key] for key, _ in line.segments if key in by_key), None)
        if source is not None and source.key not in restored and line.text == source.text:
            line.segments = segments_of(source)
            restored.update(dict.fromkeys(keys_of(source), line))
    for line in found:
        if any(restored.get(key, line) is not line for key, _ in line.segments):
            free = [Segment("" if key in restored else key, text) for key, text in line.segments]
            line.segments = attached(free)


def find_lost(own: Sequence[Source], found: list[FileLine]) -> None:
    """Give keys to lines that lost theirs: retyped, pasted, or from a file without any. By their text."""
    present = {key for line in found for key, _ in line.segments}
    lost = [source for source in own if not present.intersection(keys_of(source))]
    free = [line for line in found if not line.is_keyed]
    if not lost or not free:
        return
    old = [Paragraph(source.key, Role.BODY, source.text) for source in lost]
    new = [Paragraph(f"{FRONT_MARK}{place}", Role.BODY, line.text) for place, line in enumerate(free)]
    for pair in align(old, new):
        source, line = lost[pair.old[0]], free[pair.new[0]]
        line.segments = divided(segments_of(source), line.text)


def divided(segments: Sequence[Segment], text: str) -> list[Segment]:
    """Cut a changed line where its segments began and ended; one of which nothing is left is left out."""
    old = "".join(segment.text for segment in segments)
    found, at, start = [], 0, 0
    for number, (key, own) in enumerate(segments, 1):
        at += len(own)
        end = len(text) if number == len(segments) else translated(old, text, at)
        if text[start:end]:
            found.append(Segment(key, text[start:end]))
        start = max(start, end)
    return found


def translated(old: str, new: str, at: int) -> int:
    """Return where an offset of the old text is in the new one; inside a change, where that ends."""
    shift = 0
    for hunk in hunks(old, new):
        if hunk.start >= at:
            break
        if hunk.end > at:
            return hunk.new_end
        shift = hunk.new_end - hunk.end
    return at + shift

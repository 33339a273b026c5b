"""From a read file to a manuscript whose paragraphs have their keys again."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from speeches.manuscript.paragraph import Paragraph, new_key
from speeches.manuscript.parsing import Parsed, parse
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript

from .reader import KeyRange, ReadSpeech
from .writer import UNTITLED


def to_manuscript(
    speech: ReadSpeech, *, set_names: Collection[str] = SET_NAMES, mint: Callable[[], str] = new_key
) -> Parsed:
    """Parse the lines of a file; a paragraph that stands where a bookmark stands gets that bookmark's key.

    What stands beside the speech is among the dropped lines, and says what it was.
    """
    lines = [
        "" if line == UNTITLED or place in speech.asides else line for place, line in enumerate(speech.lines)
    ]
    styled = {place + 1: level for place, level in speech.heads.items()}
    parsed = parse("\n".join(lines), set_names=set_names, mint=mint, styled=styled)
    asides = [(place + 1, f"〔{kind}〕{speech.lines[place]}") for place, kind in speech.asides.items()]
    parsed = replace(parsed, dropped=tuple(sorted((*parsed.dropped, *asides))))
    return rekeyed(parsed, old_keys(parsed, lines, speech.keys))


def old_keys(parsed: Parsed, lines: list[str], ranges: list[list[KeyRange]]) -> dict[str, str]:
    """Return the bookmark's key for each new key: the one with most characters in common, used once."""
    found: dict[str, str] = {}
    for number, segments in by_line(parsed):
        free = {key: (start, end) for key, start, end in solid_ranges(lines[number - 1], ranges[number - 1])}
        for new, start, end in segments:
            common = {key: min(end, last) - max(start, first) for key, (first, last) in free.items()}
            best = max(common, key=lambda key: common[key], default="")
            if best and common[best] > 0:
                found[new] = best
                del free[best]
    return found


def by_line(parsed: Parsed) -> Iterator[tuple[int, list[tuple[str, int, int]]]]:
    """Yield (line number, [(key, start, end)]): where paragraphs stand, white space not counted."""
    places: dict[int, list[tuple[str, int, int]]] = {}
    for line in parsed.manuscript.printed_lines():
        segments = places.setdefault(parsed.lines[line[0][1].key], [])
        for marker, paragraph in line:
            start = segments[-1][2] if segments else 0
            segments.append((paragraph.key, start, start + solid(marker + paragraph.text)))
    yield from places.items()


def solid(text: str) -> int:
    """Return how many characters of a text are not white space; parsing keeps exactly these."""
    return sum(not character.isspace() for character in text)


def solid_ranges(line: str, ranges: list[KeyRange]) -> Iterator[KeyRange]:
    for key, start, end in ranges:
        before = solid(line[:start])
        yield KeyRange(key, before, before + solid(line[start:end]))


def rekeyed(parsed: Parsed, keys: dict[str, str]) -> Parsed:
    """Return the same with other paragraph keys, in the spans that refer to a paragraph too."""

    def paragraph(old: Paragraph) -> Paragraph:
        spans = tuple(replace(span, ref=reference(span.ref, keys)) for span in old.spans)
        return replace(old, key=keys.get(old.key, old.key), spans=spans)

    manuscript = Manuscript(parsed.manuscript.front, tuple(map(paragraph, parsed.manuscript.paragraphs)))
    return replace(
        parsed, manuscript=manuscript, lines={keys.get(key, key): line for key, line in parsed.lines.items()}
    )


def reference(ref: str, keys: dict[str, str]) -> str:
    """Return a reference to a heading group ("headings:<parent key>:<level>") with the parent's new key."""
    kind, *rest = ref.split(":")
    if kind != "headings" or len(rest) != 2:
        return ref
    return f"headings:{keys.get(rest[0], rest[0])}:{rest[1]}"

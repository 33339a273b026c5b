"""From a file that came back to a manuscript under our keys: which of its paragraphs is which of ours. Pure.

By bookmark first, then by text. What stands as it went out is taken over as it is, structure and all: only
what is new is parsed, so a file that nobody changed gives exactly the manuscript that went out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from speeches.manuscript.paragraph import new_key
from speeches.manuscript.value import Manuscript

from .filelines import file_lines, find_lost, keys_of, restore_unchanged, segments_of
from .fronts import new_front, split_front
from .layout import Layout
from .rebuilding import Builder
from .returned import ReadLine
from .sources import FRONT_MARK, sources


@dataclass(slots=True)
class Matched:
    """The manuscript of a file. `places` are the lines that its paragraphs were read from, by key.

    `markers` are numbers (序号) typed otherwise than the place in the text gives them: (key, ours, theirs).
    """

    manuscript: Manuscript
    places: dict[str, int] = field(default_factory=dict)
    markers: list[tuple[str, str, str]] = field(default_factory=list)


def match(
    base: Manuscript,
    lines: Sequence[ReadLine],
    *,
    layout: Layout | None = None,
    mint: Callable[[], str] = new_key,
) -> Matched:
    """Return the file's text as a changed version of the base. About linear in both."""
    layout = layout or Layout()
    own = sources(base, layout)
    heads, rest = split_front(base, lines, own)
    body = [source for source in own if not source.key.startswith(FRONT_MARK)]
    found = file_lines(rest, {key for source in body for key in keys_of(source)})
    restore_unchanged(body, found)
    find_lost(body, found)
    printed = {key: text for source in body for key, text in segments_of(source)}
    builder = Builder(base, printed, {source.key for source in body}, mint)
    builder.build(found)
    builder.adopt()
    fronts = new_front(base, [(line, lines[line.place].style) for line in heads], layout)
    return Matched(Manuscript(fronts, builder.paragraphs()), builder.places, builder.marker_changes())

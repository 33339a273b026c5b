"""An entry's text is a fragment of a speech: it has no title block, whatever its first line looks like."""

from dataclasses import replace

from speeches.manuscript.parsing import Parsed, parse
from speeches.manuscript.value import Manuscript

# The parser takes lines before the salutation for a title; with one put before it, all that follows is body.
OPENING = "同志们：\n"


def read_fragment(text: str) -> Parsed:
    """Parse text as the inside of a speech. Line numbers are those of `text`."""
    parsed = parse(OPENING + text)
    first, *rest = parsed.manuscript.paragraphs
    return replace(
        parsed,
        manuscript=Manuscript(paragraphs=tuple(rest)),
        dropped=tuple((number - 1, line) for number, line in parsed.dropped),
        lines={key: number - 1 for key, number in parsed.lines.items() if key != first.key},
    )

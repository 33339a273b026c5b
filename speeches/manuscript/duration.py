"""How long a text is: in characters, and aloud in minutes."""

import re

CHARACTERS_PER_MINUTE = 180
WHITE_SPACE = re.compile(r"\s+")


def characters(text: str) -> int:
    """Return the number of characters as Word counts 字数: marks included, white space not."""
    return len(WHITE_SPACE.sub("", text))


def minutes(count: int, per_minute: int = CHARACTERS_PER_MINUTE) -> float:
    """Return the speaking time in minutes. 180 characters a minute is a calm official reading."""
    return count / per_minute

"""How long a text is: in characters, and aloud in minutes."""

import re

CHARACTERS_PER_MINUTE = 180
# White space, and prompts to the writer, which nobody speaks.
UNSPOKEN = re.compile(r"【提示[^【】]*】|\s+")


def characters(text: str) -> int:
    """Return the number of characters as Word counts 字数: with marks, without white space and prompts."""
    return len(UNSPOKEN.sub("", text))


def minutes(count: int, per_minute: int = CHARACTERS_PER_MINUTE) -> float:
    """Return the speaking time in minutes. 180 characters a minute is a calm official reading."""
    return count / per_minute

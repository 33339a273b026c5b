"""Sentences that carry a row of the tables: one that its pattern matches, made from the pattern itself."""

import re
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as sre  # type: ignore[attr-defined]
from typing import Any

BEFORE, AFTER = "会议要求，", "。"


def carrier(text: str, pattern: str) -> str:
    """Return a sentence with the wrong text in it, such that the pattern matches."""
    if not pattern:
        return f"{BEFORE}{text}{AFTER}"
    compiled = re.compile(pattern)
    example = example_of(sre.parse(pattern))
    candidates = (
        f"{BEFORE}{example}{AFTER}",
        f"{BEFORE}{text}{AFTER}",
        example,
        f"{BEFORE}{example}的情况{AFTER}",
        f"同志们{text}，会议明确了。",
    )
    return next(candidate for candidate in candidates if compiled.search(candidate) and text in candidate)


def example_of(parsed: Any) -> str:
    """Return a text that a parsed pattern matches, negative conditions aside."""
    return "".join(example_of_node(operation, argument) for operation, argument in parsed)


def example_of_node(operation: Any, argument: Any) -> str:
    if operation is codes.LITERAL:
        return chr(argument)
    if operation is codes.IN:
        return example_of_set(argument)
    if operation is codes.BRANCH:
        return max(
            (example_of(branch) for branch in argument[1]), key=lambda text: (len(text) > 0, -len(text))
        )
    if operation is codes.SUBPATTERN:
        return example_of(argument[3])
    if operation in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, _, inner = argument
        return example_of(inner) * least
    if operation is codes.ASSERT:
        return example_of(argument[1])
    return "" if operation in (codes.ASSERT_NOT, codes.AT) else "同"


def example_of_set(members: Any) -> str:
    if members[0][0] is codes.NEGATE:
        return "同"
    kind, value = members[0]
    if kind is codes.LITERAL:
        return chr(value)
    if kind is codes.RANGE:
        return "同" if value[0] <= ord("同") <= value[1] else chr(value[0])
    return "3"

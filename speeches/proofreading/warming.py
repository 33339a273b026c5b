"""Loading what the rules look up, before the first text comes. One to two seconds of work, once a process."""

from speeches.manuscript.parsing import parse

from .engine import proofread
from .registry import RULES


def warm_up() -> None:
    """Read the examples of every rule: whatever any of them loads when it first needs it is loaded then."""
    for rule in RULES:
        for text in rule.bad:
            proofread(parse(text).manuscript, rule.example, (rule,))

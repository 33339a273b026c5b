"""Bigrams, and the language in which PostgreSQL is asked for them (tsquery)."""

from collections.abc import Iterable

# Behind the last character stands a mark, so that the last character begins a bigram too.
END = "$"


def bigrams(word: str) -> list[str]:
    """Return every two neighbouring characters in order; none for a single character."""
    return [word[place : place + 2] for place in range(len(word) - 1)]


def quoted(lexeme: str) -> str:
    """Return the lexeme as a tsquery holds it, whatever it is made of."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def beginning_with(character: str) -> str:
    """Ask for any bigram that begins with the character: whatever holds the character."""
    return quoted(character) + ":*"


def all_of(terms: Iterable[str]) -> str:
    return _joined(" & ", terms)


def any_of(terms: Iterable[str]) -> str:
    return _joined(" | ", terms)


def _joined(sign: str, terms: Iterable[str]) -> str:
    return f"({sign.join(terms)})"

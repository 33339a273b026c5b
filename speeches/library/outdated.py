"""Wording that was right once and is not today (过时提法), found in texts: one compiled pattern, one pass."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone

from speeches.accounts.models import Office
from speeches.manuscript.punctuation import quoted
from speeches.proofreading.lexicon import Expression, Lexicon, Use

from .lexicon import lexicon_for


class Outdated(NamedTuple):
    """A form that is out of date from `until` on; `right` is what is said instead, "" where nothing is."""

    form: str
    until: date
    right: str
    pattern: str = ""

    def __str__(self) -> str:
        return f"{self.form}（{self.until} 起{f'改作{quoted(self.right)}' if self.right else '不再用'}）"


class Finder:
    """Finds the outdated forms of a lexicon. A form inside a longer one that is right is passed over."""

    def __init__(self, lexicon: Lexicon, today: date) -> None:
        outdated = {form.form: form for one in lexicon.expressions for form in outdated_forms(one, today)}
        plain = {text: form for text, form in outdated.items() if not form.pattern}
        self.by_text = plain
        self.shaped = [(form, re.compile(form.pattern)) for form in outdated.values() if form.pattern]
        right = {one.text for one in lexicon.expressions} - outdated.keys()
        shields = {text for text in right if any(form in text for form in plain)}
        longest_first = sorted({*plain, *shields}, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest_first))) if plain else None

    def find(self, text: str) -> list[Outdated]:
        """Return the outdated forms that stand in a text, each once, in reading order."""
        found = self.pattern.findall(text) if self.pattern else ()
        forms = dict.fromkeys(self.by_text[word] for word in found if word in self.by_text)
        forms |= dict.fromkeys(
            form for form, shape in self.shaped if form.form in text and shape.search(text)
        )
        return list(forms)


def outdated_forms(expression: Expression, today: date) -> Iterator[Outdated]:
    """Yield what is out of date today: the expression itself, or old forms of it. Variants never are."""
    if expression.until and expression.until <= today:
        yield Outdated(expression.text, expression.until, expression.successor)
    for form in expression.wrong_forms:
        if form.use is Use.DATED and form.until and form.until <= today:
            yield Outdated(form.text, form.until, form.right or expression.text, form.pattern)


@lru_cache(maxsize=64)
def finder_of(lexicon: Lexicon, today: date) -> Finder:
    return Finder(lexicon, today)


def finder_for(office: Office | int | None) -> Finder:
    """Return what finds the outdated wording that an office knows of. Two short queries."""
    return finder_of(lexicon_for(office), timezone.localdate())


def outdated_in(text: str, office: Office | int | None) -> list[Outdated]:
    return finder_for(office).find(text)


def by_form(texts: Iterable[tuple[object, str]], office: Office | int | None) -> dict[Outdated, list[object]]:
    """Return for each outdated form the keys of the texts that hold it. One pass over the texts."""
    finder = finder_for(office)
    holders: dict[Outdated, list[object]] = {}
    for key, text in texts:
        for form in finder.find(text):
            holders.setdefault(form, []).append(key)
    return holders

"""The order of paragraphs: a linked list of keys, and places with gaps, so a move changes few rows. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

GAP = 1 << 40
START = ""


class Order:
    """A list of keys in which placing one after another costs the same however long the list is."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._next: dict[str, str] = {START: START}
        self._previous: dict[str, str] = {START: START}
        for key in keys:
            self._link(key, self._previous[START])

    def __contains__(self, key: str) -> bool:
        return key in self._next

    def __iter__(self) -> Iterator[str]:
        key = self._next[START]
        while key != START:
            yield key
            key = self._next[key]

    @property
    def last(self) -> str:
        return self._previous[START]

    def place(self, key: str, after: str) -> None:
        """Put a key right after another (START: first). Raises KeyError for an unknown `after`."""
        if after not in self._next or after == key:
            raise KeyError(after)
        if key in self._next:
            self._unlink(key)
        self._link(key, after)

    def follows(self, key: str, after: str, *, across: AbstractSet[str] = frozenset()) -> bool:
        """Whether a key comes right after another, with nothing but keys of `across` between them."""
        before = self._previous[key]
        while before != after and before in across:
            before = self._previous[before]
        return before == after

    def _link(self, key: str, after: str) -> None:
        following = self._next[after]
        self._next[after], self._previous[key] = key, after
        self._next[key], self._previous[following] = following, key

    def _unlink(self, key: str) -> None:
        before, following = self._previous.pop(key), self._next.pop(key)
        self._next[before], self._previous[following] = following, before


def spread(keys: Sequence[str], places: Mapping[str, int]) -> dict[str, int]:
    """Return the places to write so that `keys` are in order.

    Keys without a place get one between their neighbours; where there is no room left, all are numbered anew.
    """
    new: dict[str, int] = {}
    run: list[str] = []
    low: int | None = None
    for key in (*keys, None):
        if key is not None and key not in places:
            run.append(key)
            continue
        high = None if key is None else places[key]
        steps = between(low, high, len(run))
        if steps is None:
            return {key: place * GAP for place, key in enumerate(keys, start=1)}
        new.update(zip(run, steps, strict=True))
        low, run = high, []
    return new


def between(low: int | None, high: int | None, count: int) -> list[int] | None:
    """Return `count` even places between two places (None: the open end), or None where they do not fit."""
    if low is None:
        low = 0 if high is None else high - GAP * (count + 1)
    step = GAP if high is None else (high - low) // (count + 1)
    if step < 1 and count:
        return None
    return [low + step * place for place in range(1, count + 1)]

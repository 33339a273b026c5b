"""Phrases written with one wrong character of the same sound: 齐抓共关 for 齐抓共管."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .homophones import sound_alike

SHORTEST = 4


class FourCharacterPhrases:
    """Phrases of four characters by the three that are left of them when one is wrong."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.known = frozenset(phrase for phrase in phrases if len(phrase) == SHORTEST)
        self.by_rest: dict[tuple[int, str], list[str]] = defaultdict(list)
        for phrase in self.known:
            for slip in range(SHORTEST):
                self.by_rest[slip, phrase[:slip] + phrase[slip + 1 :]].append(phrase)

    def near(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, place of the slip, phrase meant) of all near misses."""
        heads, tails, by_rest = text[:-3], text[3:], self.by_rest
        for start, (head, tail) in enumerate(zip(heads, tails, strict=True)):
            middle = text[start + 1 : start + 3]
            rests = ((0, middle + tail), (1, head + middle[1] + tail), (2, head + middle[0] + tail))
            for rest in (*rests, (3, head + middle)):
                if rest in by_rest and head + middle + tail not in self.known:
                    yield from self.meant(text, start, rest)

    def meant(self, text: str, start: int, rest: tuple[int, str]) -> Iterator[tuple[int, int, str]]:
        slip = rest[0]
        for phrase in self.by_rest[rest]:
            if sound_alike(text[start + slip], phrase[slip]):
                yield start, start + slip, phrase


class Phrases:
    """Phrases by their first and their last two characters: one of the pairs survives a single slip."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.known = frozenset(phrase for phrase in phrases if len(phrase) >= SHORTEST)
        self.by_head: dict[str, list[str]] = defaultdict(list)
        self.by_tail: dict[str, list[str]] = defaultdict(list)
        for phrase in self.known:
            self.by_head[phrase[:2]].append(phrase)
            self.by_tail[phrase[-2:]].append(phrase)

    def near(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, place of the slip, phrase meant) of all near misses."""
        for place, pair in enumerate(map(str.__add__, text, text[1:])):
            for phrase in self.by_head.get(pair, ()):
                if (slip := self.slip(text, place, phrase)) is not None:
                    yield place, place + slip, phrase
            for phrase in self.by_tail.get(pair, ()):
                start = place + 2 - len(phrase)
                if start >= 0 and (slip := self.slip(text, start, phrase)) is not None and slip < 2:
                    yield start, start + slip, phrase

    def slip(self, text: str, start: int, phrase: str) -> int | None:
        """Return where a window differs from the phrase by one character of the same sound, else None."""
        window = text[start : start + len(phrase)]
        if len(window) < len(phrase) or window in self.known:
            return None
        places = [i for i, (one, other) in enumerate(zip(window, phrase, strict=True)) if one != other]
        if len(places) == 1 and sound_alike(window[places[0]], phrase[places[0]]):
            return places[0]
        return None

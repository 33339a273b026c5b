"""Phrases written with one wrong character of the same sound: 齐抓共关 for 齐抓共管."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .homophones import sound_alike

SHORTEST = 4


class FourCharacterPhrases:
    """Phrases of four characters by the three that are left of them when one is wrong, one index a place."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.known = frozenset(phrase for phrase in phrases if len(phrase) == SHORTEST)
        self.heads = frozenset(phrase[:2] for phrase in self.known)
        self.tails = frozenset(phrase[2:] for phrase in self.known)
        self.rests: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(SHORTEST)]
        for phrase in self.known:
            for slip, rests in enumerate(self.rests):
                rests[phrase[:slip] + phrase[slip + 1 :]].append(phrase)

    def near(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, place of the slip, phrase meant) of all near misses. One pair survives a slip."""
        pairs = list(map(str.__add__, text, text[1:]))
        for start, (head, tail) in enumerate(zip(pairs, pairs[2:], strict=False)):
            if (head in self.heads or tail in self.tails) and (window := head + tail) not in self.known:
                for slip, rests in enumerate(self.rests):
                    for phrase in rests.get(window[:slip] + window[slip + 1 :], ()):
                        if sound_alike(window[slip], phrase[slip]):
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

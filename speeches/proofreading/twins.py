"""Two writings of what is probably one thing: the rarer is told of, the more frequent offered."""

from collections.abc import Iterator, Mapping

from .findings import Hit, Place


def rarer(places: Mapping[str, list[Place]], one: str, other: str, message: str) -> Iterator[Hit]:
    """Yield each place of the rarer of two writings; `message` has {rare} and {usual}."""
    rare, usual = (one, other) if len(places[one]) < len(places[other]) else (other, one)
    for place in places[rare]:
        yield Hit(
            place.key,
            place.start,
            place.end,
            suggestions=(usual,),
            message=message.format(rare=rare, usual=usual),
            related=(places[usual][0],),
        )

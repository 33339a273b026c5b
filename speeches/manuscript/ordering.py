"""Which paragraphs kept their order and which were moved (移动): as little text as possible was moved."""

from bisect import bisect_left
from collections.abc import Sequence


def unmoved(places: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Return the indexes of the heaviest rising run of the places, which are all different. n·log n."""
    order = sorted(places)
    best: list[tuple[int, int]] = [(0, -1)] * (len(places) + 1)
    before = [-1] * len(places)
    ends = [0] * len(places)
    for at, (place, weight) in enumerate(zip(places, weights, strict=True)):
        rank = bisect_left(order, place)
        total, before[at] = heaviest(best, rank)
        ends[at] = total + weight
        raise_to(best, rank, (ends[at], at))
    at = max(range(len(places)), key=ends.__getitem__, default=-1)
    kept = set()
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def heaviest(tree: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    """Return the heaviest run that ends before a rank (a Fenwick tree of maxima)."""
    found = (0, -1)
    while rank > 0:
        found = max(found, tree[rank])
        rank -= rank & -rank
    return found


def raise_to(tree: list[tuple[int, int]], rank: int, value: tuple[int, int]) -> None:
    rank += 1
    while rank < len(tree):
        tree[rank] = max(tree[rank], value)
        rank += rank & -rank

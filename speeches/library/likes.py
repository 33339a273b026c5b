"""What waiting candidates resemble, looked up when they are shown: the library, and what else waits."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from speeches.accounts.models import Office, User
from speeches.manuscript.pieces import Piece, compare_texts

from .actions.gathering import readable_entries, waiting_candidates
from .intake.fingerprints import grams
from .models import Candidate, Entry
from .models.bands import CandidateBand, EntryBand
from .near import Bands, Near, candidate_texts, entry_texts, fingerprinted, judged, propose
from .permissions import edit_refusal
from .search.alike import find_sharing
from .search.labels import condition_for

MOST_SHOWN = 5


class Likes(NamedTuple):
    entries: list[Near]
    others: list[Near]


class Like(NamedTuple):
    """An entry or another candidate with its difference: what the candidate leaves out and adds."""

    entry: Entry | None
    other: Candidate | None
    near: Near
    title: str
    state: str
    pieces: list[Piece]
    can_edit: bool = True

    @property
    def how(self) -> str:
        return f"{'包含' if self.near.is_held else '相近'} {int(self.near.likeness * 100)}%"


def likes_of(candidates: Sequence[Candidate]) -> dict[int, Likes]:
    """Return what each of them resembles, among the entries and the candidates of its own office."""
    texts = fingerprinted(each.original for each in candidates)
    entries = near_proposed(texts.sets, texts.bands, EntryBand, "entry_id")
    others = near_proposed(texts.sets, texts.bands, CandidateBand, "candidate_id")
    return {
        each.pk: Likes(near_entries, [near for near in near_others if near.id != each.pk])
        for each, near_entries, near_others in zip(
            candidates, own_entries(candidates, entries), own_candidates(candidates, others), strict=True
        )
    }


def near_proposed(
    sets: Sequence[frozenset[str]], all_bands: list[Bands], model: Any, column: str
) -> list[list[Near]]:
    """Return what shares a band with each text and is like it or holds it."""
    proposed = propose(all_bands, model._meta.db_table, column)
    ids = {id_ for each in proposed.values() for id_ in each}
    read = entry_texts if model is EntryBand else candidate_texts
    known = {id_: grams(text) for id_, text in read(ids).items()}
    return [
        judged(own, {id_: known[id_] for id_ in proposed.get(row, ()) if id_ in known})
        for row, own in enumerate(sets)
    ]


def own_entries(candidates: Sequence[Candidate], found: list[list[Near]]) -> Iterable[list[Near]]:
    ids = {near.id for each in found for near in each}
    offices = {each.office_id for each in candidates}
    readable = {id_: readable_entries(Office(pk=id_), ids) for id_ in offices}
    return (
        [near for near in each if near.id in readable[candidate.office_id]]
        for candidate, each in zip(candidates, found, strict=True)
    )


def own_candidates(candidates: Sequence[Candidate], found: list[list[Near]]) -> Iterable[list[Near]]:
    """Keep what still waits; a saying stands in a passage of the same speech, which is no news."""
    ids = {near.id for each in found for near in each}
    offices = {each.office_id for each in candidates}
    waiting = {id_: waiting_candidates(Office(pk=id_), ids) for id_ in offices}
    documents = dict(Candidate.objects.filter(pk__in=ids).order_by().values_list("pk", "document"))
    return (
        [
            near
            for near in each
            if near.id in waiting[candidate.office_id]
            and not (near.is_held and documents[near.id] == candidate.document_id)
        ]
        for candidate, each in zip(candidates, found, strict=True)
    )


def with_held(user: User, candidate: Candidate, likes: Likes) -> Likes:
    """Add the entries that one candidate holds, or that hold it: those share too few bands to be met."""
    known = {near.id for near in likes.entries}
    own = grams(candidate.original)
    rows = find_sharing(candidate.original, condition_for(user, {}))
    found = judged(own, {row.id: grams(text) for row, text in texts_of(rows) if row.id not in known})
    readable = readable_entries(candidate.office, {near.id for near in found})
    return Likes([*likes.entries, *(near for near in found if near.id in readable)], likes.others)


def texts_of(rows: Iterable[Any]) -> list[tuple[Any, str]]:
    """Return the rows with the texts as they were written: the index folds them."""
    rows = list(rows)
    texts = entry_texts(row.id for row in rows)
    return [(row, texts[row.id]) for row in rows if row.id in texts]


def shown(user: User, candidate: Candidate, likes: Likes) -> list[Like]:
    """Return the best of them with their differences."""
    best = sorted([*likes.entries, *likes.others], key=lambda near: (near.is_held, -near.likeness))[
        :MOST_SHOWN
    ]
    ids = [near.id for near in best]
    entries = Entry.objects.select_related("office").in_bulk([id_ for id_ in ids if not isinstance(id_, int)])
    others = Candidate.objects.select_related("document").in_bulk(
        [id_ for id_ in ids if isinstance(id_, int)]
    )
    return [
        like_entry(user, candidate, entries[near.id], near)
        if near.id in entries
        else like_other(candidate, others[near.id], near)
        for near in best
    ]


def like_entry(user: User, candidate: Candidate, entry: Entry, near: Near) -> Like:
    pieces = compare_texts(entry.text, candidate.text)
    can_edit = not edit_refusal(user, entry)
    return Like(entry, None, near, entry.title, entry.get_state_display(), pieces, can_edit)


def like_other(candidate: Candidate, other: Candidate, near: Near) -> Like:
    title = f"{other.title}（{other.document}）"
    return Like(None, other, near, title, "待整理", compare_texts(other.text, candidate.text))

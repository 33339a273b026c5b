"""Counting what proofreading shows and what becomes of it. No change of the draft, so nothing is logged."""

from collections.abc import Iterable

from django.db import transaction

from speeches.drafting.models import Draft, ShownFinding
from speeches.drafting.proofing import DraftProof
from speeches.drafting.shown import Difference, Noted, Place, difference, place_of, places_now
from speeches.proofreading.findings import Finding

Rows = dict[Place, ShownFinding]


def count_shown(draft: Draft, proof: DraftProof, shown: Iterable[Finding]) -> None:
    """Note which findings the writers of a draft are shown. One short query where nothing has changed."""
    if proof.is_too_long:
        return
    now = places_now(proof.findings, proof.left)
    places = list(map(place_of, shown))
    if difference(noted(rows_of(draft)), now, places, proof.rules_off):
        write_difference(draft, now, places, proof.rules_off)


def rows_of(draft: Draft) -> Rows:
    return {(row.rule, row.key, row.words): row for row in draft.shown_findings.all()}


def noted(rows: Rows) -> dict[Place, Noted]:
    return {place: Noted(row.reason, row.is_gone) for place, row in rows.items()}


@transaction.atomic
def write_difference(draft: Draft, now: dict[Place, Noted], shown: list[Place], off: frozenset[str]) -> None:
    # Two pages of one draft ask at once after a save: one waits, and finds little left to write.
    Draft.objects.select_for_update(no_key=True).filter(pk=draft.pk).values_list("pk").first()
    rows = rows_of(draft)
    changed = difference(noted(rows), now, shown, off)
    ShownFinding.objects.bulk_update(changed_rows(rows, changed), ["words", "reason", "is_gone"])
    new = [ShownFinding(draft=draft, rule=rule, key=key, words=words) for rule, key, words in changed.new]
    ShownFinding.objects.bulk_create(new)


def changed_rows(rows: Rows, changed: Difference) -> list[ShownFinding]:
    for place, said in changed.noted.items():
        rows[place].reason, rows[place].is_gone = said.reason, said.is_gone
    for before, place in changed.moved.items():
        rows[before].words = place[2]
    return [rows[place] for place in (*changed.noted, *changed.moved)]

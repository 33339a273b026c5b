"""One file of the intake: read it, keep the speech, keep what was found in it and what that resembles."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from speeches.accounts.models import Office
from speeches.library.examples import learned_by
from speeches.library.indexing import copy_bands
from speeches.library.intake.figures import suggest
from speeches.library.intake.finding import Find, find
from speeches.library.intake.provenance import provenance
from speeches.library.intake.reading import Speech, read_speech
from speeches.library.lexicon import set_names_for
from speeches.library.models import Candidate, CandidateBand, Entry, IntakeFile, SourceDocument, Twin
from speeches.library.models.shared import Scope
from speeches.library.near import (
    Fingerprinted,
    Near,
    fingerprinted,
    near_candidates,
    near_entries,
    near_within,
)

from .trusting import accept_trusted

State = IntakeFile.State
MOST_TWINS = 5
KNOWN = "与已入库的《{title}》是同一篇，没有重复收入。"


class Resemblance(NamedTuple):
    """What one piece resembles: entries, candidates of before, pieces of the same speech (places)."""

    entries: list[Near]
    candidates: list[Near]
    places: list[Near]


def gather(file: IntakeFile) -> None:
    """Read a file and keep what is in it. Raises ManuscriptError. All of it is kept, or nothing."""
    set_names = set_names_for(file.batch.office_id)
    speech = read_speech(file.filename, bytes(file.data), set_names)
    found = find(speech.manuscript, learned_by(file.batch.office), set_names)
    texts = fingerprinted(each.text for each in found)
    with transaction.atomic():
        # The office's row is the queue: two workers must not both find the other's speech missing.
        Office.objects.select_for_update().get(pk=file.batch.office_id)
        mine = IntakeFile.objects.select_for_update().filter(
            pk=file.pk, state=State.READING, lease_until=file.lease_until
        )
        if mine.exists():
            keep(file, speech, found, texts)


def keep(file: IntakeFile, speech: Speech, found: Sequence[Find], texts: Fingerprinted) -> None:
    known = SourceDocument.objects.filter(office=file.batch.office_id, checksum=speech.checksum).first()
    if known is not None:
        close(file, known, is_known=True, error=KNOWN.format(title=known.title))
        return
    document = keep_document(file, speech)
    resemblances = resemblance(file.batch.office, texts)
    candidates = keep_candidates(file, document, found)
    duplicates = keep_twins(candidates, resemblances)
    copy_bands(CandidateBand, "candidate_id", zip((c.pk for c in candidates), texts.bands, strict=True))
    close(file, document, found=len(found), duplicates=duplicates)
    if file.batch.is_trusted and file.batch.user is not None:
        new = [each for each, like in zip(candidates, resemblances, strict=True) if not any(like)]
        accept_trusted(new, file.batch.user)


def close(file: IntakeFile, document: SourceDocument, **fields: object) -> None:
    IntakeFile.objects.filter(pk=file.pk).update(
        state=State.READY, document=document, data=b"", lease_until=None, **fields
    )


def keep_document(file: IntakeFile, speech: Speech) -> SourceDocument:
    known = provenance(speech.manuscript, file.filename)
    return SourceDocument.objects.create(
        office=file.batch.office,
        title=known.title,
        speaker=known.speaker,
        spoken_on=known.spoken_on,
        manuscript_json=speech.manuscript.to_json(),
        text=speech.text,
        filename=file.filename,
        checksum=speech.checksum,
        uploader=file.batch.user,
    )


def resemblance(office: Office, texts: Fingerprinted) -> list[Resemblance]:
    entries, candidates = near_entries(texts), near_candidates(texts)
    own_entries = readable_entries(office, {near.id for each in entries for near in each})
    own_candidates = waiting_candidates(office, {near.id for each in candidates for near in each})
    return [
        Resemblance(
            [near for near in like if near.id in own_entries],
            [near for near in waiting if near.id in own_candidates],
            places,
        )
        for like, waiting, places in zip(entries, candidates, near_within(texts), strict=True)
    ]


def readable_entries(office: Office, ids: set) -> set:
    """Keep the entries that the office itself has or that are published to it from above."""
    if not ids:
        return set()
    above = Office.objects.at_or_above([office.pk])
    entries = Entry.objects.filter(pk__in=ids, office__in=above).order_by()
    rows = entries.values_list("pk", "office", "scope", "state")
    return {
        pk
        for pk, owner, scope, state in rows
        if owner == office.pk or (scope == Scope.SUBTREE and state == Entry.State.ACTIVE)
    }


def waiting_candidates(office: Office, ids: set) -> set:
    """Keep what still waits in the office: what was decided on is in the library, or unwanted."""
    waiting = Candidate.objects.filter(pk__in=ids, office=office, decision=Candidate.Decision.NONE)
    return set(waiting.order_by().values_list("pk", flat=True))


def keep_candidates(file: IntakeFile, document: SourceDocument, found: Sequence[Find]) -> list[Candidate]:
    offices = office_names(file.batch.office)
    return Candidate.objects.bulk_create([candidate_of(file, document, each, offices) for each in found])


def candidate_of(
    file: IntakeFile, document: SourceDocument, found: Find, offices: Sequence[str]
) -> Candidate:
    text = found.text
    return Candidate(
        office=file.batch.office,
        batch=file.batch,
        file=file,
        document=document,
        first_line=found.first,
        last_line=found.last,
        kind=found.kind,
        function=found.function,
        title=found.title[:80],
        why=found.why[:400],
        is_sure=found.is_sure,
        content=found.manuscript.to_json(),
        original=text,
        suggestions=[each.to_json() for each in suggest(text, offices)],
    )


def office_names(office: Office) -> list[str]:
    return [name for name in (office.name, office.short_name) if name]


def keep_twins(candidates: Sequence[Candidate], resemblances: Sequence[Resemblance]) -> int:
    """Keep what each candidate resembles; return how many resemble anything."""
    twins = [
        twin
        for candidate, like in zip(candidates, resemblances, strict=True)
        for twin in best_twins(candidate, like, candidates)
    ]
    Twin.objects.bulk_create(twins)
    return len({twin.candidate_id for twin in twins})


def best_twins(candidate: Candidate, like: Resemblance, candidates: Sequence[Candidate]) -> list[Twin]:
    twins = [
        *(Twin(candidate=candidate, entry_id=near.id, likeness=near.likeness) for near in like.entries),
        *(Twin(candidate=candidate, other_id=near.id, likeness=near.likeness) for near in like.candidates),
        *(
            Twin(candidate=candidate, other=candidates[near.id], likeness=near.likeness)
            for near in like.places
        ),
    ]
    return sorted(twins, key=lambda twin: -twin.likeness)[:MOST_TWINS]

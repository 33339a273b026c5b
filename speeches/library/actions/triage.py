"""What a curator decides on a candidate: take in, change, merge, drop, and take that back."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed, refuse
from speeches.library.indexing import index_entry, index_new
from speeches.library.intake.figures import switched
from speeches.library.intake.provenance import level_of
from speeches.library.models import Candidate, Entry, Occasion, Theme
from speeches.library.permissions import create_refusal, edit_refusal

from .deciding import activate_entry
from .writing import NO_SORTING, Sorting, create_entry, edit_entry, restore_version

Decision = Candidate.Decision
DECIDED = "这一条已经处理过了。"
NOT_YOURS = "只能撤销自己的处理。"
USED = "入库的素材已被改动或使用，不能撤销。请到素材页停用它。"
NO_TEXT = "正文是空的，没有可入库的文字。"


def lock(candidate: Candidate) -> None:
    """Hold a candidate: of two curators deciding at once the second is refused. Raises NotAllowed."""
    candidate.decision = (
        Candidate.objects.select_for_update().values_list("decision", flat=True).get(pk=candidate.pk)
    )


def open_for(candidate: Candidate, by: User) -> None:
    refuse(create_refusal(by, candidate.office))
    lock(candidate)
    refuse("" if candidate.is_waiting else DECIDED)


def decide(candidate: Candidate, decision: Decision, by: User, entry: Entry | None = None) -> None:
    candidate.decision, candidate.decided_by, candidate.decided_at = decision, by, timezone.now()
    candidate.entry, candidate.entry_version = entry, entry.version if entry else None
    candidate.save()
    log_action(by, f"{decision.value}-candidate", candidate, title=candidate.title)


@transaction.atomic
def accept_candidate(
    candidate: Candidate,
    *,
    by: User,
    text: str | None = None,
    sorting: Sorting = NO_SORTING,
    audience: str = "",
    is_seen: bool = True,
) -> Entry:
    """Make an entry of a candidate: in use when somebody has seen it, else a 草稿. Raises NotAllowed."""
    entry = enter(candidate, by=by, text=text, sorting=sorting, audience=audience, is_seen=is_seen)
    # At once: the next candidate must find it.
    index_new([entry])
    return entry


def enter(
    candidate: Candidate,
    *,
    by: User,
    text: str | None = None,
    sorting: Sorting = NO_SORTING,
    audience: str = "",
    is_seen: bool = True,
) -> Entry:
    """Make an entry that is still to be compared with the others. Raises NotAllowed."""
    open_for(candidate, by)
    text = candidate.text if text is None else text
    is_edited = text != candidate.suggested_text
    refuse("" if text.strip() else NO_TEXT)
    entry = create_entry(entry_of(candidate, audience), text, by=by, sorting=sorting)
    if is_seen:
        activate_entry(entry, by=by)
    decide(candidate, Decision.EDITED if is_edited else Decision.ACCEPTED, by, entry)
    return entry


def entry_of(candidate: Candidate, audience: str) -> Entry:
    document = candidate.document
    return Entry(
        office=candidate.office,
        kind=candidate.kind,
        function=candidate.function,
        title=candidate.title,
        audience=audience,
        source=source_of(candidate),
        source_level=level_of(document.speaker, document.title),
        source_on=document.spoken_on,
    )


def source_of(candidate: Candidate) -> str:
    document = candidate.document
    speaker = f"（{document.speaker}）" if document.speaker else ""
    return f"《{document.title[:140]}》{speaker[:50]}"


@transaction.atomic
def merge_candidate(candidate: Candidate, into: Entry, text: str, *, by: User) -> None:
    """Write an entry anew with what a candidate adds, as its next version. Raises NotAllowed."""
    open_for(candidate, by)
    refuse(edit_refusal(by, into))
    refuse("" if text.strip() else NO_TEXT)
    sorting = Sorting(into.themes.all(), into.occasions.all())
    edit_entry(into, text, by=by, sorting=sorting, reason=f"并入{source_of(candidate)}"[:200])
    decide(candidate, Decision.MERGED, by, into)
    transaction.on_commit(partial(index_entry, into.pk))


@transaction.atomic
def merge_into_candidate(candidate: Candidate, other: Candidate, *, by: User) -> None:
    """Let another candidate stand for this one. Raises NotAllowed."""
    open_for(candidate, by)
    candidate.merged_into = other
    decide(candidate, Decision.MERGED, by)


@transaction.atomic
def drop_candidate(candidate: Candidate, *, by: User) -> None:
    """Leave a candidate out; it can be taken back. Raises NotAllowed."""
    open_for(candidate, by)
    decide(candidate, Decision.DROPPED, by)


@transaction.atomic
def undo_decision(candidate: Candidate, *, by: User) -> None:
    """Take a decision back, with what it did to the library. Raises NotAllowed."""
    refuse(create_refusal(by, candidate.office))
    lock(candidate)
    candidate = Candidate.objects.select_related("entry", "office").get(pk=candidate.pk)
    refuse(NOT_YOURS if candidate.decided_by_id != by.pk or candidate.is_waiting else "")
    if candidate.entry is not None:
        undo_entry(candidate, candidate.entry, by)
    candidate.decision, candidate.decided_by, candidate.decided_at = Decision.NONE, None, None
    candidate.entry = candidate.entry_version = candidate.merged_into = None
    candidate.save()
    log_action(by, "undo-candidate", candidate, title=candidate.title)


def undo_entry(candidate: Candidate, entry: Entry, by: User) -> None:
    stored = Entry.objects.select_for_update().get(pk=entry.pk)
    is_untouched = stored.version == candidate.entry_version and not stored.uses.exists()
    refuse("" if is_untouched else USED)
    if candidate.decision == Decision.MERGED:
        restore_version(stored, stored.version - 1, by=by)
        transaction.on_commit(partial(index_entry, stored.pk))
    else:
        log_action(by, "delete-entry", stored, title=stored.title)
        stored.delete()


@transaction.atomic
def switch_suggestion(candidate: Candidate, number: int, *, by: User) -> None:
    """Turn one suggested placeholder on or off. Raises NotAllowed, IndexError."""
    open_for(candidate, by)
    places = switched(candidate.places, number)
    candidate.suggestions = [each.to_json() for each in places]
    vars(candidate).pop("places", None)
    candidate.save(update_fields=["suggestions"])


@transaction.atomic
def keep_typed(candidate: Candidate, values: Mapping[str, Any], *, by: User) -> None:
    """Keep what was typed beside a candidate until it is decided on. Raises NotAllowed.

    What is not among the values, or empty where it may not be, stays as it was.
    """
    open_for(candidate, by)
    candidate.kind = values.get("kind") or candidate.kind
    candidate.function = values.get("function") or candidate.function
    candidate.title = (values.get("title") or candidate.title)[:80]
    candidate.typed = {**candidate.typed, **typed_of(values)}
    if candidate.typed.get("text") == candidate.suggested_text:
        del candidate.typed["text"]
    candidate.save(update_fields=["kind", "function", "title", "typed"])


def typed_of(values: Mapping[str, Any]) -> dict[str, Any]:
    typed: dict[str, Any] = {name: values[name] for name in ("text", "merge") if values.get(name, "").strip()}
    for name in ("themes", "occasions"):
        if name in values:
            typed[name] = [each.pk for each in values[name]]
    if "audience" in values:
        typed["audience"] = values["audience"]
    return typed


@transaction.atomic
def reset_text(candidate: Candidate, *, by: User) -> None:
    """Go back to the text as it was found in the speech. Raises NotAllowed."""
    open_for(candidate, by)
    candidate.typed.pop("text", None)
    candidate.save(update_fields=["typed"])


@transaction.atomic
def decide_many(candidates: Iterable[Candidate], verb: str, *, by: User) -> int:
    """Accept or drop several; what nobody has looked at enters as 草稿. Returns how many."""
    decided, entries = [], []
    for candidate in candidates:
        if verb == "accept":
            audience, is_seen = candidate.typed.get("audience", ""), candidate.seen_at is not None
            sorting = told_by(candidate)
            entries.append(enter(candidate, by=by, sorting=sorting, audience=audience, is_seen=is_seen))
        else:
            drop_candidate(candidate, by=by)
        decided.append(candidate.pk)
    index_new(entries)
    # One moment makes them one step, which is taken back as one.
    Candidate.objects.filter(pk__in=decided).update(decided_at=timezone.now())
    return len(decided)


@transaction.atomic
def undo_step(candidates: Sequence[Candidate], *, by: User) -> list[Candidate]:
    """Take back what was decided at once, save what was used since. Raises NotAllowed if all was."""
    undone, refusal = [], ""
    for candidate in candidates:
        try:
            undo_decision(candidate, by=by)
            undone.append(candidate)
        except NotAllowed as refused:
            refusal = str(refused)
    refuse("" if undone else refusal)
    return undone


def told_by(candidate: Candidate) -> Sorting:
    """Return the themes and occasions that somebody chose, or that its words tell."""
    return Sorting(themes_of(candidate), occasions_of(candidate))


def occasions_of(candidate: Candidate) -> list[Occasion]:
    """Return the occasions chosen for it, or else those whose name stands in the speech's title."""
    if "occasions" in candidate.typed:
        return list(Occasion.objects.filter(pk__in=candidate.typed["occasions"]))
    return [occasion for occasion in Occasion.objects.all() if occasion.name in candidate.document.title]


def themes_of(candidate: Candidate) -> list[Theme]:
    """Return the themes chosen for it, or else those whose name stands in the text."""
    if "themes" in candidate.typed:
        return list(Theme.objects.filter(pk__in=candidate.typed["themes"]))
    return [theme for theme in Theme.objects.all() if theme.name in candidate.original + candidate.title]

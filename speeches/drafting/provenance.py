"""Where a paragraph came from (出处), how far it was changed since, and newer wording to take over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from speeches.accounts.models import User
from speeches.library.models import Entry
from speeches.library.origins import Source, source_of
from speeches.manuscript.alignment import align
from speeches.manuscript.compare import compare
from speeches.manuscript.comparison import Comparison
from speeches.manuscript.merge import merge_paragraphs
from speeches.manuscript.paragraph import Origin, Paragraph
from speeches.manuscript.pieces import Piece, compare_texts
from speeches.manuscript.placeholders import fill
from speeches.manuscript.punctuation import quoted
from speeches.manuscript.value import Manuscript

from .models import ChangeSet, Draft, Revision, SpeechImport
from .permissions import edit_refusal


@dataclass(frozen=True)
class Difference:
    """What became of a text. `percent`: how much of the longer one is not in the other."""

    pieces: tuple[Piece, ...]

    @property
    def percent(self) -> int:
        kept, old, new = (sum(len(p.text) for p in self.pieces if p.kind in kinds) for kinds in KINDS)
        return round(100 * (1 - kept / max(old, new))) if old or new else 0

    @property
    def is_same(self) -> bool:
        return all(piece.kind == "" for piece in self.pieces)


KINDS = (("",), ("", "del"), ("", "ins"))


@dataclass(frozen=True)
class Newer:
    """Newer wording: of the same entry, or of the one that replaced it. `changed` counts our paragraphs.

    `merged` is None where our changes and theirs touch.
    """

    entry: Entry
    comparison: Comparison | None
    replaced: tuple[Paragraph, ...]
    merged: tuple[Paragraph, ...] | None
    changed: int
    is_edited: bool


def provenance_context(draft: Draft, user: User, key: str) -> dict[str, Any]:
    """Return what is known of one paragraph. A fixed number of queries."""
    manuscript = draft.manuscript()
    passage = passage_around(manuscript.paragraphs, key)
    paragraph = next((p for p in passage if p.key == key), None)
    context = {"draft": draft, "paragraph": paragraph, "can_edit": not edit_refusal(user, draft)}
    if paragraph is None:
        return context
    if paragraph.origin is None:
        return context | beginning(draft, paragraph)
    source = source_of(user, paragraph.origin.entry, paragraph.origin.version)
    facts = draft.facts_by_name()
    return context | {
        "source": source,
        "passage": passage,
        "difference": difference_from(source, passage, paragraph, facts),
        "newer": newer_wording(source, passage, facts),
    }


def passage_around(paragraphs: Sequence[Paragraph], key: str) -> tuple[Paragraph, ...]:
    """Return a paragraph with those beside it that came in with it."""
    at = next((at for at, paragraph in enumerate(paragraphs) if paragraph.key == key), None)
    if at is None:
        return ()
    start, end, origin = at, at + 1, paragraphs[at].origin
    while origin and start and paragraphs[start - 1].origin == origin:
        start -= 1
    while origin and end < len(paragraphs) and paragraphs[end].origin == origin:
        end += 1
    return tuple(paragraphs[start:end])


def difference_from(
    source: Source, passage: Sequence[Paragraph], paragraph: Paragraph, facts: Mapping[str, str]
) -> Difference | None:
    """Return what became of a paragraph since it came in; None where it may not be told or is not known."""
    if source.then is None:
        return None
    then = fill(source.then, facts).paragraphs
    for match in align(then, passage):
        if any(passage[at].key == paragraph.key for at in match.new):
            texts = (
                "\n".join(side[at].text for at in places)
                for side, places in ((then, match.old), (passage, match.new))
            )
            return Difference(tuple(compare_texts(*texts)))
    return Difference((Piece("ins", paragraph.text),))


# Paragraphs that came from nowhere


def beginning(draft: Draft, paragraph: Paragraph) -> dict[str, Any]:
    """Return how a paragraph without a source came into the text, and what it was then."""
    holds = [{"key": paragraph.key}]
    first = draft.revisions.filter(content__paragraphs__contains=holds).order_by("number").first()
    saves = ChangeSet.objects.filter(draft=draft, payload__upserts__contains=holds).select_related("author")
    context = {
        "first": first,
        "written": saves.order_by("sequence").first(),
        "last": saves.order_by("-sequence").first(),
    }
    if first is None:
        return context
    was = next(p for p in first.manuscript().paragraphs if p.key == paragraph.key)
    return context | {
        "brought": brought_by(draft, first) if first.number == 1 else "",
        "difference": Difference(tuple(compare_texts(was.text, paragraph.text))),
    }


def brought_by(draft: Draft, first: Revision) -> str:
    """Return how the first version came to be: from which past speech, or from which outline."""
    if first.reason == Revision.Reason.IMPORTED:
        came_in = SpeechImport.objects.only("filename").filter(draft=draft).first()
        return f"随导入的文稿进来（{came_in}）" if came_in else "随导入的文稿进来"
    if first.reason == Revision.Reason.OUTLINE:
        return f"从提纲带来（{draft.outline}）" if draft.outline else "从提纲带来"
    return f"从旧稿带来（{first.note}）" if first.reason == Revision.Reason.COPIED else ""


# Newer wording


def newer_wording(source: Source, passage: Sequence[Paragraph], facts: Mapping[str, str]) -> Newer | None:
    """Return what an entry says today where that is not what was put in; else what replaced the entry."""
    if source.successor is not None:
        return newer(source.successor, None, passage, facts)
    if source.is_newer and source.entry is not None:
        return newer(source.entry, source.then, passage, facts)
    return None


def newer(
    entry: Entry, then: Manuscript | None, passage: Sequence[Paragraph], facts: Mapping[str, str]
) -> Newer:
    now = fill(entry.manuscript, facts)
    was = fill(then, facts) if then else Manuscript((), tuple(passage))
    origin = Origin(str(entry.pk), entry.version)
    triples = list(in_step(was.paragraphs, passage, now.paragraphs))
    replaced = [with_wording(mine, theirs, origin) for _, mine, theirs in triples]
    merged = (
        [merged_wording(base, mine, theirs, origin) for base, mine, theirs in triples] if then else [None]
    )
    whole = tuple(one for one in merged if one is not None)
    return Newer(
        entry,
        compare(was, now),
        tuple(replaced),
        whole if len(whole) == len(merged) else None,
        sum(one.text != mine.text for one, (_, mine, _) in zip(replaced, triples, strict=True)),
        any(base.text != mine.text for base, mine, _ in triples) if then else False,
    )


def in_step(
    was: Sequence[Paragraph], passage: Sequence[Paragraph], now: Sequence[Paragraph]
) -> Iterator[tuple[Paragraph, Paragraph, Paragraph]]:
    """Yield (what was put in, what it is here, what it says today) of each paragraph that has all three."""
    ours = dict(one_to_one(was, passage))
    for old, new in one_to_one(was, now):
        if old in ours:
            yield was[old], passage[ours[old]], now[new]


def one_to_one(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    for match in align(old, new):
        if len(match.old) == len(match.new) == 1:
            yield match.old[0], match.new[0]


def with_wording(mine: Paragraph, theirs: Paragraph, origin: Origin) -> Paragraph:
    """Return our paragraph with their words; its place stays, counts are tied anew on saving."""
    spans = tuple(span for span in theirs.spans if span.kind == "fact")
    return replace(mine, text=theirs.text, spans=spans, origin=origin)


def merged_wording(base: Paragraph, mine: Paragraph, theirs: Paragraph, origin: Origin) -> Paragraph | None:
    """Return our paragraph with their changes beside ours; None where they touch."""
    was, now = (with_wording(mine, side, origin) for side in (base, theirs))
    return merge_paragraphs(was, replace(mine, origin=origin), now)


def taking_over(draft: Draft, user: User, key: str, *, keeps_ours: bool) -> dict[str, Any] | None:
    """Return what the open paper has to change to take over newer wording; None where there is none."""
    found = provenance_context(draft, user, key).get("newer")
    wanted: Iterable[Paragraph] | None = found and (found.merged if keeps_ours else found.replaced)
    if not found or wanted is None:
        return None
    return {
        "label": f"换成{quoted(found.entry.title)}第 {found.entry.version} 版的写法",
        "front": None,
        "upserts": [paragraph.to_json() for paragraph in wanted],
        "deletions": [],
    }

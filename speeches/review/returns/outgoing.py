"""What is marked in a copy for review (送审稿): the comments that a person may read, and what has changed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from speeches.accounts.models import OfficeSettings, User
from speeches.docx.marked import write_marked
from speeches.docx.marking import Comment as Thread
from speeches.docx.marking import Edit, Marking, Range, Reply, Stamp
from speeches.docx.properties import Properties
from speeches.docx.sources import body
from speeches.drafting.export import FORBIDDEN_IN_NAMES, LONGEST_NAME, office_layout
from speeches.drafting.models import Draft, Revision
from speeches.manuscript.merge import rewritings
from speeches.manuscript.value import Manuscript
from speeches.review.models import Comment
from speeches.review.queries import comments_of
from speeches.review.reading import Note, Where, notes
from speeches.review.states import CommentState
from speeches.review.suggesting.changes import Change, Deletion, Insertion, Move, Rewrite
from speeches.review.suggesting.fitting import Status, fitted

SUGGESTIONS = "suggestions"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants in the copy: `against` is a revision's number, "suggestions" or ""."""

    against: str = ""
    has_settled: bool = False
    is_comments_only: bool = False


def stamp_of(name: str, at: datetime) -> Stamp:
    return Stamp.of(name, timezone.localtime(at))


def sent_comments(draft: Draft, user: User) -> QuerySet[Comment]:
    """Return the comments that may stand in a copy of this person's: theirs to read, not taken back."""
    comments = comments_of(draft, user).exclude(state=CommentState.WITHDRAWN)
    return comments.prefetch_related("remarks__author")


def marked_copy(draft: Draft, user: User, revision: Revision, wanted: Wanted) -> bytes:
    """Return the .docx. `revision` is the text as it stands; it is what comes back is compared with."""
    manuscript = revision.manuscript()
    placed = notes(manuscript, sent_comments(draft, user))
    edits = dict(proposals(manuscript, placed)) if wanted.against == SUGGESTIONS else {}
    threads = [thread_of(note) for note in placed if is_sent(note, wanted, edits)]
    old = draft.shown_revisions().get(number=int(wanted.against)) if wanted.against.isdecimal() else None
    marking = Marking(
        comments=tuple(threads),
        old=old.manuscript() if old else None,
        stamp=stamp_of(revision.author.name, revision.at),
        edits=tuple(edit for own in edits.values() for edit in own),
        is_comments_only=wanted.is_comments_only,
        against=wanted.against,
    )
    layout = office_layout(OfficeSettings.of(draft.office))
    return write_marked(manuscript, marking, layout=layout, properties=properties(draft, revision))


def properties(draft: Draft, revision: Revision) -> Properties:
    return Properties(
        title=draft.title,
        author=draft.office.name,
        created=draft.created_at,
        modified=draft.updated_at,
        draft=str(draft.pk),
        revision=str(revision.number),
    )


def copy_name(draft: Draft, revision: Revision) -> str:
    title = draft.title.translate(FORBIDDEN_IN_NAMES).strip(" .")[:LONGEST_NAME]
    return f"{title}（送审稿 第{revision.number}版）.docx"


def is_sent(note: Note, wanted: Wanted, edits: Collection[int]) -> bool:
    """Whether a comment goes out as one; a suggestion that nobody remarked on says all as a change."""
    comment = note.comment
    if comment.state != CommentState.OPEN and not wanted.has_settled:
        return False
    if comment.proposal is None or comment.proposal.note or comment.pk not in edits:
        return True
    return any(replies_of(comment))


def thread_of(note: Note) -> Thread:
    comment = note.comment
    found = None
    if note.where in (Where.WORDS, Where.PARAGRAPH, Where.CHANGED):
        start, end = note.span or (0, 10**6)
        found = Range(comment.key, start, comment.key, end)
    return Thread(
        stamp_of(comment.said_by, comment.at),
        comment.text,
        found,
        is_resolved=comment.state != CommentState.OPEN,
        replies=tuple(replies_of(comment)),
    )


def replies_of(comment: Comment) -> Iterator[Reply]:
    """Yield answers and remarks in the order in which they were written."""
    told = [(answer.at, answer.author.name, answered(answer)) for answer in comment.answers.all()]
    standing = (remark for remark in comment.remarks.all() if remark.withdrawn_at is None)
    told += [(remark.at, remark.author.name, remark.text) for remark in standing]
    for at, name, text in sorted(told, key=lambda each: each[0]):
        yield Reply(stamp_of(name, at), text)


def answered(answer: object) -> str:
    return "：".join(part for part in (answer.get_outcome_display(), answer.text) if part)


def proposals(manuscript: Manuscript, placed: Iterable[Note]) -> Iterator[tuple[int, list[Edit]]]:
    """Yield the open suggestions, by their comments, as changes of the text.

    One that fits no more goes out in words. So does one that moves something, and one that changes what
    another one changes: a text can only be marked once.
    """
    taken: list[Edit] = []
    lines = [[stretch.key for stretch in source.stretches] for source in body(manuscript)]
    for note in placed:
        suggestion = note.comment.proposal
        if suggestion is None or note.comment.state != CommentState.OPEN:
            continue
        fits = fitted(manuscript, suggestion.values()).fits
        if all(
            fit.status in (Status.READY, Status.MERGED) and not is_told(fit.change, lines) for fit in fits
        ):
            stamp = stamp_of(note.comment.said_by, note.comment.at)
            own = [edit for fit in fits for edit in edits_of(fit, manuscript, stamp)]
            if not any(overlap(edit, other) for edit in own for other in taken):
                taken += own
                yield note.comment.pk, own


def is_told(change: Change, lines: Sequence[Sequence[str]]) -> bool:
    """Whether there are only words for it; `lines` are the keys of each printed line.

    No mark in a paragraph shows a move, what comes first or amid a line, or a paragraph that prints nothing.
    """
    match change:
        case Move():
            return True
        case Insertion():
            return all(line[-1] != change.after for line in lines)
        case Deletion():
            return not change.base or all(change.key not in line for line in lines)
        case _:
            return all(change.key not in line for line in lines)


def overlap(one: Edit, other: Edit) -> bool:
    return (
        one.key == other.key
        and one.start < max(other.end, other.start + 1)
        and other.start < max(one.end, one.start + 1)
    )


def edits_of(fit: object, manuscript: Manuscript, stamp: Stamp) -> Iterator[Edit]:
    change = fit.change
    if isinstance(change, Rewrite):
        for hunk in rewritings(fit.now, fit.text):
            yield Edit(change.key, hunk.start, hunk.end, fit.text[hunk.new_start : hunk.new_end], stamp)
    elif isinstance(change, Deletion):
        yield Edit(change.key, 0, len(fit.now), "", stamp)
    elif isinstance(change, Insertion):
        texts = {paragraph.key: paragraph.text for paragraph in manuscript.paragraphs}
        end = len(texts.get(change.after, ""))
        text = "".join(f"\n{paragraph.text}" for paragraph in change.paragraphs)
        yield Edit(change.after, end, end, text, stamp)

"""Reading a returned file, in the background worker; the file itself is read in a limited child."""

import logging
from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from speeches.docx.errors import DocxError
from speeches.docx.marked import PROPOSALS
from speeches.docx.marking import Comment as Thread
from speeches.docx.remarks import ReturnedComment, relinked
from speeches.docx.reported import Report, report
from speeches.docx.returned import ReturnedFile
from speeches.docx.returning_child import read_returned_in_child
from speeches.review.models import ReturnedCopy, ReturnedItem
from speeches.review.models.returned import Recognised, ReturnState

from .items import fingerprint_of, fingerprint_of_comment
from .outgoing import thread_of
from .queries import sent_notes
from .recognising import base_of, named_draft, sides_of

logger = logging.getLogger(__name__)
UNEXPECTED = (
    "读取这个文件时出了意外，没有保存任何内容。请在 Word 或 WPS 里另存一份再上传；还不行请联系系统管理员。"
)
NO_VERSION = "这篇讲话稿还没有可以比较的版本。请先在编辑器里保存一版，再上传回稿。"
TOO_LONG = "文件里的文字超过 30 万字，不像一篇讲话稿的回稿。请只留讲话稿部分，另存后再上传。"
LONGEST_LEFTOVER, LONGEST_TEXT = 300, 300_000


@task()
def read_returned_copy(copy_id: str) -> None:
    """Read a waiting file. The row always ends as ready, as unknown, or as failed with a sentence."""
    claimed = ReturnedCopy.objects.filter(pk=copy_id, state=ReturnState.WAITING)
    if not claimed.update(state=ReturnState.READING, claimed_at=timezone.now()):
        return
    copy = ReturnedCopy.objects.select_related("draft", "user").get(pk=copy_id)
    try:
        understand(copy, read_returned_in_child(bytes(copy.data)))
    except DocxError as error:
        fail(copy, str(error))
    except Exception:
        logger.exception("reading the returned copy %s failed", copy_id)
        fail(copy, UNEXPECTED)


def held(copy: ReturnedCopy) -> QuerySet[ReturnedCopy]:
    """Return the row while this reader still has it: one that was given up stores nothing any more."""
    return ReturnedCopy.objects.filter(pk=copy.pk, state=ReturnState.READING, claimed_at=copy.claimed_at)


def fail(copy: ReturnedCopy, sentence: str) -> None:
    held(copy).update(state=ReturnState.FAILED, error=sentence[:300], data=b"")


def understand(copy: ReturnedCopy, file: ReturnedFile) -> None:
    copy.saved_by, copy.program = file.saved_by[:255], file.program[:255]
    draft = copy.draft or named_draft(file.identity, copy.user)
    if draft is None:
        # The bytes stay: a person says which draft it is.
        held(copy).update(state=ReturnState.UNKNOWN, saved_by=copy.saved_by, program=copy.program)
        return
    if sum(len(atom.text) for atom in file.atoms) > LONGEST_TEXT:
        fail(copy, TOO_LONG)
        return
    base, how = base_of(file, draft)
    if base is None:
        fail(copy, NO_VERSION)
        return
    sent = [thread_of(note) for note in sent_notes(draft)]
    file.remarks = relinked(file.remarks, sent)
    told = report(base.manuscript(), file, sides_of(file, how))
    told.leftovers += [*resolved_since(told.comments, sent), *settled_proposals(file, how)]
    copy.draft, copy.base, copy.recognised = draft, base, how
    store(copy, told, sent)


@transaction.atomic
def store(copy: ReturnedCopy, told: Report, sent: list[Thread]) -> None:
    if not held(copy).select_for_update().exists():
        return
    copy.leftovers = [text[:LONGEST_LEFTOVER] for text in told.leftovers]
    copy.state, copy.data = ReturnState.READY, b""
    copy.save()
    found = [(ReturnedItem.Kind.CHANGE, each.to_json(), fingerprint_of(each)) for each in told.changes]
    for comment in new_comments(told.comments, sent):
        data = (ReturnedItem.Kind.COMMENT, comment.to_json(), fingerprint_of_comment(comment))
        found.append(data)
    ReturnedItem.objects.bulk_create(
        ReturnedItem(copy=copy, order=order, kind=kind, data=data, fingerprint=fingerprint)
        for order, (kind, data, fingerprint) in enumerate(found, 1)
    )


def resolved_since(comments: list[ReturnedComment], sent: list[Thread]) -> Iterator[str]:
    """Yield which comments somebody ticked off in the file; that settles nothing here."""
    open_then = {(thread.stamp, thread.text) for thread in sent if not thread.is_resolved}
    for comment in comments:
        if comment.is_resolved and (comment.stamp, comment.text) in open_then:
            yield f"{comment.stamp.author}的批注“{comment.text[:60]}”在文件里标成了已解决，请在“批注”里办结。"


def settled_proposals(file: ReturnedFile, how: Recognised) -> Iterator[str]:
    """Yield which suggestions that went out are in the file no more; one accepted is told as a change."""
    if how is not Recognised.BY_MARK or file.identity.against != PROPOSALS:
        return
    there = {one for atom in file.atoms for one in (atom.inserted, atom.deleted)}
    for stamp in file.identity.stamps:
        if stamp not in there:
            yield f"{stamp.author}的修改建议在文件里已被接受或拒绝；接受的列在上面，拒绝的请在“批注”里办结。"


def new_comments(comments: list[ReturnedComment], sent: list[Thread]) -> list[ReturnedComment]:
    """Return what was not said when the copy went out: new comments, and new replies to known ones."""
    threads = {(thread.stamp, thread.text): thread for thread in sent}
    replies = {(reply.stamp, reply.text) for thread in sent for reply in thread.replies}
    found = []
    for comment in comments:
        if (comment.stamp, comment.text) in replies:
            continue
        if (comment.stamp, comment.text) not in threads:
            found.append(comment)
            continue
        for stamp, text in comment.replies:
            if (stamp, text) not in replies:
                said = f"（回复{comment.stamp.author}的批注“{comment.text[:30]}”）{text}"
                found.append(
                    ReturnedComment(stamp, said, comment.key, comment.start, comment.quote, comment.words)
                )
    return found

"""Taking past speeches in: uploading, reading in the background, pausing, cancelling, going on."""

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from speeches.accounts.actions import log_action
from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.library.indexing import index_entries
from speeches.library.intake.archive import check_archive, check_count, unpack
from speeches.library.intake.errors import IntakeError, NotSpeechError
from speeches.library.intake.reading import check_file
from speeches.library.models import IntakeBatch, IntakeFile
from speeches.library.permissions import create_refusal, suggest_refusal
from speeches.manuscript.errors import ManuscriptError

from .gathering import gather

logger = logging.getLogger(__name__)
State = IntakeFile.State
Batch = IntakeBatch.State
LEASE = timedelta(minutes=3)
# A worker reads for this long, then lets other tasks go first.
SLICE = 3.0
# Silent for so long, the worker was stopped: whoever looks at the page has the work taken up again.
SILENCE = timedelta(seconds=30)
MOST_ATTEMPTS = 3
# Below the reading of one speech that a drafter waits for.
PRIORITY = -10

NOTHING = "没有选择文件。请选择 .docx、.txt 文件，或它们的 zip 压缩包。"
GAVE_UP = "读这个文件时程序中断了 3 次，已跳过。请把正文复制到新文件后再上传。"
UNEXPECTED = "读这个文件时出了意外，已跳过，没有保存它的内容。如果反复出现，请联系系统管理员。"
CLOSED = "这一批已经结束，不能再{verb}。"


class Upload(NamedTuple):
    name: str
    data: bytes


@transaction.atomic
def start_intake(
    uploads: Sequence[Upload],
    *,
    office: Office,
    by: User,
    name: str = "",
    is_trusted: bool = False,
    is_queued: bool = True,
) -> IntakeBatch:
    """Keep the files and have a worker read them. Raises NotAllowed; IntakeError, and then nothing is kept.

    What cannot be read, be it a file or an archive as a whole, is a line in the batch and the others are
    taken; it is refused only where there is nothing else.
    """
    refuse(create_refusal(by, office))
    if not uploads:
        raise IntakeError(NOTHING)
    faults = [fault_of(each) for each in uploads]
    if all(faults):
        raise IntakeError(faults[0])
    check_count(sum(count_of(each) for each, fault in zip(uploads, faults, strict=True) if not fault))
    name = (name or uploads[0].name)[:100] + (
        f" 等 {len(uploads)} 个文件" if len(uploads) > 1 and not name else ""
    )
    batch = IntakeBatch.objects.create(office=office, user=by, name=name, is_trusted=is_trusted)
    files = [file_of(batch, each, fault) for each, fault in zip(uploads, faults, strict=True)]
    IntakeFile.objects.bulk_create(files)
    log_action(by, "start-intake", batch, name=name, files=len(uploads), is_trusted=is_trusted)
    if is_queued:
        enqueue(batch)
    return batch


@transaction.atomic
def offer_speech(upload: Upload, *, office: Office, by: User, name: str) -> IntakeBatch:
    """Hand a speech of the office's own to its curators, as a batch of theirs. Raises NotAllowed."""
    refuse(suggest_refusal(by, office))
    batch = IntakeBatch.objects.create(office=office, user=by, name=name[:100])
    file_of(batch, upload).save()
    log_action(by, "offer-speech", batch, name=batch.name)
    enqueue(batch)
    return batch


def is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def fault_of(upload: Upload) -> str:
    """Return why an archive is not taken at all, "" for one that is and for every single file."""
    if not is_zip(upload.name):
        return ""
    try:
        check_archive(*upload)
    except IntakeError as refusal:
        return str(refusal)
    return ""


def count_of(upload: Upload) -> int:
    return check_archive(*upload) if is_zip(upload.name) else 1


def file_of(batch: IntakeBatch, upload: Upload, fault: str = "") -> IntakeFile:
    """Return the row of a file; one that is refused by name or size keeps no bytes."""
    name = upload.name[-200:]
    file = IntakeFile(batch=batch, filename=name, size=len(upload.data), data=upload.data)
    if fault:
        file.state, file.error, file.data = State.FAILED, fault[:300], b""
    elif is_zip(name):
        file.is_archive = True
    else:
        refuse_file(file)
    return file


def refuse_file(file: IntakeFile) -> None:
    """Tell by name and size what is not worth opening."""
    try:
        check_file(file.filename, file.size)
    except IntakeError as refusal:
        file.state = State.SKIPPED if isinstance(refusal, NotSpeechError) else State.FAILED
        file.error, file.data = str(refusal), b""


def enqueue(batch: IntakeBatch) -> None:
    IntakeBatch.objects.filter(pk=batch.pk).update(pulse_at=timezone.now())
    transaction.on_commit(partial(read_intake.enqueue, str(batch.pk)))


@task(priority=PRIORITY)
def read_intake(batch_id: str, seconds: float | None = SLICE) -> None:
    """Read files of a batch for some seconds, in a worker; then go on in another task."""
    until = None if seconds is None else time.monotonic() + seconds
    index_entries()
    while IntakeBatch.objects.filter(pk=batch_id, state=Batch.RUNNING).update(pulse_at=timezone.now()):
        file = claim(batch_id)
        if file is None:
            finish(batch_id)
            return
        read_file(file)
        if until is not None and time.monotonic() > until:
            read_intake.enqueue(batch_id)
            return


@transaction.atomic
def claim(batch_id: str) -> IntakeFile | None:
    """Take the lease of the next file that nobody reads. Several workers never get the same one."""
    now = timezone.now()
    free = Q(state=State.WAITING) | Q(state=State.READING, lease_until__lt=now)
    files = IntakeFile.objects.select_for_update(skip_locked=True).filter(free, batch=batch_id)
    file = files.order_by("pk").first()
    if file is not None:
        file.state, file.lease_until, file.attempts = State.READING, now + LEASE, file.attempts + 1
        file.save(update_fields=["state", "lease_until", "attempts"])
    return file


def read_file(file: IntakeFile) -> None:
    """Read one file. Whatever happens, its row says so, and the others go on."""
    if file.attempts > MOST_ATTEMPTS:
        fail(file, GAVE_UP)
        return
    try:
        open_archive(file) if file.is_archive else gather(file)
    except ManuscriptError as refusal:
        fail(file, str(refusal))
    except Exception:
        logger.exception("reading intake file %s failed", file.pk)
        fail(file, UNEXPECTED)


def fail(file: IntakeFile, sentence: str) -> None:
    held(file).update(state=State.FAILED, error=sentence[:300], data=b"", lease_until=None)


def held(file: IntakeFile) -> "Iterable[IntakeFile]":
    """Return the row while this reader still has its lease: a file cancelled meanwhile stays cancelled."""
    return IntakeFile.objects.filter(pk=file.pk, state=State.READING, lease_until=file.lease_until)


@transaction.atomic
def open_archive(file: IntakeFile) -> None:
    """Put the files of an archive in its place. Raises IntakeError, and then none of them is kept."""
    inside = [
        IntakeFile(batch=file.batch, filename=name, size=len(data), state=State.FAILED, error=fault)
        if fault
        else file_of(file.batch, Upload(name, data))
        for name, data, fault in unpack(file.filename, bytes(file.data))
    ]
    if held(file).select_for_update().exists():
        IntakeFile.objects.bulk_create(inside, batch_size=50)
        file.delete()


@transaction.atomic
def finish(batch_id: str) -> None:
    """Close a batch of which nothing is left; what another worker reads is waited for by that one."""
    batch = IntakeBatch.objects.select_for_update().get(pk=batch_id)
    is_over = not batch.files.filter(state__in=(State.WAITING, State.READING)).exists()
    if is_over and batch.state == Batch.RUNNING:
        batch.state, batch.finished_at = Batch.DONE, timezone.now()
        batch.save(update_fields=["state", "finished_at"])


def change_state(batch: IntakeBatch, by: User, verb: str, old: Batch, new: Batch) -> None:
    refuse(create_refusal(by, batch.office))
    refuse(
        ""
        if IntakeBatch.objects.filter(pk=batch.pk, state=old).update(state=new)
        else CLOSED.format(verb=verb)
    )
    batch.state = new
    log_action(by, f"{new.value}-intake", batch, name=batch.name)


@transaction.atomic
def pause_intake(batch: IntakeBatch, *, by: User) -> None:
    """Stop after the file that is being read. Raises NotAllowed."""
    change_state(batch, by, "暂停", Batch.RUNNING, Batch.PAUSED)


@transaction.atomic
def resume_intake(batch: IntakeBatch, *, by: User) -> None:
    """Go on where it was paused. Raises NotAllowed."""
    change_state(batch, by, "继续", Batch.PAUSED, Batch.RUNNING)
    enqueue(batch)


@transaction.atomic
def cancel_intake(batch: IntakeBatch, *, by: User) -> None:
    """Read no more of a batch; what was read stays. Raises NotAllowed."""
    old = Batch.PAUSED if batch.state == Batch.PAUSED else Batch.RUNNING
    change_state(batch, by, "取消", old, Batch.CANCELLED)
    waiting = batch.files.filter(state__in=(State.WAITING, State.READING))
    waiting.update(state=State.CANCELLED, data=b"", lease_until=None)
    IntakeBatch.objects.filter(pk=batch.pk).update(finished_at=timezone.now())


@transaction.atomic
def take_up(batches: Iterable[IntakeBatch] | None = None) -> int:
    """Have work that was broken off by a restart done again. Returns how many batches. Safe at any time."""
    silent = Q(pulse_at=None) | Q(pulse_at__lt=timezone.now() - SILENCE)
    open_batches = IntakeBatch.objects.select_for_update(skip_locked=True).filter(silent, state=Batch.RUNNING)
    if batches is not None:
        open_batches = open_batches.filter(pk__in=[batch.pk for batch in batches])
    found = list(open_batches)
    for batch in found:
        enqueue(batch)
    return len(found)


@transaction.atomic
def restart_intake() -> int:
    """Take up all that was being read, at once. Only while no worker runs: at the start of the server."""
    running = IntakeBatch.objects.filter(state=Batch.RUNNING)
    IntakeFile.objects.filter(batch__in=running, state=State.READING).update(lease_until=timezone.now())
    running.update(pulse_at=None)
    return take_up()

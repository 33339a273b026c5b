"""Bringing a speech in: paste or upload → what was recognised → (elsewhere) a draft."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed, refuse
from speeches.drafting.incoming import Incoming
from speeches.drafting.models import SpeechImport
from speeches.drafting.reading import check_file
from speeches.library.lexicon import set_names_for

from .creating import create_refusal
from .reading import read_speech_import

State = SpeechImport.State
# Nobody comes back to a preview after a month; what became of it is in the draft.
KEPT_FOR = timedelta(days=30)


@transaction.atomic
def import_text(user: User, text: str) -> SpeechImport:
    """Recognise a pasted text at once. Raises SpeechRefusedError, NotAllowed."""
    refuse(create_refusal(user))
    incoming = Incoming.read(text, set_names_for(user.office_id))
    forget_old_imports(user)
    return SpeechImport.objects.create(
        user=user, office=user.office, size=len(text.encode()), state=State.READY, result=incoming.to_json()
    )


@transaction.atomic
def import_upload(user: User, upload: UploadedFile) -> SpeechImport:
    """Keep an uploaded file and have a worker read it. Raises SpeechRefusedError, NotAllowed."""
    refuse(create_refusal(user))
    name = (upload.name or "")[-255:]
    check_file(name, upload.size or 0)
    forget_old_imports(user)
    speech_import = SpeechImport.objects.create(
        user=user, office=user.office, filename=name, size=upload.size, data=upload.read()
    )
    log_action(user, "speech-import", speech_import, filename=name, size=upload.size)
    transaction.on_commit(partial(read_speech_import.enqueue, str(speech_import.pk)))
    return speech_import


def forget_old_imports(user: User) -> None:
    SpeechImport.objects.filter(user=user, created_at__lt=timezone.now() - KEPT_FOR).delete()


def put_line_back(speech_import: SpeechImport, *, user: User, number: int) -> None:
    """Take a line that was left out into the speech."""
    _change(speech_import, user, lambda incoming: incoming.put_back(number))


def take_line_out(speech_import: SpeechImport, *, user: User, key: str) -> None:
    """Leave a line out again."""
    _change(speech_import, user, lambda incoming: incoming.take_out(key))


@transaction.atomic
def _change(speech_import: SpeechImport, user: User, change: Callable[[Incoming], Incoming]) -> None:
    row = SpeechImport.objects.select_for_update().get(pk=speech_import.pk)
    if row.user_id != user.pk or row.state != State.READY or row.draft_id is not None:
        raise NotAllowed("这次导入已经结束，不能再改。")
    try:
        row.result = change(Incoming.from_json(row.result)).to_json()
    except KeyError:
        return  # Pressed twice: the line is already where it was wanted.
    row.save(update_fields=["result"])


@transaction.atomic
def cancel_import(speech_import: SpeechImport, *, user: User) -> None:
    """Forget an import and its bytes. A draft made of it stays."""
    if speech_import.user_id != user.pk:
        raise NotAllowed("只有本人可以取消这次导入。")
    SpeechImport.objects.filter(pk=speech_import.pk, draft=None).delete()

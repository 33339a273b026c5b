"""Reading an uploaded speech, in the background worker."""

import logging

from django_tasks import task

from speeches.drafting.incoming import SpeechRefusedError
from speeches.drafting.models import SpeechImport
from speeches.drafting.reading import read_file
from speeches.library.lexicon import set_names_for

logger = logging.getLogger(__name__)
State = SpeechImport.State
UNEXPECTED = "读取这个文件时出了意外，没有保存任何内容。请把正文复制出来粘贴；如果还不行，请联系系统管理员。"


@task()
def read_speech_import(speech_import_id: str) -> None:
    """Read a waiting import, in a worker. The row always ends as ready or as failed with a sentence."""
    claimed = SpeechImport.objects.filter(pk=speech_import_id, state=State.WAITING).update(
        state=State.READING
    )
    if not claimed:
        return
    speech_import = SpeechImport.objects.get(pk=speech_import_id)
    try:
        names = set_names_for(speech_import.office_id)
        incoming, _ = read_file(speech_import.filename, bytes(speech_import.data), names)
        _finish(speech_import, State.READY, result=incoming.to_json())
    except SpeechRefusedError as refusal:
        _finish(speech_import, State.FAILED, error=str(refusal))
    except Exception:
        logger.exception("reading import %s failed", speech_import_id)
        _finish(speech_import, State.FAILED, error=UNEXPECTED)


def _finish(speech_import: SpeechImport, state: State, **fields: object) -> None:
    # An update, not a save: an import cancelled meanwhile must not come back.
    SpeechImport.objects.filter(pk=speech_import.pk).update(state=state, data=b"", **fields)

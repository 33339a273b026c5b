"""Papers as PDF: asked for, rendered by a worker, taken back. And the options a person chose last."""

import logging
from collections.abc import Mapping
from functools import partial

from django.db import transaction
from django_tasks import task

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.docx.errors import DocxError
from speeches.docx.rendering import missing_office, to_pdf
from speeches.drafting.models import Draft, PaperOptions, PdfCopy

logger = logging.getLogger(__name__)
State = PdfCopy.State
MOST_AT_ONCE = 3
TOO_MANY = f"已有 {MOST_AT_ONCE} 个 PDF 在生成。请等其中一个做完，或先取消一个。"
FAILED = "LibreOffice 没有做出 PDF。请再试一次；还不行，请下载 .docx，在 WPS、Word 里另存为 PDF。"


def pdf_refusal(user: User) -> str:
    """Say why a person cannot have a PDF now: no LibreOffice, or too many at once."""
    if missing := missing_office():
        return missing
    busy = [one for one in PdfCopy.objects.filter(user=user).defer("source", "data") if one.is_busy]
    return TOO_MANY if len(busy) >= MOST_AT_ONCE else ""


@transaction.atomic
def request_pdf(draft: Draft, *, by: User, name: str, source: bytes) -> PdfCopy:
    """Have a worker render a .docx of a draft; `name` has no suffix. Raises NotAllowed."""
    refuse(pdf_refusal(by))
    PdfCopy.objects.stale().delete()
    pdf = PdfCopy.objects.create(user=by, draft=draft, name=name[:200], source=source)
    log_action(by, "draft-pdf", draft, name=name)
    transaction.on_commit(partial(render_pdf.enqueue, str(pdf.pk)))
    return pdf


@transaction.atomic
def remove_pdf(pdf: PdfCopy) -> None:
    """Forget a PDF, or that it was asked for: what a worker then makes is not kept."""
    pdf.delete()


@task()
def render_pdf(pdf_id: str) -> None:
    """Render a waiting paper, in a worker. The row always ends as ready or as failed with a sentence."""
    if not PdfCopy.objects.filter(pk=pdf_id, state=State.WAITING).update(state=State.RUNNING):
        return
    source = bytes(PdfCopy.objects.values_list("source", flat=True).get(pk=pdf_id))
    try:
        finish(pdf_id, State.READY, data=to_pdf(source))
    except DocxError:
        finish(pdf_id, State.FAILED, error=FAILED)
    except Exception:
        logger.exception("rendering PDF %s failed", pdf_id)
        finish(pdf_id, State.FAILED, error=FAILED)


def finish(pdf_id: str, state: State, **fields: object) -> None:
    # An update, not a save: one that was cancelled meanwhile must not come back.
    PdfCopy.objects.filter(pk=pdf_id).update(state=state, source=b"", **fields)


@transaction.atomic
def remember_options(user: User, kind: str, options: Mapping[str, object]) -> None:
    """Keep what a person chose for a kind of paper."""
    row, _ = PaperOptions.objects.select_for_update().get_or_create(user=user)
    if row.options.get(kind) != dict(options):
        row.options[kind] = dict(options)
        row.save(update_fields=["options"])

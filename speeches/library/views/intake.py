"""Uploading past speeches and following how they are read."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from speeches.accounts.permissions import refuse
from speeches.library.actions.intake import (
    Upload,
    cancel_intake,
    pause_intake,
    resume_intake,
    start_intake,
    take_up,
)
from speeches.library.details import curated_office
from speeches.library.intake.archive import LARGEST_ARCHIVE, check_count
from speeches.library.intake.errors import IntakeError
from speeches.library.models import IntakeBatch, IntakeFile
from speeches.library.permissions import intake_refusal
from speeches.library.triaging import unseen_in_use, waiting

BATCHES = 20
FILES = 100
State = IntakeFile.State
FINISHED = (State.READY, State.FAILED, State.CANCELLED, State.SKIPPED)


def own_batch(request: HttpRequest, batch_id: str) -> IntakeBatch:
    refuse(intake_refusal(request.user))
    return get_object_or_404(
        IntakeBatch.objects.visible_to(request.user).select_related("office"), pk=batch_id
    )


@login_required
@require_http_methods(["GET", "POST"])
def intake_list(request: HttpRequest) -> HttpResponse:
    """GET: upload and the batches so far; POST: take files in."""
    refuse(intake_refusal(request.user))
    if request.method == "GET":
        return render(request, "library/intake_list.html", list_context(request))
    try:
        return redirect(start(request))
    except IntakeError as error:
        context = {**list_context(request), "error": str(error)}
        return render(request, "library/intake_list.html", context, status=422)


def start(request: HttpRequest) -> IntakeBatch:
    """Begin an intake of the files in a request. Raises IntakeError, NotAllowed."""
    files = request.FILES.getlist("files")
    check_count(len(files))
    # One byte more than is taken tells that a file is too large.
    uploads = [Upload(file.name or "未命名", file.read(LARGEST_ARCHIVE + 1)) for file in files]
    is_trusted = request.POST.get("trusted") == "yes"
    return start_intake(uploads, office=curated_office(request.user), by=request.user, is_trusted=is_trusted)


def list_context(request: HttpRequest) -> dict[str, Any]:
    batches = IntakeBatch.objects.visible_to(request.user).select_related("user", "office")
    counted = batches.annotate(
        file_count=Count("files"), finished_count=Count("files", filter=Q(files__state__in=FINISHED))
    )
    return {
        "batches": counted[:BATCHES],
        "office": curated_office(request.user),
        "waiting_count": waiting(request.user).count(),
    }


def batch_context(request: HttpRequest, batch: IntakeBatch) -> dict[str, Any]:
    is_silent = batch.is_silent
    if batch.state == IntakeBatch.State.RUNNING:
        take_up([batch])
    files = batch.files.select_related("document").defer("data")
    return {
        "batch": batch,
        "is_silent": is_silent,
        "totals": batch.files.totals(),
        "page": Paginator(files, FILES).get_page(request.GET.get("page")),
        "faults": files.filter(state=State.FAILED)[:FILES],
        "waiting_count": batch.candidates.filter(decision="").count(),
        "unseen": unseen_in_use(batch.candidates.order_by("pk")),
        "query": "",
    }


@login_required
@require_GET
def intake_batch(request: HttpRequest, batch_id: str) -> HttpResponse:
    return render(request, "library/intake_batch.html", batch_context(request, own_batch(request, batch_id)))


@login_required
@require_GET
def intake_progress(request: HttpRequest, batch_id: str) -> HttpResponse:
    """The part of the page that the browser asks for again until all files are read."""
    context = batch_context(request, own_batch(request, batch_id))
    return render(request, "library/_intake_batch_swap.html", context)


@login_required
@require_GET
def intake_bar(request: HttpRequest, batch_id: str) -> HttpResponse:
    """The narrow bar over the triage page."""
    batch = own_batch(request, batch_id)
    return render(request, "library/_intake_bar.html", {"batch": batch, "totals": batch.files.totals()})


def change(request: HttpRequest, batch_id: str, action: Callable[..., None], sentence: str) -> HttpResponse:
    batch = own_batch(request, batch_id)
    action(batch, by=request.user)
    messages.success(request, sentence.format(batch=batch))
    return redirect(batch)


@login_required
@require_POST
def intake_pause(request: HttpRequest, batch_id: str) -> HttpResponse:
    return change(request, batch_id, pause_intake, "“{batch}”已暂停，正在读的一篇读完就停。")


@login_required
@require_POST
def intake_resume(request: HttpRequest, batch_id: str) -> HttpResponse:
    return change(request, batch_id, resume_intake, "“{batch}”接着读。")


@login_required
@require_POST
def intake_cancel(request: HttpRequest, batch_id: str) -> HttpResponse:
    return change(request, batch_id, cancel_intake, "“{batch}”已取消，已读的内容都在，没读的不再读。")

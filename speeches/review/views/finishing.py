"""The page 定稿: the final text made, downloaded, taken up again, archived; and the archive."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import NotAllowed, refuse
from speeches.drafting.models import Draft
from speeches.drafting.pace import pace_refusal
from speeches.drafting.queries import visible_draft
from speeches.drafting.views.export import DOCX
from speeches.review.finishing.actions import (
    archive_draft,
    finalise_draft,
    newest,
    record_spoken,
    reopen_final,
    take_in,
    unarchive_draft,
)
from speeches.review.finishing.forms import FinaliseForm, ReopenForm, SpokenForm
from speeches.review.finishing.pages import archive_context, finals_context
from speeches.review.finishing.permissions import (
    finalise_refusal,
    reopen_final_refusal,
    reopen_reason_refusal,
    spoken_refusal,
)
from speeches.review.models import Final

FINISHED = "已定稿：第 {} 号。正文从现在起不能修改，文件可以随时下载。"
REOPENED = "已重新打开，可以继续修改；第 {} 号定稿仍可下载。改好再送审、定稿，编为下一号。"
SPOKEN = "已记下实际讲话时长。{}"
PACED = "这位讲话人的语速按实际时长校准了。"
NOT_PACED = "这篇没有写讲话人，所以没有用来校准语速。"
HANDED = "已交去入库整理：素材管理员在“入库整理”里逐条处理，采用了才进素材库。"


@login_required
@require_GET
def draft_finals(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    return render(request, "review/finals.html", finals_context(draft, request.user))


@login_required
@require_POST
def draft_finalise(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST [reason=…]"""
    draft = visible_draft(request, draft_id)
    refuse(finalise_refusal(request.user, draft))
    form = FinaliseForm(request.POST)
    if form.is_valid():
        try:
            final = finalise_draft(draft, by=request.user, reason=form.cleaned_data["reason"])
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, FINISHED.format(final.number))
            return redirect("draft-finals", draft.pk)
    return refused(request, draft, form=form)


def refused(request: HttpRequest, draft: Draft, **forms: Form) -> HttpResponse:
    """Show the page with what was typed and what is wrong with it."""
    return render(request, "review/finals.html", finals_context(draft, request.user, **forms), status=422)


@login_required
@require_POST
def final_reopen(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST reason=…"""
    draft = visible_draft(request, draft_id)
    refuse(reopen_final_refusal(request.user, draft))
    form = ReopenForm(request.POST)
    if form.is_valid() and (wrong := reopen_reason_refusal(form.cleaned_data["reason"])):
        form.add_error("reason", wrong)
    if not form.is_valid():
        return refused(request, draft, reopen_form=form)
    final = reopen_final(draft, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, REOPENED.format(final.number))
    return redirect("draft-finals", draft.pk)


@login_required
@require_POST
def draft_spoken(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST minutes=…&remarks=…"""
    draft = visible_draft(request, draft_id)
    refuse(spoken_refusal(request.user, draft))
    form = SpokenForm(request.POST)
    if form.is_valid():
        characters = newest(draft).characters
        if strange := pace_refusal(characters, form.cleaned_data["minutes"]):
            form.add_error("minutes", strange)
    if not form.is_valid():
        return refused(request, draft, spoken_form=form)
    spoken = record_spoken(draft, by=request.user, **form.cleaned_data)
    messages.success(request, SPOKEN.format(PACED if spoken.delivery_id else NOT_PACED))
    return redirect("draft-finals", draft.pk)


def stepping(act: Callable[..., object], told: str) -> Callable[..., HttpResponse]:
    """Return the view that takes a draft one step on and comes back to the page."""

    @login_required
    @require_POST
    def view(request: HttpRequest, draft_id: int) -> HttpResponse:
        draft = visible_draft(request, draft_id)
        act(draft, by=request.user)
        messages.success(request, told)
        return redirect("draft-finals", draft.pk)

    return view


draft_archive = stepping(archive_draft, "已归档，列在“归档”里；需要时可以取出。")
draft_unarchive = stepping(unarchive_draft, "已从归档中取出，仍是定稿。")
draft_take_in = stepping(take_in, HANDED)


@login_required
@require_GET
def final_download(request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
    """The very file that was handed out, byte for byte."""
    final = get_object_or_404(Final.objects.shown_of(visible_draft(request, draft_id)), number=number)
    disposition = content_disposition_header(as_attachment=True, filename=final.filename)
    return HttpResponse(final.data, content_type=DOCX, headers={"Content-Disposition": disposition})


@login_required
@require_GET
def draft_archive_list(request: HttpRequest) -> HttpResponse:
    """?q=…&year=…&page=…"""
    # Going back in history, htmx asks for the whole page.
    is_swap = request.htmx and not request.htmx.history_restore_request
    template = "review/_archive.html" if is_swap else "review/archive.html"
    return render(request, template, archive_context(request))

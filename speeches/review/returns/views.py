"""The round trip through Word and WPS: the copy to send out, the files that came back, taking from them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from speeches.accounts.permissions import NotAllowed, refuse
from speeches.drafting.actions import hand_out
from speeches.drafting.errors import BadChangesError
from speeches.drafting.models import Draft
from speeches.drafting.queries import visible_draft
from speeches.review.models import ReturnedCopy

from .actions import (
    accept_items,
    bring_back,
    leave_items,
    name_draft,
    read_again,
    reopen_items,
    suggest_items,
)
from .forms import CopyForm, DraftChoiceForm, ReturnForm
from .outgoing import copy_name, marked_copy
from .pages import inbox_context, return_context, round_trip_context
from .permissions import return_refusal
from .queries import visible_copy

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_READ = "这个文件还没有读完，读完以后再处理。"
NOTHING = "还没有勾选。请先勾选要处理的修改或批注。"
NONE_OPEN = "勾选的几处已经处理过了，或者要转为批注才能处理，这次没有改动。"


@login_required
@require_GET
def draft_round_trip(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The page 送审稿与回稿: what to send out, what came back."""
    draft = visible_draft(request, draft_id)
    form = CopyForm(draft=draft)
    return render(
        request, "review/round_trip.html", round_trip_context(draft, request.user, form, ReturnForm())
    )


@login_required
@require_GET
def draft_marked_copy(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The .docx; what was handed out is kept as a version, which what comes back is compared with."""
    draft = visible_draft(request, draft_id)
    form = CopyForm(request.GET, draft=draft)
    if not form.is_valid():
        raise Http404
    revision = hand_out(draft, by=request.user)
    data = marked_copy(draft, request.user, revision, form.wanted())
    disposition = content_disposition_header(as_attachment=True, filename=copy_name(draft, revision))
    return HttpResponse(data, content_type=DOCX, headers={"Content-Disposition": disposition})


@login_required
@require_POST
def return_add(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Bring a file back to this draft; the same one again leads to where it is."""
    draft = visible_draft(request, draft_id)
    refuse(return_refusal(request.user, draft))
    upload = ReturnForm(request.POST, request.FILES)
    if copy := brought(request, upload, draft):
        return redirect(copy)
    context = round_trip_context(draft, request.user, CopyForm(draft=draft), upload)
    return render(request, "review/round_trip.html", context, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def return_inbox(request: HttpRequest) -> HttpResponse:
    """The place to bring any file back to: it says itself which draft it is."""
    upload = ReturnForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        upload = ReturnForm(request.POST, request.FILES)
        if copy := brought(request, upload):
            return redirect(copy)
    status = 422 if request.method == "POST" else 200
    return render(request, "review/returns.html", inbox_context(request.user, upload), status=status)


def brought(request: HttpRequest, upload: ReturnForm, draft: Draft | None = None) -> ReturnedCopy | None:
    """Return the file that was brought, None where it was refused; the form says why then."""
    if not upload.is_valid():
        return None
    try:
        return bring_back(request.user, upload.cleaned_data["file"], draft)
    except NotAllowed as refusal:
        upload.add_error("file", str(refusal))
        return None


@login_required
@require_GET
def return_detail(request: HttpRequest, copy_id: str) -> HttpResponse:
    """The page 回稿合并."""
    copy = visible_copy(request, copy_id)
    return render(request, "review/return.html", return_context(copy, request.user))


@login_required
@require_GET
def return_state(request: HttpRequest, copy_id: str) -> HttpResponse:
    """The part of the page that the browser asks for again until the file is read."""
    copy = visible_copy(request, copy_id)
    return render(request, "review/_return.html", return_context(copy, request.user))


@login_required
@require_POST
def return_again(request: HttpRequest, copy_id: str) -> HttpResponse:
    """Have a file read again whose reading was broken off."""
    copy = visible_copy(request, copy_id)
    read_again(copy)
    if request.htmx:
        return render(
            request, "review/_return.html", return_context(visible_copy(request, copy_id), request.user)
        )
    return redirect(copy)


@login_required
@require_POST
def return_draft(request: HttpRequest, copy_id: str) -> HttpResponse:
    """Say which draft a file is of: draft=<number>."""
    copy = visible_copy(request, copy_id)
    choice = DraftChoiceForm(request.POST, user=request.user)
    if not choice.is_valid():
        context = return_context(copy, request.user, choice)
        return render(request, "review/return.html", context, status=422)
    name_draft(copy, choice.cleaned_data["draft"], by=request.user)
    return redirect(copy)


@login_required
@require_POST
def return_take(request: HttpRequest, copy_id: str) -> HttpResponse:
    """POST item=…&item=…&way=accept|suggest|leave|reopen"""
    copy = visible_copy(request, copy_id)
    numbers = [int(one) for one in request.POST.getlist("item") if one.isdecimal() and len(one) < 10]
    try:
        said = done(request, copy, numbers)
    except BadChangesError as error:
        said = str(error)
    if request.htmx:
        return render(request, "review/_return.html", return_context(copy, request.user, said=said))
    messages.info(request, said)
    return redirect(copy)


def done(request: HttpRequest, copy: ReturnedCopy, numbers: list[int]) -> str:
    """Do what was asked for and say it in a sentence."""
    if copy.base is None:
        return NOT_READ
    if not numbers:
        return NOTHING
    match request.POST.get("way"):
        case "accept":
            counts = accept_items(copy, numbers, by=request.user)
            copy.draft.refresh_from_db()
            return told_accepted(*counts)
        case "suggest":
            count = suggest_items(copy, numbers, by=request.user)
            return f"已转出 {count} 处，在编辑器的“批注”里逐条处理。" if count else NONE_OPEN
        case "leave":
            count = leave_items(copy, numbers, by=request.user)
            return f"{count} 处记为不采纳，还可以恢复。" if count else NONE_OPEN
        case "reopen":
            return f"已恢复 {reopen_items(copy, numbers, by=request.user)} 处。"
    raise Http404


def told_accepted(count: int, left: int) -> str:
    clash = f"有 {left} 处和现在的正文合不上，没有动，可以转为修改建议。" if left else ""
    if not count:
        return f"正文没有改动：{clash}" if left else NONE_OPEN
    return f"已采纳 {count} 处到正文，合并前的内容存为一版，可以在“版本”里换回来。{clash}"

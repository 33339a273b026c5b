"""Versions (版本): the list, one of them as text, going back to one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from speeches.accounts.permissions import refuse
from speeches.drafting.actions import restore_revision, take_revision
from speeches.drafting.models import Revision
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.queries import characters_per_minute, visible_draft


@login_required
@require_http_methods(["GET", "POST"])
def draft_revisions(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The versions of a draft; POST keeps one now, with a note."""
    draft = visible_draft(request, draft_id)
    refusal = edit_refusal(request.user, draft)
    if request.method == "POST":
        refuse(refusal)
        note = request.POST.get("note", "").strip()[:100]
        take_revision(draft, author=request.user, reason=Revision.Reason.MANUAL, note=note)
    revisions = draft.revisions.defer("content").select_related("author")
    context = {"draft": draft, "revisions": revisions, "can_edit": not refusal}
    return render(request, "drafting/_revisions.html", context)


@login_required
@require_GET
def revision_detail(request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    revision = get_object_or_404(draft.revisions.select_related("author"), number=number)
    context = {
        "draft": draft,
        "revision": revision,
        "manuscript": revision.manuscript(),
        "per_minute": characters_per_minute(draft.office),
        "refusal": edit_refusal(request.user, draft),
    }
    return render(request, "drafting/revision.html", context)


@login_required
@require_POST
def revision_restore(request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    revision = get_object_or_404(draft.revisions, number=number)
    restore_revision(draft, revision, author=request.user)
    return redirect(draft)

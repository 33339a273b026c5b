"""Versions (版本): the list, one of them as text, going back to one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from speeches.accounts.permissions import refuse
from speeches.drafting.actions import restore_revision, take_revision
from speeches.drafting.models import Draft, Revision
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.queries import visible_draft
from speeches.manuscript.duration import characters
from speeches.manuscript.pieces import Piece, compare_texts


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
    manuscript = revision.manuscript()
    pieces = compare_texts(manuscript.to_text(), draft.manuscript().to_text())
    context = {
        "draft": draft,
        "revision": revision,
        "manuscript": manuscript,
        "pieces": pieces,
        "added": length_of(pieces, "ins"),
        "removed": length_of(pieces, "del"),
        "refusal": edit_refusal(request.user, draft),
    }
    return render(request, "drafting/revision.html", context)


def length_of(pieces: list[Piece], kind: str) -> int:
    return sum(characters(piece.text) for piece in pieces if piece.kind == kind)


@login_required
@require_POST
def revision_restore(request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    revision = get_object_or_404(draft.revisions, number=number)
    former, restored = restore_revision(draft, revision, author=request.user)
    messages.success(request, restored_message(draft, revision, former, restored))
    return redirect(draft)


def restored_message(draft: Draft, revision: Revision, former: Revision, restored: Revision) -> SafeString:
    """Say what happened; the way back is the version that was left."""
    return format_html(
        '<span>已恢复为{}的内容，存为{}；原来的内容在<a href="{}">{}</a>，可以再换回来。</span>',
        revision,
        restored,
        reverse("revision-detail", args=[draft.pk, former.number]),
        former,
    )

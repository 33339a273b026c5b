"""Versions (版本): the list, any two compared, going back to one, or to one section of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import replace_url

from speeches.accounts.permissions import refuse
from speeches.drafting.actions import keep_by_hand, name_revision, propose_restoring, restore_revision
from speeches.drafting.errors import BadChangesError
from speeches.drafting.models import Draft, Revision
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.queries import open_draft
from speeches.drafting.versions import comparison_context, versions_context

from .editor import answers_json, read_body


@login_required
@require_http_methods(["GET", "POST"])
def draft_revisions(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The versions of a draft; POST keeps one now and asks for its name."""
    draft = open_draft(request, draft_id)
    naming = 0
    if request.method == "POST":
        refuse(edit_refusal(request.user, draft))
        note = request.POST.get("note", "").strip()[:100]
        kept = keep_by_hand(draft, author=request.user, note=note)
        naming = 0 if note else kept.number
    context = versions_context(draft, request.user, naming=naming)
    return render(request, "drafting/_revisions.html", context)


@login_required
@require_POST
def revision_name(request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
    """Give a version its name; an empty one takes it away."""
    draft = open_draft(request, draft_id)
    revision = get_object_or_404(draft.revisions.defer("content"), number=number)
    name_revision(revision, by=request.user, note=request.POST.get("note", ""))
    return render(request, "drafting/_revisions.html", versions_context(draft, request.user))


@login_required
@require_GET
def draft_compare(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = open_draft(request, draft_id)
    return render(request, "drafting/compare.html", comparison_context(draft, request.user, request.GET))


@login_required
@require_GET
def draft_comparison(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The comparison alone: for the page, whose address follows, and for the window over the editor."""
    draft = open_draft(request, draft_id)
    context = comparison_context(draft, request.user, request.GET)
    response = render(request, "drafting/_comparison.html", context)
    is_over_editor = request.htmx.current_url_abs_path == draft.get_absolute_url()
    address = f"{reverse('draft-compare', args=[draft.pk])}?{request.GET.urlencode()}"
    return response if is_over_editor else replace_url(response, address)


@login_required
@require_GET
def revision_detail(request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
    """A version against the text of now."""
    draft = open_draft(request, draft_id)
    get_object_or_404(draft.revisions.only("pk"), number=number)
    context = comparison_context(draft, request.user, request.GET, old=number)
    return render(request, "drafting/compare.html", context)


@login_required
@require_POST
def revision_restore(request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
    """POST [section=<key>]: the draft, or one section of it, becomes what it was."""
    draft = open_draft(request, draft_id)
    revision = get_object_or_404(draft.revisions, number=number)
    section = request.POST.get("section", "")
    try:
        former, restored = restore_revision(draft, revision, author=request.user, section=section)
    except BadChangesError as error:
        messages.error(request, str(error))
        return redirect("revision-detail", draft.pk, number)
    messages.success(request, restored_message(draft, former, restored))
    return redirect(draft)


def restored_message(draft: Draft, former: Revision, restored: Revision) -> SafeString:
    """Say what happened; the way back is the version that was left."""
    return format_html(
        '<span>已{}，存为{}；原来的内容在<a href="{}">{}</a>，可以再换回来。</span>',
        restored.note,
        restored,
        reverse("revision-detail", args=[draft.pk, former.number]),
        former,
    )


@require_POST
@answers_json
def revision_proposal(request: HttpRequest, draft_id: int, number: int) -> JsonResponse:
    """POST {"section": key}: what the open paper has to change for it, as one step that can be undone."""
    draft = open_draft(request, draft_id)
    revision = get_object_or_404(draft.revisions, number=number)
    asked = read_body(request)
    section = str(asked.get("section", "")) if isinstance(asked, dict) else ""
    return JsonResponse(propose_restoring(draft, revision, author=request.user, section=section))

"""Where a paragraph came from (出处), and newer wording of it for the open paper."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import refuse
from speeches.drafting.errors import BadChangesError
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.provenance import provenance_context, taking_over
from speeches.drafting.queries import open_draft

from .editor import answers_json, read_body

NOTHING_NEW = "没有可换的新写法：素材刚被改动或停用，或这一段已改得对不上。请重新打开“出处”看看。"


@login_required
@require_GET
def draft_provenance(request: HttpRequest, draft_id: int) -> HttpResponse:
    """?key=…: the paragraph of the caret."""
    draft = open_draft(request, draft_id)
    context = provenance_context(draft, request.user, request.GET.get("key", ""))
    return render(request, "drafting/_provenance.html", context)


@require_POST
@answers_json
def provenance_proposal(request: HttpRequest, draft_id: int) -> JsonResponse:
    """POST {"key", "way": "merge" | "replace"}: newer wording as one step that can be undone."""
    draft = open_draft(request, draft_id)
    refuse(edit_refusal(request.user, draft))
    asked = read_body(request)
    asked = asked if isinstance(asked, dict) else {}
    keeps_ours = asked.get("way") == "merge"
    proposal = taking_over(draft, request.user, str(asked.get("key", "")), keeps_ours=keeps_ours)
    if proposal is None:
        raise BadChangesError(NOTHING_NEW)
    return JsonResponse(proposal)

"""The white list of proofreading: what was proposed from drafts, and what curators let stand."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.models import RoleName
from speeches.accounts.permissions import refuse
from speeches.library.actions import decide_white_listing
from speeches.library.models import WhiteListEntry

NOT_CURATOR = "只有素材管理员可以查看和确认白名单。"
MOST = 300


def rows_context(request: HttpRequest) -> dict[str, Any]:
    """Return the entries of this curator's offices, those that wait for a decision first."""
    rows = WhiteListEntry.objects.curated_by(request.user).select_related(
        "office", "proposed_by", "decided_by"
    )
    states = WhiteListEntry.State
    groups = [(state, state.label, list(rows.filter(state=state)[:MOST])) for state in states]
    return {"groups": groups, "is_empty": not any(found for *_, found in groups)}


@login_required
@require_GET
def white_list(request: HttpRequest) -> HttpResponse:
    refuse("" if request.user.has_role(RoleName.CURATOR) else NOT_CURATOR)
    return render(request, "library/white_list.html", rows_context(request))


@login_required
@require_POST
def white_list_decide(request: HttpRequest, entry_id: int) -> HttpResponse:
    """POST accept=1 lets the words stand; anything else declines them or takes them out."""
    entry = get_object_or_404(WhiteListEntry.objects.curated_by(request.user), pk=entry_id)
    decide_white_listing(entry, by=request.user, is_accepted=request.POST.get("accept") == "1")
    return render(request, "library/_white_list.html", rows_context(request))

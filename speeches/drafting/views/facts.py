"""The facts panel (要素): one form of all names; what changed is filled in by the open paper."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from speeches.drafting.actions import set_facts
from speeches.drafting.forms import FactsForm
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.queries import draft_overview, facts_context, visible_draft


@login_required
@require_http_methods(["GET", "POST"])
def draft_facts(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST name=…&value=… in pairs. Triggers `facts-changed`, upon which the paper fetches the filling."""
    draft = visible_draft(request, draft_id)
    form = FactsForm(request.POST or None)
    changed: list[str] = []
    if form.is_valid():
        changed = set_facts(draft, author=request.user, facts=form.cleaned_data["facts"])
    overview = draft_overview(draft, draft.manuscript())
    context = facts_context(draft, overview, edit_refusal(request.user, draft))
    response = render(request, "drafting/_facts.html", {**context, "form": form})
    return trigger_client_event(response, "facts-changed", {"names": changed}) if changed else response

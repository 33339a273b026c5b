"""The facts panel (要素): one form of all names; what changed is filled in by the open paper."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.actions import remove_figure, set_facts, set_figure, set_target
from speeches.drafting.figure_forms import FigureForm
from speeches.drafting.forms import FactsForm
from speeches.drafting.models import Draft
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.queries import draft_overview, facts_context, open_draft


@login_required
@require_http_methods(["GET", "POST"])
def draft_facts(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST name=…&value=… in pairs, target_minutes=…; what changed is told to the paper and the outline."""
    draft = open_draft(request, draft_id)
    form = FactsForm(request.POST or None)
    events = store(draft, request.user, form) if form.is_valid() else {}
    return answer(request, draft, events, form=form)


@login_required
@require_POST
def draft_figures(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST figure=…&value=…&unit=…&previous=…&period=…&source=…; with `remove` the figure is forgotten."""
    draft = open_draft(request, draft_id)
    refuse(edit_refusal(request.user, draft))
    form = FigureForm(request.POST)
    changed = False
    if "remove" in request.POST:
        changed = remove_figure(draft, author=request.user, name=request.POST.get("figure", ""))
    elif form.is_valid():
        values = {name: text for name, text in form.cleaned_data.items() if name != "figure"}
        changed = set_figure(draft, author=request.user, name=form.cleaned_data["figure"], values=values)
    wrong = {} if "remove" in request.POST or form.is_valid() else {"figure_form": form}
    return answer(request, draft, {"facts-changed": {}} if changed else {}, **wrong)


def answer(request: HttpRequest, draft: Draft, events: Mapping[str, Any], **more: Any) -> HttpResponse:
    """Answer with the panel as it now is, and tell the page what has happened."""
    manuscript = draft.manuscript()
    refusal = edit_refusal(request.user, draft)
    context = facts_context(draft, manuscript, draft_overview(draft, manuscript), refusal)
    response = render(request, "drafting/_facts.html", {**context, **more})
    for name, detail in events.items():
        trigger_client_event(response, name, detail)
    return response


def store(draft: Draft, user: User, form: FactsForm) -> dict[str, Any]:
    """Store what the form holds; returns the events for the page.

    Upon `facts-changed` the paper fetches what it has to fill in, upon `draft-saved` the outline asks again.
    """
    events: dict[str, Any] = {}
    if names := set_facts(draft, author=user, facts=form.cleaned_data["facts"]):
        events["facts-changed"] = {"names": names}
    has_target = "target_minutes" in form.data
    if has_target and set_target(draft, author=user, minutes=form.cleaned_data["target_minutes"]):
        events["draft-saved"] = {}
    return events

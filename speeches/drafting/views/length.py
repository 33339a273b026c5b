"""The length of a speech (篇幅): time per section, where to cut, and the speaker's pace."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from speeches.accounts.permissions import refuse
from speeches.drafting.actions import record_delivery, remove_delivery
from speeches.drafting.forms import DeliveryForm
from speeches.drafting.measuring import measurable, measured
from speeches.drafting.models import Draft
from speeches.drafting.outlines import planned_minutes
from speeches.drafting.overview import overview
from speeches.drafting.pace import deliveries_of, pace_of, pace_refusal
from speeches.drafting.permissions import measure_refusal
from speeches.drafting.queries import open_draft
from speeches.drafting.trimming import section_times


@login_required
@require_http_methods(["GET", "POST"])
def draft_length(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The panel 篇幅; POST speech=…&minutes=…: how long the speaker took for a speech."""
    draft = open_draft(request, draft_id)
    if request.method == "GET":
        return length_panel(request, draft, delivery_form(request, draft))
    refuse(measure_refusal(request.user, draft))
    form = delivery_form(request, draft, request.POST)
    if not form.is_valid():
        return length_panel(request, draft, form)
    title, characters = measured(form.cleaned_data["speech"], request.user)
    minutes = form.cleaned_data["minutes"]
    if strange := pace_refusal(characters, minutes):
        form.add_error("minutes", strange)
        return length_panel(request, draft, form)
    record_delivery(draft, author=request.user, title=title, characters=characters, minutes=minutes)
    return paced(length_panel(request, draft, delivery_form(request, draft)))


@login_required
@require_POST
def delivery_remove(request: HttpRequest, draft_id: int, delivery_id: int) -> HttpResponse:
    draft = open_draft(request, draft_id)
    delivery = get_object_or_404(deliveries_of(draft), pk=delivery_id)
    remove_delivery(draft, delivery, author=request.user)
    return paced(length_panel(request, draft, delivery_form(request, draft)))


def delivery_form(request: HttpRequest, draft: Draft, data: Any = None) -> DeliveryForm:
    return DeliveryForm(data, speeches=measurable(draft, request.user))


def length_panel(request: HttpRequest, draft: Draft, form: DeliveryForm) -> HttpResponse:
    manuscript = draft.manuscript()
    pace = pace_of(draft)
    whole = overview(manuscript, target=draft.target_minutes, per_minute=pace.per_minute)
    context = {
        "draft": draft,
        "overview": whole,
        "times": section_times(manuscript, whole, planned_minutes(draft.outline, draft.facts_by_name())),
        "pace": pace,
        "deliveries": deliveries_of(draft)[:10] if draft.speaker else (),
        "form": form,
        "refusal": measure_refusal(request.user, draft),
    }
    return render(request, "drafting/_length_panel.html", context)


def paced(response: HttpResponse) -> HttpResponse:
    """Tell the page that minutes count differently now: the outline asks again, as after a save."""
    trigger_client_event(response, "draft-saved", {})
    return response

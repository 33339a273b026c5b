"""The curator's desk (素材管理)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from speeches.accounts.permissions import refuse
from speeches.library.curation import desk_context, gaps_context
from speeches.library.permissions import desk_refusal
from speeches.library.staleness import asked_years, wording_context


@login_required
@require_GET
def curation_desk(request: HttpRequest) -> HttpResponse:
    """?years=3 says how old a source may be, ?reason= lists what is stale for that reason alone."""
    refuse(desk_refusal(request.user))
    context = desk_context(request.user, asked_years(request.GET), request.GET.get("reason", ""))
    return render(request, "library/curation_desk.html", context)


@login_required
@require_GET
def curation_gaps(request: HttpRequest) -> HttpResponse:
    refuse(desk_refusal(request.user))
    return render(request, "library/_desk_gaps.html", gaps_context(request.user))


@login_required
@require_GET
def curation_wording(request: HttpRequest) -> HttpResponse:
    refuse(desk_refusal(request.user))
    return render(request, "library/_desk_wording.html", wording_context(request.user))

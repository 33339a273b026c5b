"""The dashboard (工作台), and where an expression's old wording still stands (影响清单)."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from speeches.library.models import Expression

from .actions import Repair, repair_wording
from .impact import impact_of
from .queries import dashboard_context

NOTHING_TICKED = "没有勾选要替换的地方，什么也没有改。请先在下面勾选。"
REPAIRED = "已替换 {places} 处，涉及 {things} 项。讲话稿在替换之前另存了一版，素材成为新版，都可以恢复。"


@login_required
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/dashboard.html", dashboard_context(request.user))


@login_required
@require_http_methods(["GET", "POST"])
def wording_impact(request: HttpRequest, wording_id: uuid.UUID) -> HttpResponse:
    rows = Expression.objects.visible_to(request.user).select_related("office")
    expression = get_object_or_404(rows, pk=wording_id)
    if request.method == "POST":
        ticked = request.POST.getlist("place")
        tell(request, repair_wording(expression, ticked, by=request.user) if ticked else None)
        return redirect("wording-impact", expression.pk)
    context = {
        "expression": expression,
        "impact": impact_of(expression, request.user),
        "is_all_ticked": request.GET.get("tick") == "all",
    }
    return render(request, "desk/wording_impact.html", context)


def tell(request: HttpRequest, repair: Repair | None) -> None:
    if repair is None:
        messages.warning(request, NOTHING_TICKED)
        return
    if repair.places:
        messages.success(request, REPAIRED.format(places=repair.places, things=repair.things))
    for left in repair.left:
        messages.warning(request, left)

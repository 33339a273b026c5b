"""Signed packages that came in: what one would change, what it did, taken back, put into use."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from speeches.accounts.permissions import refuse
from speeches.library.details import curated_office
from speeches.library.exchange.arrivals import WORDINGS, Arriving, Fate, compare_package
from speeches.library.exchange.enabling import enable_wordings, kept_out
from speeches.library.exchange.errors import ExchangeError
from speeches.library.exchange.forms import ConfirmPackageForm
from speeches.library.exchange.receiving import confirm_package, open_trusted
from speeches.library.exchange.undoing import ask_to_undo
from speeches.library.exchange.working import call_off
from speeches.library.models import PackageImport
from speeches.library.permissions import desk_refusal
from speeches.manuscript.pieces import compare_texts

# Comparing texts is the dear part of the page.
COMPARED = 100
SHOWN = 500
RESULTS = {
    "new": "新增",
    "changed": "更新",
    "conflict": "有冲突，采用对方的",
    "withdrawn": "停用",
    "skipped": "没有采用",
    "kept": "本单位改过，保留",
    "elsewhere": "上级已发布，没有导入",
    "same": "相同",
}
UNDONE = {
    "restored": "恢复原样",
    "removed": "删去",
    "retired": "用过，改为停用",
    "kept": "导入后又改过，保留",
}


def own_import(request: HttpRequest, import_id: uuid.UUID) -> PackageImport:
    refuse(desk_refusal(request.user))
    imports = PackageImport.objects.filter(office=curated_office(request.user))
    return get_object_or_404(imports.select_related("office", "user"), pk=import_id)


@login_required
@require_http_methods(["GET", "POST"])
def package_import_detail(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """GET: what the package would change, or did. POST stores it; `take` and `skip` are ids of its rows."""
    arrival = own_import(request, import_id)
    form = ConfirmPackageForm(
        request.POST if request.method == "POST" else None, initial={"new_state": "active"}
    )
    fault = ""
    if form.is_valid():
        try:
            confirm_package(
                arrival,
                form.cleaned_data["seen"],
                by=request.user,
                taken=set(request.POST.getlist("take")),
                skipped=set(request.POST.getlist("skip")),
                is_active=form.is_active,
                has_wordings_in_use=form.has_wordings_in_use,
            )
        except ExchangeError as error:
            fault = str(error)
        else:
            return redirect(arrival)
    return import_page(request, arrival, form, fault)


def import_page(
    request: HttpRequest, arrival: PackageImport, form: ConfirmPackageForm, fault: str
) -> HttpResponse:
    context: dict[str, Any] = {
        "arrival": arrival,
        "form": form,
        "fault": fault or arrival.error,
        "shown": SHOWN,
    }
    if arrival.state == PackageImport.State.WAITING:
        try:
            context |= preview(arrival)
        except ExchangeError as error:
            context["fault"] = str(error)
    elif not arrival.is_busy:
        context["kept_out"] = kept_out(arrival)
        context["undone"] = [(UNDONE[name], count) for name, count in arrival.undo_counts.items()]
        context["results"] = [(RESULTS.get(name, name), count) for name, count in arrival.counts.items()]
    status = 422 if fault else 200
    return render(request, "library/exchange/package_import.html", context, status=status)


def preview(arrival: PackageImport) -> dict[str, Any]:
    """Return what the page shows before anything is stored. Raises ExchangeError."""
    package, _ = open_trusted(bytes(arrival.data), arrival.office)
    arrivals = compare_package(package, arrival.office)
    groups = [(fate, arrivals.of(fate)) for fate in (Fate.CONFLICT, Fate.CHANGED, Fate.WITHDRAWN, Fate.NEW)]
    return {
        "package": package,
        "arrivals": arrivals,
        "groups": [
            (fate, len(rows), [shown(row, at) for at, row in enumerate(rows[:SHOWN])])
            for fate, rows in groups
            if rows
        ],
        "quiet": [(fate.label, len(arrivals.of(fate))) for fate in (Fate.SAME, Fate.KEPT, Fate.ELSEWHERE)],
        "has_new_entries": any(row.noun == "entry" for row in arrivals.of(Fate.NEW)),
        "has_new_wordings": any(row.noun in WORDINGS for row in arrivals.of(Fate.NEW)),
        "to_store": sum(len(rows) for _, rows in groups),
    }


def shown(row: Arriving, at: int) -> dict[str, Any]:
    has_both = row.row is not None and row.local is not None
    pieces = compare_texts(row.old_text, row.new_text) if has_both and at < COMPARED else None
    return {"row": row, "pieces": pieces}


@login_required
@require_POST
def package_import_undo(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    arrival = own_import(request, import_id)
    try:
        ask_to_undo(arrival, by=request.user)
    except ExchangeError as error:
        messages.error(request, str(error))
    return redirect(arrival)


@login_required
@require_POST
def package_import_enable(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """Put the expressions and confusables that an import brought out of use into use."""
    arrival = own_import(request, import_id)
    number = enable_wordings(arrival, by=request.user)
    messages.success(request, f"已启用 {number} 条，校对从现在起用它们；不合适的可以逐条停用。")
    return redirect(arrival)


@login_required
@require_POST
def package_import_stop(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    arrival = own_import(request, import_id)
    call_off(arrival)
    return redirect(arrival)

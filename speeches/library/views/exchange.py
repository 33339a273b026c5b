"""Tables (Excel) out and in."""

import uuid
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.accounts.register_views import list_address
from speeches.library.details import curated_office
from speeches.library.exchange.columns import with_tags
from speeches.library.exchange.comparisons import COMPARISONS, plan_sheet
from speeches.library.exchange.differences import Outcome
from speeches.library.exchange.errors import ExchangeError
from speeches.library.exchange.forms import ConfirmForm, FileForm
from speeches.library.exchange.layouts import CURATED, ENTRIES, LAYOUTS, PEOPLE, Layout
from speeches.library.exchange.sheets import MOST_ROWS, read_sheet, write_sheet
from speeches.library.exchange.storing import confirm_sheet, receive_sheet
from speeches.library.exchange.working import call_off
from speeches.library.filters import EntryFilterForm
from speeches.library.models import Entry, SheetImport
from speeches.library.permissions import desk_refusal
from speeches.library.results import fetch_entries
from speeches.library.search.finding import find
from speeches.library.search.labels import condition_for
from speeches.library.search.query import read_query

from .catalogue import known

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOO_MANY = "符合条件的超过 {most:,} 条，一次导不完。请加上类别、主题等条件，分几次导出。"
# Beyond, only counts are shown: the page must stay one that can be read.
SHOWN = 300


def attachment(data: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def exchange_page(request: HttpRequest, *, form: FileForm | None = None, fault: str = "") -> HttpResponse:
    context = {
        "filter": EntryFilterForm(request.GET, user=request.user),
        "form": form or FileForm(accept=".xlsx"),
        "fault": fault,
        "imports": SheetImport.objects.filter(user=request.user).exclude(noun=PEOPLE.noun).defer("data")[:10],
        "tables": [layout for layout in CURATED if layout is not ENTRIES],
    }
    return render(request, "library/exchange/exchange.html", context, status=422 if form or fault else 200)


@login_required
@require_GET
def exchange(request: HttpRequest) -> HttpResponse:
    """The filters of the list may stand in the address: what was looked at is what is exported."""
    refuse(desk_refusal(request.user))
    return exchange_page(request)


@login_required
@require_GET
def sheet_export(request: HttpRequest) -> HttpResponse:
    """What the person may see under these filters; ?empty=1 gives the columns only, ?table= another kind."""
    refuse(desk_refusal(request.user))
    layout = known({layout.noun: layout for layout in CURATED}, request.GET.get("table", ENTRIES.noun))
    if "empty" in request.GET:
        return attachment(write_sheet([], layout), f"{layout.title}空表.xlsx", XLSX)
    if layout is not ENTRIES:
        return table_export(request, layout)
    found = found_entries(request.user, EntryFilterForm(request.GET, user=request.user))
    if len(found) > MOST_ROWS:
        return exchange_page(request, fault=TOO_MANY.format(most=MOST_ROWS))
    data = write_sheet(with_tags(entry) for entry in found)
    return attachment(data, f"素材{timezone.localdate():%Y%m%d}.xlsx", XLSX)


def table_export(request: HttpRequest, layout: Layout) -> HttpResponse:
    """Export all of a kind that the person may see."""
    rows = COMPARISONS[layout.noun].model.objects.visible_to(request.user).select_related("office")
    if rows.count() > MOST_ROWS:
        return exchange_page(request, fault=f"{layout.title}超过 {MOST_ROWS:,} 条，一次导不完。")
    name = f"{layout.title}{timezone.localdate():%Y%m%d}.xlsx"
    return attachment(write_sheet(rows.select_related(*layout.related), layout), name, XLSX)


def found_entries(user: User, form: EntryFilterForm) -> list[Entry]:
    """Return what the list shows under these filters, and one more than a table may hold."""
    query, condition = read_query(form.known().get("q", "")), condition_for(user, form.chosen_labels())
    return fetch_entries(user, find(query, condition.of_entries, limit=MOST_ROWS + 1).ids[: MOST_ROWS + 1])


@login_required
@require_POST
def sheet_import_new(request: HttpRequest) -> HttpResponse:
    refuse(desk_refusal(request.user))
    form = FileForm(request.POST, request.FILES, accept=".xlsx")
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheet = receive_sheet(file.read(), file.name, curated_office(request.user), by=request.user)
        except ExchangeError as error:
            form.add_error("file", str(error))
        else:
            return redirect(sheet)
    return exchange_page(request, form=form)


@login_required
@require_POST
def sheet_import_stop(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    sheet = get_object_or_404(SheetImport.objects.filter(user=request.user), pk=import_id)
    call_off(sheet)
    return redirect(sheet)


@login_required
@require_http_methods(["GET", "POST"])
def sheet_import_detail(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """GET: what the table would change. POST stores it."""
    own = SheetImport.objects.filter(user=request.user).select_related("office")
    sheet = get_object_or_404(own, pk=import_id)
    refuse(COMPARISONS[sheet.noun].import_refusal(request.user, sheet.office))
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    fault = ""
    if form.is_valid():
        try:
            confirm_sheet(sheet, form.cleaned_data["seen"], by=request.user, is_active=form.is_active)
        except ExchangeError as error:
            fault = str(error)
        else:
            return redirect(sheet)
    return sheet_page(request, sheet, form, fault)


def sheet_page(request: HttpRequest, sheet: SheetImport, form: ConfirmForm, fault: str) -> HttpResponse:
    context = {
        "sheet": sheet,
        "layout": LAYOUTS[sheet.noun],
        "form": form,
        "fault": fault or sheet.error,
        "shown": SHOWN,
        "back": list_address(sheet.office) if sheet.noun == PEOPLE.noun else reverse("exchange"),
        "shown_at": address_of(sheet),
    }
    if sheet.state == SheetImport.State.WAITING:
        plan = plan_sheet(read_sheet(bytes(sheet.data)), request.user, sheet.office)
        groups = [(outcome.label, outcome.value, plan.of(outcome)) for outcome in REPORTED]
        context |= {
            "plan": plan,
            "groups": [(label, value, len(rows), rows[:SHOWN]) for label, value, rows in groups],
            "same_count": plan.counts[Outcome.SAME],
            "fault_count": plan.counts[Outcome.FAULT],
            "to_store": plan.counts[Outcome.NEW] + plan.counts[Outcome.CHANGED],
        }
    return render(request, "library/exchange/sheet_import.html", context, status=422 if fault else 200)


def address_of(sheet: SheetImport) -> str:
    """Return where what was imported is seen."""
    if sheet.noun == PEOPLE.noun:
        return list_address(sheet.office)
    pages = {"entries": "entry-list", "outlines": "outline-list", "quotations": "wording-quotations"}
    pages["white-list"] = "white-list"
    known_page = pages.get(sheet.noun)
    return reverse(known_page) if known_page else reverse("wording-list", args=[sheet.noun])


REPORTED = (Outcome.FAULT, Outcome.CHANGED, Outcome.NEW)

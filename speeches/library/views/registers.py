"""The register of people (人员名册) as an Excel table, for those who keep it: out, and in after a look."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.models import Office
from speeches.accounts.register_views import list_address, registered_office
from speeches.library.exchange.errors import ExchangeError
from speeches.library.exchange.forms import FileForm
from speeches.library.exchange.layouts import PEOPLE
from speeches.library.exchange.sheets import write_sheet
from speeches.library.exchange.storing import receive_sheet

from .exchange import XLSX, attachment


@login_required
@require_GET
def person_sheet(request: HttpRequest) -> HttpResponse:
    """?office= as the register's page has it; ?empty=1 gives the columns only."""
    office = registered_office(request.user, request.GET.get("office", ""))
    if "empty" in request.GET:
        return attachment(write_sheet([], PEOPLE), f"{PEOPLE.title}空表.xlsx", XLSX)
    rows = office.register.kept().select_related("office")
    name = f"{PEOPLE.title}{timezone.localdate():%Y%m%d}.xlsx"
    return attachment(write_sheet(rows, PEOPLE), name, XLSX)


@login_required
@require_POST
def person_sheet_import(request: HttpRequest) -> HttpResponse:
    """Keep an uploaded register until its differences were looked at and confirmed."""
    office = registered_office(request.user, request.POST.get("office", ""))
    form = FileForm(request.POST, request.FILES, accept=".xlsx")
    if not form.is_valid():
        return refused(request, office, form.errors["file"][0])
    file = form.cleaned_data["file"]
    try:
        return redirect(receive_sheet(file.read(), file.name, office, by=request.user, of=PEOPLE))
    except ExchangeError as error:
        return refused(request, office, str(error))


def refused(request: HttpRequest, office: Office, reason: str) -> HttpResponse:
    messages.error(request, f"没有导入：{reason}")
    return redirect(list_address(office))

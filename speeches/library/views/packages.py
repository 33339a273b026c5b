"""Signed packages out and in; the keys that sign them."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from speeches.accounts.models import ActionLog, Office
from speeches.accounts.permissions import refuse
from speeches.library.details import curated_office
from speeches.library.exchange.arrivals import Arriving, Fate, compare_package
from speeches.library.exchange.errors import ExchangeError
from speeches.library.exchange.forms import ConfirmForm, FileForm, PackageForm, TrustForm
from speeches.library.exchange.keys import (
    current_key,
    distrust_key,
    earlier_keys,
    make_key,
    take_key_back,
    trust_key,
)
from speeches.library.exchange.packing import make_package
from speeches.library.exchange.receiving import confirm_package, open_trusted, receive_package
from speeches.library.exchange.undoing import ask_to_undo
from speeches.library.exchange.working import call_off
from speeches.library.models import PackageImport, PackageKey, TrustedKey
from speeches.library.permissions import desk_refusal
from speeches.manuscript.pieces import compare_texts

from .exchange import attachment

ACCEPT = ".zhibi,.zip"
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


def last_export(office: Office | None) -> ActionLog | None:
    """Return what was packed last: a file that is saved tells nothing on the page."""
    logged = ActionLog.objects.filter(verb="export-package", target_id=str(office.pk) if office else "")
    return logged.select_related("actor").order_by("-pk").first()


def package_page(request: HttpRequest, **forms: Any) -> HttpResponse:
    """Show the page, with the form that was filled in wrongly in the place of an empty one."""
    office = curated_office(request.user)
    context = {
        "office": office,
        "key": current_key(office),
        "last_export": last_export(office),
        "earlier": earlier_keys(office),
        "trusted": TrustedKey.objects.filter(office=office, revoked_at=None).select_related("added_by"),
        "imports": PackageImport.objects.filter(office=office)
        .select_related("user")
        .defer("data", "changes")[:20],
        "package_form": PackageForm(),
        "file_form": FileForm(accept=ACCEPT),
        "trust_form": TrustForm(office=office),
        **forms,
    }
    return render(request, "library/exchange/packages.html", context, status=422 if forms else 200)


@login_required
@require_GET
def package_desk(request: HttpRequest) -> HttpResponse:
    refuse(desk_refusal(request.user))
    return package_page(request)


@login_required
@require_POST
def package_export(request: HttpRequest) -> HttpResponse:
    refuse(desk_refusal(request.user))
    office, form = curated_office(request.user), PackageForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            data = make_package(
                office,
                by=request.user,
                kinds=chosen["kinds"],
                themes=chosen["themes"],
                is_published_only=chosen["scope"] == "published",
                has_outlines=chosen["has_outlines"],
                has_wordings=chosen["has_wordings"],
            )
        except ExchangeError as error:
            form.add_error(None, str(error))
        else:
            name = f"素材包-{office}-{timezone.localdate():%Y%m%d}.zhibi"
            return attachment(data, name, "application/octet-stream")
    return package_page(request, package_form=form)


@login_required
@require_POST
def package_key_new(request: HttpRequest) -> HttpResponse:
    """Make the first key; for another one the person is told first what follows."""
    refuse(desk_refusal(request.user))
    office = curated_office(request.user)
    if current_key(office):
        return redirect("package-key-change")
    make_key(office, by=request.user)
    messages.success(request, "已生成签名密钥。请把指纹在电话里念给接收单位。")
    return redirect("package-desk")


@login_required
@require_http_methods(["GET", "POST"])
def package_key_change(request: HttpRequest) -> HttpResponse:
    """GET says what follows from another key; POST makes one."""
    refuse(desk_refusal(request.user))
    office = curated_office(request.user)
    if request.method == "POST":
        make_key(office, by=request.user)
        messages.success(
            request, "已换成新的签名密钥。请把新指纹在电话里念给接收单位；原来的留在“以前的密钥”里。"
        )
        return redirect("package-desk")
    context = {"office": office, "key": current_key(office)}
    return render(request, "library/exchange/key_change.html", context)


@login_required
@require_POST
def package_key_back(request: HttpRequest, key_id: int) -> HttpResponse:
    refuse(desk_refusal(request.user))
    keys = PackageKey.objects.filter(office=curated_office(request.user))
    key = take_key_back(get_object_or_404(keys, pk=key_id), by=request.user)
    messages.success(request, f"已换回指纹以 {key.fingerprint[:5]} 开头的密钥，从现在起用它签名。")
    return redirect("package-desk")


@login_required
@require_POST
def trusted_key_add(request: HttpRequest) -> HttpResponse:
    refuse(desk_refusal(request.user))
    office = curated_office(request.user)
    form = TrustForm(request.POST, office=office)
    if form.is_valid():
        trust_key(office, form.cleaned_data["name"], form.cleaned_data["fingerprint"], by=request.user)
        messages.success(request, f"已信任“{form.cleaned_data['name']}”，现在可以导入它的素材包。")
        return redirect("package-desk")
    return package_page(request, trust_form=form)


@login_required
@require_POST
def trusted_key_revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    refuse(desk_refusal(request.user))
    keys = TrustedKey.objects.filter(office=curated_office(request.user), revoked_at=None)
    key = get_object_or_404(keys, pk=key_id)
    distrust_key(key, by=request.user)
    messages.success(request, f"不再信任“{key}”；已导入的素材不受影响。")
    return redirect("package-desk")


@login_required
@require_POST
def package_import_new(request: HttpRequest) -> HttpResponse:
    refuse(desk_refusal(request.user))
    form = FileForm(request.POST, request.FILES, accept=ACCEPT)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            arrival = receive_package(file.read(), file.name, curated_office(request.user), by=request.user)
        except ExchangeError as error:
            form.add_error("file", str(error))
        else:
            return redirect(arrival)
    return package_page(request, file_form=form)


def own_import(request: HttpRequest, import_id: uuid.UUID) -> PackageImport:
    refuse(desk_refusal(request.user))
    imports = PackageImport.objects.filter(office=curated_office(request.user))
    return get_object_or_404(imports.select_related("office", "user"), pk=import_id)


@login_required
@require_http_methods(["GET", "POST"])
def package_import_detail(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """GET: what the package would change, or did. POST stores it; `take` and `skip` are ids of its rows."""
    arrival = own_import(request, import_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None, initial={"new_state": "active"})
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
            )
        except ExchangeError as error:
            fault = str(error)
        else:
            return redirect(arrival)
    return import_page(request, arrival, form, fault)


def import_page(request: HttpRequest, arrival: PackageImport, form: ConfirmForm, fault: str) -> HttpResponse:
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
def package_import_stop(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    arrival = own_import(request, import_id)
    call_off(arrival)
    return redirect(arrival)

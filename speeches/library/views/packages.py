"""Signed packages out and in; the keys that sign them."""

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
from speeches.library.exchange.errors import ExchangeError
from speeches.library.exchange.forms import FileForm, PackageForm, TrustForm
from speeches.library.exchange.keys import (
    current_key,
    distrust_key,
    earlier_keys,
    make_key,
    take_key_back,
    trust_key,
)
from speeches.library.exchange.packing import make_package
from speeches.library.exchange.receiving import receive_package
from speeches.library.models import PackageImport, PackageKey, TrustedKey
from speeches.library.permissions import desk_refusal

from .exchange import attachment

ACCEPT = ".zhibi,.zip"


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

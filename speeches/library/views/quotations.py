"""Originals (原文) of quotations: found by all, kept by curators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.actions.quoting import put_quotation_back, remove_quotation, save_quotation
from speeches.library.details import curated_office
from speeches.library.models import Quotation
from speeches.library.permissions import quotation_refusal
from speeches.library.quotations import QuotationForm, list_context
from speeches.manuscript.punctuation import quoted


@login_required
@require_GET
@vary_on_headers("HX-Request")
def quotation_list(request: HttpRequest) -> HttpResponse:
    is_swap = request.htmx and not request.htmx.history_restore_request
    template = "library/_quotations.html" if is_swap else "library/quotation_list.html"
    return render(request, template, list_context(request.user, request.GET))


@login_required
@require_http_methods(["GET", "POST"])
def quotation_new(request: HttpRequest) -> HttpResponse:
    office = curated_office(request.user)
    refuse(quotation_refusal(request.user, office))
    form = QuotationForm(request.POST or None, instance=Quotation(office=office))
    if form.is_valid():
        save_quotation(form.save(commit=False), by=request.user)
        messages.success(request, "原文已录入，校对从现在起用它核对引文。")
        return redirect("wording-quotations")
    return form_page(request, form)


@login_required
@require_http_methods(["GET", "POST"])
def quotation_edit(request: HttpRequest, quotation_id: int) -> HttpResponse:
    visible = Quotation.objects.visible_to(request.user).select_related("office")
    quotation = get_object_or_404(visible, pk=quotation_id)
    refuse(quotation_refusal(request.user, quotation.office))
    form = QuotationForm(request.POST or None, instance=quotation)
    if form.is_valid():
        save_quotation(form.save(commit=False), by=request.user)
        messages.success(request, "原文已保存。")
        return redirect("wording-quotations")
    return form_page(request, form)


def form_page(request: HttpRequest, form: QuotationForm) -> HttpResponse:
    context = {"form": form, "quotation": form.instance, "is_new": form.instance._state.adding}
    return render(request, "library/quotation_form.html", context, status=422 if form.is_bound else 200)


def kept_quotation(user: User, quotation_id: int) -> Quotation:
    """Return an original this person sees, removed or not."""
    seen = Quotation.objects.visible_to(user) | Quotation.objects.curated_by(user)
    return get_object_or_404(seen.select_related("office"), pk=quotation_id)


@login_required
@require_POST
def quotation_remove(request: HttpRequest, quotation_id: int) -> HttpResponse:
    quotation = kept_quotation(request.user, quotation_id)
    remove_quotation(quotation, by=request.user)
    return redirect(f"{reverse('wording-quotations')}?removed={quotation.pk}")


@login_required
@require_POST
def quotation_put_back(request: HttpRequest, quotation_id: int) -> HttpResponse:
    quotation = kept_quotation(request.user, quotation_id)
    put_quotation_back(quotation, by=request.user)
    messages.success(request, f"{quoted(str(quotation))}已放回。")
    return redirect("wording-quotations")

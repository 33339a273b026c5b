"""Set expressions (提法) and confusables (易错词): found, read, written by curators."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.actions import (
    activate_wording,
    create_wording,
    edit_wording,
    outdate_expression,
    restore_wording,
    retire_wording,
)
from speeches.library.details import curated_office
from speeches.library.models import Confusable, Expression
from speeches.library.permissions import wording_create_refusal, wording_refusal
from speeches.library.wording_forms import FORMS, OutdateForm, WordingForm
from speeches.library.wording_pages import detail_context, list_context, noun_context
from speeches.library.wordings import WORDINGS
from speeches.manuscript.punctuation import quoted

from .catalogue import known


def visible_wording(user: User, noun: str, wording_id: uuid.UUID) -> Expression | Confusable:
    rows = known(WORDINGS, noun).objects.visible_to(user).select_related("office")
    return get_object_or_404(rows, pk=wording_id)


@login_required
@require_GET
@vary_on_headers("HX-Request")
def wording_list(request: HttpRequest, noun: str) -> HttpResponse:
    known(WORDINGS, noun)
    # Going back in history, htmx asks for the whole page.
    is_swap = request.htmx and not request.htmx.history_restore_request
    template = "library/_wordings.html" if is_swap else "library/wording_list.html"
    return render(request, template, list_context(request.user, noun, request.GET))


@login_required
@require_GET
def wording_detail(request: HttpRequest, noun: str, wording_id: uuid.UUID) -> HttpResponse:
    wording = visible_wording(request.user, noun, wording_id)
    return render(request, "library/wording_detail.html", detail_context(request.user, noun, wording))


@login_required
@require_http_methods(["GET", "POST"])
def wording_new(request: HttpRequest, noun: str) -> HttpResponse:
    model, office = known(WORDINGS, noun), curated_office(request.user)
    refuse(wording_create_refusal(request.user, office))
    form = FORMS[noun](request.POST or None, instance=model(office=office))
    if form.is_valid():
        wording = create_wording(form.save(commit=False), by=request.user)
        messages.success(request, f"{quoted(str(wording))}已添加，校对从现在起用它。")
        return redirect(wording)
    return form_page(request, noun, form)


@login_required
@require_http_methods(["GET", "POST"])
def wording_edit(request: HttpRequest, noun: str, wording_id: uuid.UUID) -> HttpResponse:
    wording = visible_wording(request.user, noun, wording_id)
    refuse(wording_refusal(request.user, wording))
    form = FORMS[noun](request.POST or None, instance=wording)
    if form.is_valid():
        edit_wording(form.save(commit=False), by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"已保存为第 {wording.version} 版，旧版留在历史中。")
        return redirect(wording)
    return form_page(request, noun, form)


def form_page(request: HttpRequest, noun: str, form: WordingForm) -> HttpResponse:
    context = {**noun_context(noun), "form": form, "is_new": form.instance._state.adding}
    return render(request, "library/wording_form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def wording_outdate(request: HttpRequest, noun: str, wording_id: uuid.UUID) -> HttpResponse:
    wording = visible_wording(request.user, noun, wording_id)
    if not isinstance(wording, Expression):
        raise Http404
    refuse(wording_refusal(request.user, wording))
    form = OutdateForm(request.POST, expression=wording)
    if form.is_valid():
        until, successor = form.cleaned_data["until"], form.cleaned_data["successor"]
        outdate_expression(wording, until, successor, by=request.user)
        messages.success(
            request, f"已记下：{quoted(str(wording))}{until:%Y-%m-%d} 起过时。下面是还在用它的地方。"
        )
        return redirect("wording-impact", wording.pk)
    context = detail_context(request.user, noun, wording, form)
    return render(request, "library/wording_detail.html", context, status=422)


@login_required
@require_POST
def wording_retire(request: HttpRequest, noun: str, wording_id: uuid.UUID) -> HttpResponse:
    wording = visible_wording(request.user, noun, wording_id)
    retire_wording(wording, by=request.user)
    messages.success(request, f"{quoted(str(wording))}已停用，校对不再用它；需要时可以重新启用。")
    return redirect(wording)


@login_required
@require_POST
def wording_activate(request: HttpRequest, noun: str, wording_id: uuid.UUID) -> HttpResponse:
    wording = visible_wording(request.user, noun, wording_id)
    activate_wording(wording, by=request.user)
    messages.success(request, f"{quoted(str(wording))}已启用。")
    return redirect(wording)


@login_required
@require_POST
def wording_restore(request: HttpRequest, noun: str, wording_id: uuid.UUID, version: int) -> HttpResponse:
    wording = visible_wording(request.user, noun, wording_id)
    try:
        restore_wording(wording, version, by=request.user)
    except wording.history.model.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, f"已恢复第 {version} 版，存为第 {wording.version} 版。")
    return redirect(wording)

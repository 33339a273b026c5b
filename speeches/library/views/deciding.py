"""What becomes of an entry: accepted, declined, merged, put in use, retired."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from speeches.accounts.permissions import refuse
from speeches.library.actions import (
    accept_entry,
    activate_entry,
    decline_entry,
    merge_entry,
    name_successor,
    propose_entry,
    retire_entry,
    withdraw_entry,
)
from speeches.library.choosing import choice_context, choosable
from speeches.library.details import detail_context
from speeches.library.forms import MergeForm, ReasonForm, RetireForm, SuccessorForm
from speeches.library.models import Entry
from speeches.library.permissions import curate_refusal, merge_refusal, retire_refusal, successor_refusal
from speeches.manuscript.pieces import compare_texts
from speeches.manuscript.punctuation import quoted

from .entries import change_entry, visible_entry


@login_required
@require_POST
def entry_accept(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    return change_entry(request, entry_id, accept_entry, "已采用，起草人现在可以查到。")


@login_required
@require_POST
def entry_decline(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    entry = visible_entry(request.user, entry_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        decline_entry(entry, form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"{quoted(entry.title)}已退回，推荐人会看到理由。")
        return redirect("curation-desk")
    context = detail_context(request.user, entry, decline_form=form)
    return render(request, "library/entry_detail.html", context, status=422)


@login_required
@require_POST
def entry_propose(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    return change_entry(request, entry_id, propose_entry, "已送素材管理员。")


@login_required
@require_POST
def entry_withdraw(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    return change_entry(request, entry_id, withdraw_entry, "已撤回，改好后可以再推荐。")


@login_required
@require_POST
def entry_activate(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    return change_entry(request, entry_id, activate_entry, "已启用，起草人现在可以查到。")


@login_required
@require_http_methods(["GET", "POST"])
def entry_retire(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """GET: why, and what takes its place; one of them must be told."""
    entry = visible_entry(request.user, entry_id)
    refuse(retire_refusal(request.user, entry))
    posted = request.POST if request.method == "POST" else None
    form = RetireForm(posted, entries=choosable(request.user, entry))
    if form.is_valid():
        successor, reason = form.cleaned_data["chosen"], form.cleaned_data["reason"]
        retire_entry(entry, by=request.user, successor=successor, reason=reason)
        messages.success(request, f"{quoted(entry.title)}已停用，起草人不会再看到；需要时可以重新启用。")
        return redirect(entry)
    context = {"form": form, **choice_context(request.user, entry, "")}
    return render(request, "library/entry_retire.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def entry_successor(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """GET: what takes a retired entry's place, to be named or changed."""
    entry = visible_entry(request.user, entry_id)
    refuse(successor_refusal(request.user, entry))
    named = Entry.objects.filter(pk=entry.superseded_by_id).select_related("office")
    posted = request.POST if request.method == "POST" else None
    form = SuccessorForm(posted, entries=choosable(request.user, entry) | named)
    if form.is_valid():
        name_successor(entry, form.cleaned_data["chosen"], by=request.user)
        messages.success(request, "已记下由哪一条替代。" if entry.superseded_by else "已不指定替代的素材。")
        return redirect(entry)
    context = {"form": form, **choice_context(request.user, entry, "")}
    return render(request, "library/entry_successor.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def entry_choice(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """The entries to choose among, found by ?q=."""
    entry = visible_entry(request.user, entry_id)
    refuse(curate_refusal(request.user, entry))
    context = choice_context(request.user, entry, request.GET.get("q", ""))
    return render(request, "library/_choices.html", context)


@login_required
@require_GET
def entry_merge(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Choose the entry that takes a proposal in."""
    entry = visible_entry(request.user, entry_id)
    refuse(merge_refusal(request.user, entry))
    context = choice_context(request.user, entry, request.GET.get("q", ""))
    return render(request, "library/entry_merge.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def entry_merge_into(request: HttpRequest, entry_id: uuid.UUID, target_id: uuid.UUID) -> HttpResponse:
    """GET: both texts and their difference; ?text=proposal begins with the proposal's. POST merges."""
    entry = visible_entry(request.user, entry_id)
    into = get_object_or_404(Entry.objects.visible_to(request.user).select_related("office"), pk=target_id)
    refuse(merge_refusal(request.user, entry, into))
    chosen = entry if request.GET.get("text") == "proposal" else into
    form = MergeForm(request.POST or None, initial={"text": chosen.text})
    if form.is_valid():
        before = into.version
        merge_entry(entry, into, form.cleaned_data["text"], by=request.user)
        told = f"成为第 {into.version} 版。" if into.version != before else "文字没有变，不另存新版。"
        messages.success(request, f"已并入{quoted(into.title)}，{told}")
        return redirect(into)
    context = {"form": form, "entry": entry, "into": into, "pieces": compare_texts(into.text, entry.text)}
    return render(request, "library/entry_merge_into.html", context, status=422 if form.is_bound else 200)

"""Finding, reading and writing entries; reading outlines; the panel beside the editor."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.library.actions import Sorting, accept_edited, create_entry, edit_entry
from speeches.library.details import curated_office, detail_context
from speeches.library.forms import TEXT_LIMIT, ContentForm, EntryForm, ProposalForm
from speeches.library.lexicon import set_names_for
from speeches.library.models import Entry, Outline
from speeches.library.permissions import accept_refusal, create_refusal, curate_refusal, edit_refusal
from speeches.library.queries import preview
from speeches.library.results import (
    address_query,
    alike_context,
    counts_context,
    list_context,
    panel_context,
)
from speeches.manuscript.punctuation import quoted


@login_required
@require_GET
@vary_on_headers("HX-Request")
def entry_list(request: HttpRequest) -> HttpResponse:
    # Going back in history, htmx asks for the whole page.
    is_swap = request.htmx and not request.htmx.history_restore_request
    template = "library/_found.html" if is_swap else "library/entry_list.html"
    return render(request, template, list_context(request))


@login_required
@require_GET
def entry_counts(request: HttpRequest) -> HttpResponse:
    return render(request, "library/_counted.html", counts_context(request))


@login_required
@require_GET
def entry_alike(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    entry = visible_entry(request.user, entry_id)
    return render(request, "library/entry_alike.html", alike_context(request.user, entry))


@login_required
@require_GET
def entry_panel(request: HttpRequest) -> HttpResponse:
    return render(request, "library/_panel.html", panel_context(request))


def visible_entry(user: User, entry_id: uuid.UUID) -> Entry:
    related = ("office", "superseded_by", "copied_from", "proposed_by", "decided_by")
    entries = Entry.objects.readable_by(user).select_related(*related).with_use_count()
    return get_object_or_404(entries, pk=entry_id)


def change_entry(
    request: HttpRequest, entry_id: uuid.UUID, act: Callable[..., object], told: str
) -> HttpResponse:
    """Do one thing to an entry, say so, and show it."""
    entry = visible_entry(request.user, entry_id)
    act(entry, by=request.user)
    messages.success(request, f"{quoted(entry.title)}{told}")
    return redirect(entry)


@login_required
@require_GET
def entry_detail(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    entry = visible_entry(request.user, entry_id)
    context = detail_context(request.user, entry, q=request.GET.get("q", ""))
    context["back"] = address_query(request.GET)
    return render(request, "library/entry_detail.html", context)


@login_required
def entry_new(request: HttpRequest) -> HttpResponse:
    office = curated_office(request.user)
    refuse(create_refusal(request.user, office))
    form = EntryForm(request.POST or None, instance=Entry(office=office))
    if form.is_valid():
        entry = form.save(commit=False)
        create_entry(entry, form.cleaned_data["text"], by=request.user, sorting=sorting_of(form))
        messages.success(request, f"{quoted(entry.title)}已存为草稿，启用后起草人才能看到。")
        return redirect(entry)
    return entry_form(request, form, office)


@login_required
def entry_edit(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """POST with `accept` puts a proposal into use as it was edited."""
    entry = visible_entry(request.user, entry_id)
    refuse(edit_refusal(request.user, entry))
    is_curator = not curate_refusal(request.user, entry)
    can_accept = not accept_refusal(request.user, entry)
    form = (EntryForm if is_curator else ProposalForm)(request.POST or None, instance=entry)
    if form.is_valid():
        store = accept_edited if "accept" in request.POST else edit_entry
        reason = form.cleaned_data.get("reason", "")
        store(entry, form.cleaned_data["text"], by=request.user, sorting=sorting_of(form), reason=reason)
        messages.success(request, f"已保存为第 {entry.version} 版，旧版留在历史中。")
        return redirect(entry)
    return entry_form(request, form, entry.office, can_accept=can_accept)


def sorting_of(form: ContentForm) -> Sorting:
    return Sorting(form.cleaned_data["themes"], form.cleaned_data["occasions"])


def entry_form(
    request: HttpRequest, form: ContentForm, office: Office, *, can_accept: bool = False
) -> HttpResponse:
    shown = preview(str(form["text"].value() or "")[:TEXT_LIMIT], set_names_for(office))
    context = {"form": form, "office": office, "preview": shown, "can_accept": can_accept}
    context["kind"] = form["kind"].value()
    return render(request, "library/entry_form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def entry_preview(request: HttpRequest) -> HttpResponse:
    """Show what is recognised in a text while it is being written. Stores nothing."""
    text, set_names = request.POST.get("text", "")[:TEXT_LIMIT], set_names_for(request.user.office_id)
    context = {"preview": preview(text, set_names), "kind": request.POST.get("kind", "")}
    return render(request, "library/_preview.html", context)


@login_required
@require_GET
def outline_list(request: HttpRequest) -> HttpResponse:
    outlines = Outline.objects.visible_to(request.user).select_related("occasion", "office")
    return render(request, "library/outline_list.html", {"outlines": outlines})


@login_required
@require_GET
def outline_detail(request: HttpRequest, outline_id: uuid.UUID) -> HttpResponse:
    outlines = Outline.objects.visible_to(request.user).select_related("occasion", "office")
    outline = get_object_or_404(outlines, pk=outline_id)
    return render(request, "library/outline_detail.html", {"outline": outline, "rows": outline.rows()})

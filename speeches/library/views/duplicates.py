"""Entries that read alike: in short on the curator's desk, and one beside the other on a page."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from speeches.accounts.permissions import refuse
from speeches.library.actions.comparing import compare_new, keep_apart
from speeches.library.duplicates import MOST_PAIRS, compared, duplicate_groups, kept_apart
from speeches.library.permissions import desk_refusal
from speeches.manuscript.punctuation import quoted

from .entries import visible_entry

SHOWN = 5
ON_A_PAGE = 10


@login_required
@require_GET
def curation_duplicates(request: HttpRequest) -> HttpResponse:
    """The part of the desk; ?asked=1 once a worker was asked to compare."""
    refuse(desk_refusal(request.user))
    return render(request, "library/_desk_duplicates.html", short_context(request))


def short_context(request: HttpRequest) -> dict[str, Any]:
    waiting = compare_new(is_asked="asked" in request.GET)
    groups = duplicate_groups(request.user, MOST_PAIRS)
    return {"stale": waiting, "duplicates": groups[:SHOWN], "group_count": len(groups)}


@login_required
@require_GET
@vary_on_headers("HX-Request")
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """?page=; turning pages swaps the groups alone."""
    refuse(desk_refusal(request.user))
    waiting = compare_new()
    page = Paginator(duplicate_groups(request.user, MOST_PAIRS), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "stale": waiting,
        "page": page,
        "groups": [compared(request.user, group) for group in page.object_list],
        "kept": kept_apart(request.user),
        "query": "",
    }
    is_swap = request.htmx and not request.htmx.history_restore_request
    template = "library/_duplicate_list.html" if is_swap else "library/duplicate_list.html"
    return render(request, template, context)


@login_required
@require_POST
def entry_distinct(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Keep an entry beside those it reads like; `again` lists it once more."""
    entry = visible_entry(request.user, entry_id)
    is_distinct = "again" not in request.POST
    keep_apart(entry, by=request.user, is_distinct=is_distinct)
    messages.success(
        request,
        quoted(str(entry)) + ("各有各用，不再列为重复；改动文字后会再比。" if is_distinct else "重新列出。"),
    )
    return redirect("duplicate-list")

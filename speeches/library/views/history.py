"""The versions of an entry: listed, compared, brought back."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import refuse
from speeches.library.actions import restore_version
from speeches.library.permissions import history_refusal
from speeches.library.versions import history_context

from .entries import visible_entry


@login_required
@require_GET
def entry_history(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """?from=1&to=3 compares two versions."""
    entry = visible_entry(request.user, entry_id)
    refuse(history_refusal(request.user, entry))
    return render(request, "library/entry_history.html", history_context(request.user, entry, request.GET))


@login_required
@require_POST
def entry_restore(request: HttpRequest, entry_id: uuid.UUID, version: int) -> HttpResponse:
    entry = visible_entry(request.user, entry_id)
    try:
        restore_version(entry, version, by=request.user)
    except entry.history.model.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, f"已恢复第 {version} 版的文字，存为第 {entry.version} 版。")
    return redirect("entry-history", entry.pk)

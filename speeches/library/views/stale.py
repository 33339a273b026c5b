"""Stale material (该看一看的素材), all of it, and dealt with many at a time."""

import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed, refuse
from speeches.library.actions.tidying import (
    check_entries,
    prolong_entries,
    retire_entries,
    take_back_retiring,
)
from speeches.library.models import Entry
from speeches.library.permissions import desk_refusal
from speeches.library.staleness import PAGE_SIZE, asked_years, stale_list_context

NOTHING_CHOSEN = "还没有勾选。请先勾选要一起处理的素材。"
UNKNOWN = "没有这样的操作。请用页面上的按钮。"
LONGER = timedelta(days=365)
# What was retired last, so that it can be taken back.
LAST_RETIRED = "retired-stale"


@login_required
@require_http_methods(["GET", "POST"])
def stale_list(request: HttpRequest) -> HttpResponse:
    """?years= ?reason= as on the desk. POST: verb=retire|prolong|check|undo; chosen=…, or all shown."""
    refuse(desk_refusal(request.user))
    if request.method == "POST":
        told = undo(request) if request.POST.get("verb") == "undo" else deal(request)
        if told[1]:
            (messages.success if told[0] else messages.error)(request, told[1])
        return redirect(f"{reverse('curation-stale')}?{address(request.POST)}")
    context = stale_list_context(
        request.user, asked_years(request.GET), request.GET.get("reason", ""), request.GET.get("page", "")
    )
    context |= {"retired": request.session.get(LAST_RETIRED, []), "until": timezone.localdate() + LONGER}
    return render(request, "library/stale_list.html", context)


def address(data: QueryDict) -> str:
    return urlencode({name: data[name] for name in ("years", "reason", "page") if data.get(name)})


def deal(request: HttpRequest) -> tuple[bool, str]:
    """Do what was asked to the chosen ones; return whether it was done, and what to say."""
    verb, name = request.POST.get("verb", ""), "shown" if "all" in request.POST else "chosen"
    active = Entry.objects.curated_by(request.user).filter(state=Entry.State.ACTIVE)
    entries = list(active.filter(pk__in=readable(request.POST.getlist(name))).order_by("pk"))
    if not entries:
        return False, NOTHING_CHOSEN
    try:
        return True, done(request, verb, entries)
    except NotAllowed as refusal:
        return False, str(refusal)


def done(request: HttpRequest, verb: str, entries: list[Entry]) -> str:
    """Raises NotAllowed, for what nobody knows how to do too."""
    by: Any = request.user
    if verb == "prolong":
        return prolonged(entries, by)
    if verb == "check":
        check_entries(entries, by=by)
        return f"{len(entries)} 条记为看过、仍可用，一年之内不再列出（有效期已过的除外）。"
    refuse("" if verb == "retire" else UNKNOWN)
    retire_entries(entries, by=by)
    request.session[LAST_RETIRED] = [str(entry.pk) for entry in entries]
    # The page says so, beside the button that takes it back.
    return ""


def prolonged(entries: list[Entry], by: User) -> str:
    until = timezone.localdate() + LONGER
    changed = prolong_entries(entries, until, by=by)
    left = len(entries) - changed
    if not changed:
        return "选中的不限有效期，或者有效期更长，都不必延长。"
    rest = f"其余 {left} 条不限有效期，或者有效期更长，没有改动。" if left else ""
    return f"{changed} 条的有效期延长到 {until}，各存为新版。{rest}"


def undo(request: HttpRequest) -> tuple[bool, str]:
    """Put what was retired last into use again, as far as it still is out of use."""
    ids = readable(request.session.pop(LAST_RETIRED, []))
    retired = Entry.objects.curated_by(request.user).filter(pk__in=ids, state=Entry.State.RETIRED)
    entries = list(retired.order_by("pk"))
    if not entries:
        return False, "没有可撤销的停用。"
    take_back_retiring(entries, by=request.user)
    return True, f"已撤销，{len(entries)} 条重新启用。"


def readable(ids: list[str]) -> list[uuid.UUID]:
    """Return what of these is a number of an entry at all, a page of them at most."""
    found = []
    for text in ids[:PAGE_SIZE]:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found

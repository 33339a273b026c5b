"""The basket (素材篮) above the library beside the editor."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from speeches.drafting.actions import put_aside, take_out
from speeches.drafting.models import BasketItem
from speeches.library.models import Entry


@login_required
@require_GET
def basket(request: HttpRequest) -> HttpResponse:
    return basket_page(request)


@login_required
@require_POST
def basket_put(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.visible_to(request.user).active(), pk=entry_id)
    put_aside(entry, by=request.user)
    return basket_page(request)


@login_required
@require_POST
def basket_take(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    item = get_object_or_404(BasketItem.objects.select_related("entry"), user=request.user, entry=entry_id)
    take_out(item.entry, by=request.user)
    return basket_page(request)


def basket_page(request: HttpRequest) -> HttpResponse:
    """What was retired or withdrawn meanwhile is no longer offered; it leaves the basket by itself."""
    entries = Entry.objects.visible_to(request.user).active()
    items = BasketItem.objects.filter(user=request.user, entry__in=entries).select_related("entry")
    return render(request, "drafting/_basket.html", {"basket": [item.entry for item in items]})

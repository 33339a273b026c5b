"""What an open paper says and hears: its changes, other people's, and who else is there."""

import json
import zlib
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from speeches.drafting.actions import apply_change_set, note_presence
from speeches.drafting.changes import CLIENT, KEY, MAX_NUMBER
from speeches.drafting.errors import BadChangesError
from speeches.drafting.models import Draft
from speeches.drafting.remote import changes_since, people_elsewhere

from .editor import MAX_BODY, NOT_JSON, TOO_LARGE, answers_json, read_body, refused


@require_http_methods(["GET", "POST"])
@answers_json
def draft_changes(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST: save one change set. GET: what is new to this page, 204 where nothing is."""
    if request.method == "GET":
        return draft_news(request, draft_id)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
        return refused(413, TOO_LARGE)
    draft = looked_at(request, draft_id)
    return JsonResponse(apply_change_set(draft, author=request.user, payload=read_body(request)))


def draft_news(request: HttpRequest, draft_id: int) -> HttpResponse:
    """GET ?since=N&client=…&at=<key of the caret>&people=<what it knew>: asked every second and a half."""
    since, client = read_since(request), request.GET.get("client", "")
    draft = looked_at(request, draft_id)
    news: dict[str, Any] = {}
    if since < draft.sequence:
        news |= changes_since(draft, since, client)
    if CLIENT.fullmatch(client):
        news |= news_of_people(request, draft, client)
    return JsonResponse(news) if news else HttpResponse(status=204)


def looked_at(request: HttpRequest, draft_id: int) -> Draft:
    """Return the draft with what a look at it needs. Those who write ask all day: one query for them."""
    columns = ("pk", "sequence", "front", "front_sequence", "front_client", "order_sequence")
    draft = Draft.objects.written_by(request.user).only(*columns).filter(pk=draft_id).first()
    return draft or get_object_or_404(Draft.objects.open_to(request.user).only(*columns), pk=draft_id)


def news_of_people(request: HttpRequest, draft: Draft, client: str) -> dict[str, Any]:
    """Note where this page is, and return who else is there and where, if that has changed."""
    place = request.GET.get("at", "")
    pages = list(
        draft.presences.fresh().select_related("user").only("draft", "key", "at", "client", "user__name")
    )
    own = next((page for page in pages if page.client == client), None)
    key = place if KEY.fullmatch(place) else ""
    note_presence(draft, own, user=request.user, client=client, key=key)
    people = people_elsewhere(pages, request.user)
    known = str(zlib.crc32(json.dumps(people).encode()))
    return {} if known == request.GET.get("people") else {"people": people, "known": known}


def read_since(request: HttpRequest) -> int:
    since = request.GET.get("since", "0")
    if not (since.isascii() and since.isdigit()) or int(since) > MAX_NUMBER:
        raise BadChangesError(NOT_JSON)
    return int(since)

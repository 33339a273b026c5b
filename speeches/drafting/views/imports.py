"""An import on its way to a draft: wait for the worker, look at what was recognised, make the draft."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from speeches.accounts.models import OfficeSettings
from speeches.docx.opening import SUFFIXES
from speeches.drafting.actions import cancel_import, create_draft_from_import, put_line_back, take_line_out
from speeches.drafting.incoming import Incoming
from speeches.drafting.models import SpeechImport
from speeches.drafting.overview import Overview, overview
from speeches.drafting.recognised import returned, tree
from speeches.library.lexicon import set_names_for
from speeches.manuscript.announcements import find_announcements
from speeches.manuscript.placeholders import Kind

State = SpeechImport.State
SHOWN_LINES = 8
SLOW_AFTER = timedelta(seconds=20)
KIND_LABELS = {
    Kind.FACT: "要素",
    Kind.PROMPT: "写作提示",
    Kind.DATE: "日期",
    Kind.NUMBER: "数字",
    Kind.PERSON: "人名",
    Kind.OFFICE: "单位",
    Kind.TEXT: "文字",
}


def own_import(request: HttpRequest, import_id: str) -> SpeechImport:
    imports = SpeechImport.objects.filter(user=request.user).select_related("office", "draft").defer("data")
    return get_object_or_404(imports, pk=import_id)


def import_context(speech_import: SpeechImport) -> dict[str, Any]:
    context: dict[str, Any] = {
        "speech_import": speech_import,
        "is_busy": speech_import.state in (State.WAITING, State.READING),
        "is_slow": timezone.now() - speech_import.created_at > SLOW_AFTER,
    }
    if speech_import.state == State.READY:
        context.update(preview_context(speech_import))
    return context


def preview_context(speech_import: SpeechImport) -> dict[str, Any]:
    """Return what was recognised: outline, title block, dropped lines, announcements, open places, length."""
    incoming = Incoming.from_json(speech_import.result)
    manuscript = incoming.manuscript
    per_minute = OfficeSettings.of(speech_import.office).characters_per_minute
    lines = incoming.lines
    set_names = set_names_for(speech_import.office_id)
    announcements = find_announcements(manuscript, set_names)
    whole = overview(manuscript, per_minute=per_minute, set_names=set_names)
    return {
        "manuscript": manuscript,
        "tree": tree(incoming),
        # Word counts no lines: its paragraphs are what one finds again.
        "unit": "段" if PurePath(speech_import.filename).suffix.lower() in SUFFIXES else "行",
        "notices": incoming.notices,
        "dropped": incoming.dropped,
        "returned": list(returned(incoming)),
        "announcements": [(lines.get(found.key), found) for found in announcements],
        "places": grouped_places(whole, lines),
        "place_count": len(whole.open_places),
        "overview": whole,
    }


def grouped_places(whole: Overview, lines: Mapping[str, int]) -> list[tuple[str, str, int, list[int]]]:
    """Return the open places, alike ones together: (text, what kind, how often, first lines)."""
    groups: dict[tuple[str, str], list[int | None]] = {}
    for place in whole.open_places:
        kind = (place.placeholder.text, KIND_LABELS[place.placeholder.kind])
        groups.setdefault(kind, []).append(lines.get(place.key))
    return [
        (text, label, len(found), list(dict.fromkeys(line for line in found if line))[:SHOWN_LINES])
        for (text, label), found in groups.items()
    ]


@login_required
@require_http_methods(["GET", "POST"])
def import_detail(request: HttpRequest, import_id: str) -> HttpResponse:
    """GET: where it stands; POST: make the draft."""
    speech_import = own_import(request, import_id)
    if request.method == "POST":
        return redirect(create_draft_from_import(speech_import, author=request.user))
    if speech_import.draft is not None and speech_import.draft.deleted_at is None:
        return redirect(speech_import.draft)
    return render(request, "drafting/import_detail.html", import_context(speech_import))


@login_required
@require_GET
def import_state(request: HttpRequest, import_id: str) -> HttpResponse:
    """The part of the page that the browser asks for again until the file is read."""
    return render(request, "drafting/_import.html", import_context(own_import(request, import_id)))


@login_required
@require_POST
def import_line(request: HttpRequest, import_id: str) -> HttpResponse:
    """Take a left-out line into the speech (line=…) or leave it out again (key=…)."""
    speech_import = own_import(request, import_id)
    number = request.POST.get("line", "")
    if number.isascii() and number.isdigit():
        put_line_back(speech_import, user=request.user, number=int(number))
    else:
        take_line_out(speech_import, user=request.user, key=request.POST.get("key", ""))
    return render(request, "drafting/_import.html", import_context(own_import(request, import_id)))


@login_required
@require_POST
def import_cancel(request: HttpRequest, import_id: str) -> HttpResponse:
    cancel_import(own_import(request, import_id), user=request.user)
    return redirect("draft-new")

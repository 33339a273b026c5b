"""A new draft: a speech is brought in, or an outline is filled with facts."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from speeches.docx.libreoffice import find_office
from speeches.drafting.actions import create_draft_from_outline, import_text, import_upload
from speeches.drafting.actions.creating import create_refusal
from speeches.drafting.forms import OutlineForm, PasteForm, UploadForm, outline_defaults
from speeches.drafting.incoming import SpeechRefusedError
from speeches.drafting.outlines import skeleton
from speeches.library.models import Occasion, Outline


@login_required
@require_http_methods(["GET", "POST"])
def draft_new(request: HttpRequest) -> HttpResponse:
    """Bring a speech in or start from an outline. What was typed stays on the page when it is refused."""
    if request.method == "POST":
        answer = MAKERS.get(request.POST.get("way", ""), refuse_way)(request)
        if isinstance(answer, HttpResponse):
            return answer
        return render(request, "drafting/new.html", new_context(request, **answer), status=422)
    return render(request, "drafting/new.html", new_context(request))


def new_context(request: HttpRequest, **forms: Any) -> dict[str, Any]:
    """Return what the page shows: both ways with their forms, the one asked for open."""
    return {
        "way": request.POST.get("way") or request.GET.get("way", "bring"),
        "paste": PasteForm(),
        "upload": UploadForm(),
        "has_office": bool(find_office()),
        "refusal": create_refusal(request.user),
        **outline_context(request),
        **forms,
    }


@login_required
@require_GET
def outline_choice(request: HttpRequest) -> HttpResponse:
    """The outlines of one occasion, and what the chosen one asks for: another occasion was picked."""
    return render(request, "drafting/_outline_chosen.html", outline_context(request))


@login_required
@require_GET
def outline_facts(request: HttpRequest) -> HttpResponse:
    """What the chosen outline asks for beyond the usual; swapped in when another is chosen."""
    return render(request, "drafting/_outline_facts.html", outline_context(request))


@login_required
@require_GET
def outline_title(request: HttpRequest) -> HttpResponse:
    """The title as the facts typed so far make it."""
    return render(request, "drafting/_outline_title.html", outline_context(request))


def outline_context(request: HttpRequest) -> dict[str, Any]:
    """Return the occasions that have outlines, those of the one asked for, and the form of the chosen one."""
    asked = request.POST or request.GET
    outlines = Outline.objects.visible_to(request.user).select_related("occasion")
    occasions = Occasion.objects.filter(pk__in=outlines.order_by().values("occasion"))
    occasion = next((each for each in occasions if str(each.pk) == asked.get("occasion")), None)
    shown = [outline for outline in outlines if occasion is None or outline.occasion_id == occasion.pk]
    chosen = next((outline for outline in shown if str(outline.pk) == asked.get("outline")), None)
    if len(shown) == 1:
        chosen = shown[0]
    typed = {**outline_defaults(request.user), **asked.dict()}
    return {
        "occasions": occasions,
        "occasion": occasion,
        "outlines": shown,
        "chosen": chosen,
        "outline_form": OutlineForm(user=request.user, outline=chosen, initial=typed),
        "title_preview": title_of(chosen, OutlineForm(typed, user=request.user, outline=chosen)),
    }


def title_of(outline: Outline | None, form: OutlineForm) -> str:
    """Return the title that the facts of a form make: those that are sound, whatever the others are."""
    form.full_clean()
    return skeleton(outline, form.facts()).title if outline else ""


def bring_text(request: HttpRequest) -> HttpResponse | dict[str, Any]:
    form = PasteForm(request.POST)
    if form.is_valid():
        try:
            return redirect(import_text(request.user, form.cleaned_data["text"]))
        except SpeechRefusedError as refusal:
            form.add_error("text", str(refusal))
    return {"paste": form}


def bring_file(request: HttpRequest) -> HttpResponse | dict[str, Any]:
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return redirect(import_upload(request.user, form.cleaned_data["file"]))
        except SpeechRefusedError as refusal:
            form.add_error("file", str(refusal))
    # The pasted text beside it is somebody's work too.
    return {"upload": form, "paste": PasteForm(initial={"text": request.POST.get("text", "")})}


def start_from_outline(request: HttpRequest) -> HttpResponse | dict[str, Any]:
    chosen = outline_context(request)["chosen"]
    form = OutlineForm(request.POST, user=request.user, outline=chosen)
    if form.is_valid():
        draft = create_draft_from_outline(
            request.user,
            form.cleaned_data["outline"],
            facts=form.facts(),
            spoken_on=form.cleaned_data["spoken_on"],
            target_minutes=form.cleaned_data["target_minutes"],
        )
        return redirect(draft)
    return {"outline_form": form}


def refuse_way(request: HttpRequest) -> dict[str, Any]:
    return {}


MAKERS = {"text": bring_text, "file": bring_file, "outline": start_from_outline}

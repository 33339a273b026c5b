"""The list of drafts, a new one, and what happens to one as a whole."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from speeches.docx.libreoffice import find_office
from speeches.drafting.actions import (
    add_co_drafter,
    create_draft_from_outline,
    delete_draft,
    import_text,
    import_upload,
    remove_co_drafter,
    rename_draft,
    restore_draft,
)
from speeches.drafting.actions.creating import create_refusal
from speeches.drafting.forms import (
    ChosenOutlineForm,
    CoDrafterForm,
    DraftFilterForm,
    OutlineForm,
    PasteForm,
    TitleForm,
    UploadForm,
    outline_defaults,
)
from speeches.drafting.incoming import SpeechRefusedError
from speeches.drafting.models import Draft
from speeches.drafting.outlines import skeleton
from speeches.drafting.permissions import share_refusal
from speeches.drafting.queries import possible_co_drafters, visible_draft
from speeches.library.models import Occasion, Outline

PER_PAGE = 30


@login_required
@require_GET
def draft_list(request: HttpRequest) -> HttpResponse:
    form = DraftFilterForm(request.GET)
    drafts = Draft.objects.visible_to(request.user).select_related("author", "office", "occasion")
    page = Paginator(form.narrow(drafts), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "form": form,
        "query": page_query(request),
        "binned": Draft.objects.binned_by(request.user).order_by("-deleted_at")[:20],
    }
    # Going back in history, htmx asks for the whole page.
    is_swap = request.htmx and not request.htmx.history_restore_request
    return render(request, "drafting/_drafts.html" if is_swap else "drafting/list.html", context)


def page_query(request: HttpRequest) -> str:
    """Return the filter of an address as the beginning of the address of another page."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if any(query.values()) else ""


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
        "outline_form": OutlineForm(
            user=request.user, outline=chosen_outline(request), initial=outline_initial(request)
        ),
        "refusal": create_refusal(request.user),
        **choice_context(request),
        **forms,
    }


def choice_context(request: HttpRequest) -> dict[str, Any]:
    """Return the occasions that have outlines, and the outlines of the one chosen."""
    outlines = Outline.objects.visible_to(request.user).select_related("occasion")
    occasions = Occasion.objects.filter(pk__in=outlines.order_by().values("occasion"))
    wanted = request.POST.get("occasion") or request.GET.get("occasion", "")
    chosen = next((occasion for occasion in occasions if str(occasion.pk) == wanted), None)
    shown = [outline for outline in outlines if chosen is None or outline.occasion_id == chosen.pk]
    return {
        "occasions": occasions,
        "occasion": chosen,
        "outlines": shown,
        "outline_id": request.POST.get("outline") or request.GET.get("outline", ""),
    }


def outline_initial(request: HttpRequest) -> dict[str, Any]:
    return {**outline_defaults(request.user), "outline": request.GET.get("outline")}


@login_required
@require_GET
def outline_choice(request: HttpRequest) -> HttpResponse:
    """The outlines of one occasion, swapped in when the occasion changes."""
    return render(request, "drafting/_outline_choice.html", choice_context(request))


def chosen_outline(request: HttpRequest) -> Outline | None:
    """Return the outline an address or a form names, if this person may see it."""
    form = ChosenOutlineForm(request.POST or request.GET, user=request.user)
    return form.cleaned_data["outline"] if form.is_valid() else None


@login_required
@require_GET
def outline_facts(request: HttpRequest) -> HttpResponse:
    """What the chosen outline asks for beyond the usual; swapped in when another is chosen."""
    form = OutlineForm(initial=request.GET.dict(), user=request.user, outline=chosen_outline(request))
    return render(request, "drafting/_outline_facts.html", {"outline_form": form})


@login_required
@require_GET
def outline_title(request: HttpRequest) -> HttpResponse:
    """The title as the facts typed so far make it."""
    outline = chosen_outline(request)
    form = OutlineForm(request.GET, user=request.user, outline=outline)
    form.full_clean()
    title = skeleton(outline, form.facts()).title if outline else ""
    return render(request, "drafting/_outline_title.html", {"title_preview": title})


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
    form = OutlineForm(request.POST, user=request.user, outline=chosen_outline(request))
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


@login_required
@require_POST
def draft_rename(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    form = TitleForm(request.POST)
    if form.is_valid():
        title = form.cleaned_data["title"]
        rename_draft(draft, author=request.user, title=title)
        messages.success(request, f"标题已改为《{title}》。")
    else:
        messages.error(request, form.errors["title"][0])
    return redirect("draft-list")


@login_required
@require_POST
def draft_delete(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    delete_draft(draft, author=request.user)
    messages.success(request, f"已删除《{draft.title}》。可以在本页“最近删除”里恢复。")
    return redirect("draft-list")


@login_required
@require_POST
def draft_restore(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = get_object_or_404(Draft.objects.binned_by(request.user), pk=draft_id)
    restore_draft(draft, author=request.user)
    messages.success(request, f"已恢复《{draft.title}》。")
    return redirect("draft-list")


@login_required
@require_http_methods(["GET", "POST"])
def co_drafters(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Who writes with the author; POST person=…&verb=add|remove."""
    draft = visible_draft(request, draft_id)
    form = CoDrafterForm(people=possible_co_drafters(draft))
    if request.method == "POST":
        is_leaving = request.POST.get("verb") == "remove"
        act = remove_co_drafter if is_leaving else add_co_drafter
        people = draft.co_drafters.all() if is_leaving else possible_co_drafters(draft)
        answer = CoDrafterForm(request.POST, people=people)
        if answer.is_valid():
            act(draft, author=request.user, person=answer.cleaned_data["person"])
        elif not is_leaving:
            form = answer
    context = {"draft": draft, "form": form, "refusal": share_refusal(request.user, draft)}
    return render(request, "drafting/_co_drafters.html", context)

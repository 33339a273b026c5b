"""The list of drafts, and what happens to one as a whole."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from speeches.drafting.actions import (
    add_co_drafter,
    delete_draft,
    remove_co_drafter,
    rename_draft,
    restore_draft,
)
from speeches.drafting.forms import CoDrafterForm, DraftFilterForm, TitleForm
from speeches.drafting.models import Draft
from speeches.drafting.permissions import share_refusal
from speeches.drafting.queries import open_draft, possible_co_drafters

PER_PAGE = 30


@login_required
@require_GET
def draft_list(request: HttpRequest) -> HttpResponse:
    form = DraftFilterForm(request.GET)
    drafts = Draft.objects.visible_to(request.user).told_if_open(request.user)
    drafts = drafts.select_related("author", "office", "occasion")
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
@require_POST
def draft_rename(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = open_draft(request, draft_id)
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
    draft = open_draft(request, draft_id)
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
    draft = open_draft(request, draft_id)
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

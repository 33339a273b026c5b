"""One speech as the start of another, and sections taken from one draft to another."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from speeches.drafting.actions import copy_draft, forget_former, take_section_out
from speeches.drafting.actions.creating import create_refusal
from speeches.drafting.forms import CopyForm
from speeches.drafting.models import Draft
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.proposals import section_insertion
from speeches.drafting.queries import former_context, open_draft
from speeches.manuscript.punctuation import quoted
from speeches.manuscript.sections import Section, sections
from speeches.manuscript.value import Manuscript

from .editor import answers_json

FOUND_AT_MOST = 20
LONGEST_NUMBER = 18
COPIED = "已以《{}》为底稿新建。旧稿的单位、会议、年份还留在文中的，已在纸面上标出。"


@login_required
@require_http_methods(["GET", "POST"])
def draft_copy(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Whoever may read a speech may start an own one from it; what the occasion decides is asked anew."""
    draft = open_draft(request, draft_id)
    form = CopyForm(request.POST or None, draft=draft, user=request.user)
    if form.is_valid():
        copy = copy_draft(draft, author=request.user, **form.chosen())
        messages.success(request, COPIED.format(draft.title))
        return redirect(copy)
    context = {"draft": draft, "form": form, "refusal": create_refusal(request.user)}
    return render(request, "drafting/copy.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def draft_former(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What still names the old occasion; POST name=…: it is meant so, show it no more."""
    draft = open_draft(request, draft_id)
    if request.method == "POST":
        forget_former(draft, author=request.user, name=request.POST.get("name", ""))
        draft.refresh_from_db(fields=["former"])
    refusal = edit_refusal(request.user, draft)
    response = render(request, "drafting/_former.html", former_context(draft, draft.manuscript(), refusal))
    if request.method == "POST":
        # Proofreading asks about the old names, too.
        trigger_client_event(response, "draft-saved", {})
    return response


@login_required
@require_GET
def draft_borrow(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Other drafts by title (?q=), or the sections of one of them (?source=), to take one over."""
    draft = open_draft(request, draft_id)
    others = Draft.objects.open_to(request.user).exclude(pk=draft.pk).select_related("author")
    query, source = request.GET.get("q", "").strip(), request.GET.get("source", "")
    # No number of a draft is longer; Python refuses to read one of thousands of digits.
    is_number = source.isascii() and source.isdigit() and len(source) <= LONGEST_NUMBER
    chosen = others.filter(pk=int(source)).first() if is_number else None
    context = {
        "draft": draft,
        "q": query,
        "others": others.titled(query)[:FOUND_AT_MOST],
        "source": chosen,
        "rows": headed_sections(chosen.manuscript()) if chosen else (),
        "move_refusal": edit_refusal(request.user, chosen) if chosen else "",
    }
    return render(request, "drafting/_borrow.html", context)


def headed_sections(manuscript: Manuscript) -> list[Section]:
    return [section for section in sections(manuscript) if section.characters]


def section_named(manuscript: Manuscript, key: str) -> tuple[Section, Manuscript]:
    """Return a section and its paragraphs. Raises Http404: it was deleted or joined meanwhile."""
    section = next((found for found in sections(manuscript) if found.key == key), None)
    if section is None:
        raise Http404
    return section, manuscript.with_paragraphs(manuscript.paragraphs[section.start : section.end])


@require_GET
@answers_json
def section_proposal(request: HttpRequest, draft_id: int, source_id: int, key: str) -> JsonResponse:
    """A section of another draft, ready to be inserted into this one."""
    draft, source = open_draft(request, draft_id), open_draft(request, source_id)
    section, part = section_named(source.manuscript(), key)
    return JsonResponse(section_insertion(part, title=section.title, facts=draft.facts_by_name()))


@require_POST
@answers_json
def section_remove(request: HttpRequest, draft_id: int, key: str) -> JsonResponse:
    """The section was moved elsewhere: delete it here. The version before keeps it."""
    draft = open_draft(request, draft_id)
    section, part = section_named(draft.manuscript(), key)
    kept = take_section_out(draft, author=request.user, keys=[p.key for p in part.paragraphs])
    return JsonResponse({"sentence": removed_sentence(draft, section, kept.number)})


def removed_sentence(draft: Draft, section: Section, number: int) -> str:
    return f"{quoted(section.title)}已移来；原稿《{draft.title}》的第 {number} 版里还有这一节，可以恢复。"

"""Suggestions: made on the leader's page; adopted in the tab 批注, settled once the paper has them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import NotAllowed, refuse
from speeches.drafting.errors import BadChangesError
from speeches.drafting.models import Draft
from speeches.drafting.queries import visible_draft
from speeches.drafting.views.editor import answers_json, read_body
from speeches.manuscript.value import Manuscript
from speeches.review.actions import (
    adopt_suggestions,
    propose_suggestions,
    reopen_comment,
    settle_suggestions,
    suggest,
)
from speeches.review.adopting import Asked, read_asked
from speeches.review.pages import reading_context
from speeches.review.permissions import decide_refusal
from speeches.review.queries import open_step
from speeches.review.reading import with_moves
from speeches.review.states import CommentState
from speeches.review.suggest_form import SuggestForm
from speeches.review.suggesting.moves import carried
from speeches.review.threads.filtering import filter_of

from .comments import answer
from .settling import panel, panel_context

ASKED = ("kind", "key", "start", "quote", "until", "stop")
STAYS = "这一段不能移动：称谓和结尾有固定的位置；如果不是，可能又送来了新的一版，请刷新页面再选。"


@login_required
@require_GET
def suggestion_new(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The form alone: ?kind=words|rewrite|insert&key=…[&start=…&quote=…]."""
    draft = visible_draft(request, draft_id)
    refuse(decide_refusal(request.user, draft))
    initial = {name: request.GET.get(name, "") for name in ASKED}
    form = SuggestForm(initial=initial, manuscript=submitted(draft))
    return render(request, "review/_suggest_form.html", {"draft": draft, "form": form})


@login_required
@require_GET
def suggestion_move(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The text with the places where a paragraph, or the section of a heading, may go: ?key=…"""
    draft = visible_draft(request, draft_id)
    refuse(decide_refusal(request.user, draft))
    template = "review/_reading.html" if request.htmx else "review/read.html"
    context = reading_context(draft, request.user, chosen=filter_of(request))
    try:
        found = carried(submitted(draft), request.GET.get("key", ""))
    except (KeyError, ValueError):
        return render(request, template, {**context, "stays": STAYS}, status=422)
    context |= {"carried": found, "lines": with_moves(context["lines"], found.marks)}
    return render(request, template, context)


@login_required
@require_POST
def suggestion_add(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST kind=…&key=…&text=…[&start=…&quote=…&note=…]"""
    draft = visible_draft(request, draft_id)
    refuse(decide_refusal(request.user, draft))
    form = SuggestForm(request.POST, manuscript=submitted(draft))
    if not form.is_valid():
        return answer(request, draft, form)
    suggest(draft, author=request.user, changes=form.changes, note=form.cleaned_data["note"])
    return answer(request, draft)


def submitted(draft: Draft) -> Manuscript:
    """Return the text before the reviewers."""
    return open_step(draft).round.revision.manuscript()


@require_POST
@answers_json
def suggestion_proposal(request: HttpRequest, draft_id: int) -> JsonResponse:
    """What the open paper has to change; fields as in `adopting.read_asked`."""
    draft = visible_draft(request, draft_id)
    body = read_body(request)
    asked = read_asked(draft, request.user, body if isinstance(body, dict) else {})
    return JsonResponse(propose_suggestions(draft, asked.comments, by=request.user, texts=asked.texts))


@login_required
@require_POST
def suggestion_adopt(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The same where no paper is open: the change is made in the stored text."""
    draft = visible_draft(request, draft_id)
    try:
        asked = read_asked(draft, request.user, request.POST)
        found = adopt_suggestions(draft, asked.comments, by=request.user, texts=asked.texts, text=asked.text)
    except (NotAllowed, BadChangesError) as refusal:
        context = {**panel_context(request, draft), "wrong": str(refusal)}
        return render(request, "review/adopt.html", context, status=422)
    left = f"还有 {len(found.stale)} 条原文后来改过，请逐条处理。" if found.stale else ""
    messages.success(request, f"已采纳 {len(found.adopted)} 条建议。{left}")
    return redirect(draft)


@login_required
@require_POST
def suggestion_settled(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The open paper has changed its text and saved it."""
    draft, asked = asked_of(request, draft_id)
    still = [comment for comment in asked.comments if comment.state == CommentState.OPEN]
    settle_suggestions(draft, still, by=request.user, is_edited=bool(asked.texts), text=asked.text)
    return panel(request, draft)


@login_required
@require_POST
def suggestion_undone(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The person has undone it on the paper: the suggestions are open again."""
    draft, asked = asked_of(request, draft_id)
    for comment in asked.comments:
        if comment.state != CommentState.OPEN:
            reopen_comment(comment, by=request.user)
    return panel(request, draft)


def asked_of(request: HttpRequest, draft_id: int) -> tuple[Draft, Asked]:
    draft = visible_draft(request, draft_id)
    return draft, read_asked(draft, request.user, without_marks(request.POST))


def without_marks(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The paper's text is another one by now: what was seen before does not matter."""
    return {name: text for name, text in fields.items() if not name.startswith("seen-")}

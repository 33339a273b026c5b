"""The drafter's side: the tab 批注 of the editor, where every opinion is answered and settled."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import replace_url

from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.drafting.queries import visible_draft
from speeches.review.actions import answer_comment, reopen_comment
from speeches.review.choosing import choices_context
from speeches.review.forms import AnswerForm
from speeches.review.models import Comment
from speeches.review.pages import NOTHING, Typed, opinions_context
from speeches.review.permissions import answer_refusal, explanation_refusal
from speeches.review.states import Outcome
from speeches.review.threads.filtering import FIELDS, filter_of

TYPED, REPLY = "text-", "reply-"


@login_required
@require_http_methods(["GET", "POST"])
def draft_opinions(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The panel; POST changes nothing, it filters and brings along what was begun."""
    draft = visible_draft(request, draft_id)
    response = panel(request, draft)
    if set(FIELDS) & {*request.GET, *request.POST}:
        query = filter_of(request).query
        replace_url(response, f"{draft.get_absolute_url()}{'?' if query else ''}{query}")
    return response


def panel(
    request: HttpRequest,
    draft: Draft,
    done: str = "",
    wrong: Mapping[int, str] = NOTHING,
    reply_wrong: Mapping[int, str] = NOTHING,
) -> HttpResponse:
    """Show the panel; answers and replies begun in it came along and stay, but the one that is `done`."""
    context = panel_context(request, draft, done, wrong, reply_wrong)
    return render(request, "review/_opinions.html", context, status=422 if wrong or reply_wrong else 200)


def panel_context(
    request: HttpRequest,
    draft: Draft,
    done: str = "",
    wrong: Mapping[int, str] = NOTHING,
    reply_wrong: Mapping[int, str] = NOTHING,
) -> dict[str, Any]:
    typed = Typed(sent(request, TYPED, done), wrong, sent(request, REPLY, done), reply_wrong)
    context = opinions_context(draft, request.user, typed, filter_of(request))
    context.update(choices_context(draft, context["open_opinions"], request.POST))
    return context


def sent(request: HttpRequest, prefix: str, done: str) -> dict[int, str]:
    """Return what was sent in boxes of one kind, by the comment's number in their names."""
    return {
        int(number): text
        for name, text in request.POST.items()
        if (number := name.removeprefix(prefix)) != name and number.isdecimal() and name != done
    }


def comment_of(request: HttpRequest, draft: Draft, comment_id: int) -> Comment:
    readable = Comment.objects.visible_to(request.user).select_related("draft")
    return get_object_or_404(readable, draft=draft, pk=comment_id)


@login_required
@require_POST
def comment_answer(request: HttpRequest, draft_id: int, comment_id: int) -> HttpResponse:
    """POST outcome=adopted|partly|kept&text-<comment>=…"""
    draft = visible_draft(request, draft_id)
    comment = comment_of(request, draft, comment_id)
    refuse(answer_refusal(request.user, comment))
    text = request.POST.get(f"{TYPED}{comment.pk}", "")
    form = AnswerForm({"outcome": request.POST.get("outcome", ""), "text": text})
    if not form.is_valid():
        return panel(request, draft, wrong={comment.pk: form.sentence()})
    outcome = Outcome(form.cleaned_data["outcome"])
    if sentence := explanation_refusal(outcome, text):
        return panel(request, draft, wrong={comment.pk: sentence})
    answer_comment(comment, by=request.user, outcome=outcome, text=text)
    return panel(request, draft, done=f"{TYPED}{comment.pk}")


@login_required
@require_POST
def answer_correct(request: HttpRequest, draft_id: int, comment_id: int) -> HttpResponse:
    """Take an answer back: the opinion is open again."""
    draft = visible_draft(request, draft_id)
    reopen_comment(comment_of(request, draft, comment_id), by=request.user)
    return panel(request, draft)

"""The drafter's side: the tab 批注 of the editor, where every opinion is answered and settled."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.drafting.queries import visible_draft
from speeches.review.actions import answer_comment, reopen_comment
from speeches.review.forms import AnswerForm, Answering
from speeches.review.models import Comment
from speeches.review.pages import opinions_context
from speeches.review.permissions import answer_refusal, explanation_refusal
from speeches.review.states import Outcome


@login_required
@require_GET
def draft_opinions(request: HttpRequest, draft_id: int) -> HttpResponse:
    return panel(request, visible_draft(request, draft_id))


def panel(request: HttpRequest, draft: Draft, answering: Answering | None = None) -> HttpResponse:
    context = opinions_context(draft, request.user, answering)
    return render(request, "review/_opinions.html", context, status=422 if answering else 200)


def comment_of(draft: Draft, comment_id: int) -> Comment:
    return get_object_or_404(Comment.objects.select_related("draft"), draft=draft, pk=comment_id)


@login_required
@require_POST
def comment_answer(request: HttpRequest, draft_id: int, comment_id: int) -> HttpResponse:
    """POST outcome=adopted|partly|kept&text=…"""
    draft = visible_draft(request, draft_id)
    comment = comment_of(draft, comment_id)
    refuse(answer_refusal(request.user, comment))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return panel(request, draft, Answering(comment, form, form.sentence()))
    outcome, text = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["text"]
    if wrong := explanation_refusal(outcome, text):
        return panel(request, draft, Answering(comment, form, wrong))
    answer_comment(comment, by=request.user, outcome=outcome, text=text)
    return panel(request, draft)


@login_required
@require_POST
def answer_correct(request: HttpRequest, draft_id: int, comment_id: int) -> HttpResponse:
    """Take an answer back: the opinion is open again."""
    draft = visible_draft(request, draft_id)
    reopen_comment(comment_of(draft, comment_id), by=request.user)
    return panel(request, draft)

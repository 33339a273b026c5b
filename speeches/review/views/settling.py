"""The drafter's side: the tab 批注 of the editor, where every opinion is answered and settled."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.drafting.queries import visible_draft
from speeches.review.actions import answer_comment, reopen_comment
from speeches.review.forms import AnswerForm
from speeches.review.models import Comment
from speeches.review.pages import NOTHING, opinions_context
from speeches.review.permissions import answer_refusal, explanation_refusal
from speeches.review.states import Outcome

TYPED = "text-"


@login_required
@require_GET
def draft_opinions(request: HttpRequest, draft_id: int) -> HttpResponse:
    return panel(request, visible_draft(request, draft_id))


def panel(
    request: HttpRequest, draft: Draft, settled: Comment | None = None, wrong: Mapping[int, str] = NOTHING
) -> HttpResponse:
    """Show the panel; answers begun elsewhere in it came along and stay."""
    typed = {
        int(name.removeprefix(TYPED)): text
        for name, text in request.POST.items()
        if name.removeprefix(TYPED).isdecimal() and (settled is None or name != f"{TYPED}{settled.pk}")
    }
    context = opinions_context(draft, request.user, typed, wrong)
    return render(request, "review/_opinions.html", context, status=422 if wrong else 200)


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
    return panel(request, draft, settled=comment)


@login_required
@require_POST
def answer_correct(request: HttpRequest, draft_id: int, comment_id: int) -> HttpResponse:
    """Take an answer back: the opinion is open again."""
    draft = visible_draft(request, draft_id)
    reopen_comment(comment_of(request, draft, comment_id), by=request.user)
    return panel(request, draft)

"""Comments on the leader's page: the form, the list and the marked text come back together."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.drafting.queries import visible_draft
from speeches.review.actions import (
    add_comment,
    consent_to_keeping,
    insist_on_change,
    put_comment_back,
    reopen_comment,
    withdraw_comment,
)
from speeches.review.forms import PHRASES, PRAISE, CommentForm
from speeches.review.models import Comment
from speeches.review.pages import reading_context
from speeches.review.permissions import decide_refusal
from speeches.review.threads.filtering import filter_of

ASKED = ("key", "start", "quote")


def asked_form(request: HttpRequest, draft: Draft) -> CommentForm:
    """Return an empty form for what the address names. Raises NotAllowed."""
    refuse(decide_refusal(request.user, draft))
    return CommentForm(initial={name: request.GET.get(name, "") for name in ASKED})


@login_required
@require_GET
def comment_new(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The form alone: ?key=…[&start=…&quote=…]."""
    draft = visible_draft(request, draft_id)
    context = {"draft": draft, "form": asked_form(request, draft), "phrases": PHRASES}
    return render(request, "review/_comment_form.html", context)


@login_required
@require_POST
def comment_add(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    form = CommentForm(request.POST)
    refuse(decide_refusal(request.user, draft))
    if not form.is_valid():
        return answer(request, draft, form)
    said = form.cleaned_data
    add_comment(
        draft,
        author=request.user,
        text=said["text"],
        key=said["key"],
        start=said["start"] or 0,
        quote=said["quote"],
        is_praise=said["phrase"] == PRAISE,
    )
    return answer(request, draft)


def answer(request: HttpRequest, draft: Draft, form: CommentForm | None = None) -> HttpResponse:
    """Answer with text and list, or, where the page has no script, with the page."""
    status = 422 if form else 200
    if not request.htmx and not form:
        return redirect("review-read", draft.pk)
    template = "review/_reading.html" if request.htmx else "review/read.html"
    context = reading_context(draft, request.user, form, filter_of(request))
    return render(request, template, context, status=status)


def changing(act: Callable[..., None]) -> Callable[..., HttpResponse]:
    """Return the view that does one thing to one comment."""

    @login_required
    @require_POST
    def view(request: HttpRequest, draft_id: int, comment_id: int) -> HttpResponse:
        draft = visible_draft(request, draft_id)
        comments = Comment.objects.visible_to(request.user).select_related("draft")
        act(get_object_or_404(comments, draft=draft, pk=comment_id), by=request.user)
        return answer(request, draft)

    return view


comment_withdraw = changing(withdraw_comment)
comment_put_back = changing(put_comment_back)
comment_reopen = changing(reopen_comment)
comment_consent = changing(consent_to_keeping)
comment_insist = changing(insist_on_change)

"""Entering opinions in somebody's name (代录): the text to point into, the form beside it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.drafting.queries import visible_draft
from speeches.manuscript.numbering import markers
from speeches.manuscript.value import Manuscript
from speeches.review.actions import record_opinion, suggest
from speeches.review.actions.recording import round_given, text_given
from speeches.review.models import Comment
from speeches.review.permissions import record_refusal
from speeches.review.queries import possible_reviewers
from speeches.review.suggesting.making import rewriting, words_replaced

from .forms import RecordForm

SAME = "和原文一样，没有改。请写改后的词句。"
# What the next opinion of the same sheet has in common with this one.
KEPT = ("leader", "outside_name", "channel", "said_on")


@login_required
@require_http_methods(["GET", "POST"])
def opinion_record(request: HttpRequest, draft_id: int) -> HttpResponse:
    """?leader=…&channel=…&said_on=…&key=… fill the form."""
    draft = visible_draft(request, draft_id)
    refuse(record_refusal(request.user, draft))
    manuscript = text_given(draft)
    paragraphs = list(zip(markers(manuscript.paragraphs), manuscript.paragraphs, strict=True))
    form = RecordForm(
        request.POST or None,
        initial=request.GET.dict(),
        possible=possible_reviewers(draft),
        texts={paragraph.key: paragraph.text for _, paragraph in paragraphs},
    )
    if form.is_valid() and (comment := recorded(draft, request.user, form, manuscript)):
        messages.success(request, f"已代录{comment.said_by}的意见。还有就接着录。")
        again = urlencode({name: request.POST.get(name, "") for name in KEPT})
        return redirect(f"{reverse('opinion-record', args=[draft.pk])}?{again}")
    context = {"draft": draft, "form": form, "paragraphs": paragraphs, "chosen": form["key"].value() or ""}
    return render(request, "review/record.html", context, status=422 if form.is_bound else 200)


def recorded(draft: Draft, user: User, form: RecordForm, manuscript: Manuscript) -> Comment | None:
    """Enter the opinion; the leader's own wording is a suggestion, what was said besides its explanation."""
    said = dict(form.cleaned_data)
    proposed = said.pop("proposed")
    if not proposed:
        return record_opinion(draft, by=user, **said)
    key, quote, leader = said["key"], said["quote"], said["leader"]
    start = form.texts[key].find(quote)
    changes = (
        words_replaced(manuscript, key, start, quote, proposed)
        if quote
        else rewriting(manuscript, key, proposed)
    )
    if not changes:
        form.add_error("proposed", SAME)
        return None
    suggestion = suggest(
        draft,
        author=leader or user,
        recorded_by=user,
        outside_name="" if leader else said["outside_name"],
        review=round_given(draft),
        changes=changes,
        note=said["text"],
        channel=said["channel"],
        said_on=said["said_on"],
    )
    return suggestion.comment

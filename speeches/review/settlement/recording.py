"""Entering opinions in somebody's name (代录): the text to point into, the form beside it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from speeches.accounts.permissions import refuse
from speeches.drafting.queries import visible_draft
from speeches.manuscript.numbering import markers
from speeches.review.actions import record_opinion
from speeches.review.actions.recording import text_given
from speeches.review.permissions import record_refusal
from speeches.review.queries import possible_reviewers

from .forms import RecordForm

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
        keys=[paragraph.key for _, paragraph in paragraphs],
    )
    if form.is_valid():
        comment = record_opinion(draft, by=request.user, **form.cleaned_data)
        messages.success(request, f"已代录{comment.said_by}的意见。还有就接着录。")
        again = urlencode({name: request.POST.get(name, "") for name in KEPT})
        return redirect(f"{reverse('opinion-record', args=[draft.pk])}?{again}")
    context = {"draft": draft, "form": form, "paragraphs": paragraphs, "chosen": form["key"].value() or ""}
    return render(request, "review/record.html", context, status=422 if form.is_bound else 200)

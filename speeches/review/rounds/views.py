"""During a round: asking somebody instead of, before or after oneself; taking up the newest text."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from speeches.accounts.permissions import refuse
from speeches.drafting.queries import visible_draft
from speeches.review.pages import reading_context
from speeches.review.permissions import decide_refusal
from speeches.review.queries import own_step, possible_reviewers
from speeches.review.states import Way

from .actions import ask_person, renew_text
from .forms import AskForm
from .permissions import ask_refusal

DONE = {
    Way.HANDED: "已转给{}审阅，不再需要您作结论。",
    Way.BEFORE: "已请{}先审，同意后回到您这里；退回的，直接退给起草人。",
    Way.AFTER: "已加请{}，在您同意之后审阅。",
}


@login_required
@require_POST
def review_ask(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST person=…&way=handed|before|after&reason=…"""
    draft = visible_draft(request, draft_id)
    refuse(decide_refusal(request.user, draft))
    form = AskForm(request.POST, possible=possible_reviewers(draft))
    if form.is_valid():
        said = {**form.cleaned_data, "person": form.asked(), "way": Way(form.cleaned_data["way"])}
        review = own_step(draft, request.user).round
        if wrong := ask_refusal(review, **said):
            form.add_error(None, wrong)
        else:
            ask_person(draft, by=request.user, **said)
            messages.success(request, DONE[said["way"]].format(said["person"].name))
            return redirect("review-read", draft.pk)
    context = {**reading_context(draft, request.user), "ask_form": form}
    return render(request, "review/read.html", context, status=422)


@login_required
@require_POST
def round_renew(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    renew_text(draft, by=request.user)
    messages.success(request, "这是起草人改过的最新文本，批注都还在。")
    return redirect("review-read", draft.pk)

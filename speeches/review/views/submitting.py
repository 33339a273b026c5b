"""Sending a draft out (送审), taking it back, taking up what was approved."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft
from speeches.drafting.queries import visible_draft
from speeches.review.actions import recall_draft, remove_chain, reopen_draft, save_chain, submit_draft
from speeches.review.forms import SubmitForm
from speeches.review.models import Round
from speeches.review.pages import submit_context
from speeches.review.queries import chain_stages, last_stages, possible_reviewers
from speeches.review.rounds.stages import Stage, people_of

SENT = "已送{}审阅。领导审阅期间正文不能修改；要再改，可以先撤回。"


@login_required
@require_http_methods(["GET", "POST"])
def draft_submit(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Who reviews, until when and why; ?chain=… fills in a saved order."""
    draft = visible_draft(request, draft_id)
    form = SubmitForm(
        request.POST or None, possible=possible_reviewers(draft), people=people_of(offered(draft, request))
    )
    if form.is_valid() and (review := submitted(draft, request.user, form)):
        messages.success(request, SENT.format(review.steps.first().person.name))
        return redirect("review-read", draft.pk)
    context = submit_context(draft, request.user, form)
    return render(request, "review/submit.html", context, status=422 if form.is_bound else 200)


def offered(draft: Draft, request: HttpRequest) -> list[Stage]:
    asked = request.GET.get("chain", "")
    chain = draft.office.chains.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() else None
    return chain_stages(draft, chain) if chain else last_stages(draft)


def submitted(draft: Draft, user: User, form: SubmitForm) -> Round | None:
    """Submit; a refusal becomes an error of the form, so that nothing typed is lost."""
    said = form.cleaned_data
    fields = {name: said[name] for name in ("due_on", "note", "reason")}
    try:
        review = submit_draft(draft, by=user, people=form.people(), **fields)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return None
    if name := said["chain_name"].strip():
        save_chain(draft.office, by=user, name=name, people=form.people())
    return review


@login_required
@require_POST
def chain_remove(request: HttpRequest, draft_id: int, chain_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    chain = get_object_or_404(draft.office.chains, pk=chain_id)
    remove_chain(chain, draft, by=request.user)
    messages.success(request, f"已删去常用顺序“{chain.name}”。")
    return redirect("draft-submit", draft.pk)


@login_required
@require_POST
def draft_recall(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    recall_draft(draft, by=request.user)
    messages.success(request, "已撤回，可以继续修改；改好再送审。")
    return redirect(draft)


@login_required
@require_POST
def draft_reopen(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    reopen_draft(draft, by=request.user)
    messages.success(request, "可以继续修改了；改好再送审。")
    return redirect(draft)

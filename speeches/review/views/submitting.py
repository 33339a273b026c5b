"""Sending a draft out (送审), taking it back, taking up what was approved."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft
from speeches.drafting.queries import open_draft, visible_draft
from speeches.review.actions import recall_draft, remove_chain, reopen_draft, save_chain, submit_draft
from speeches.review.forms import SubmitForm
from speeches.review.models import Round
from speeches.review.pages import submit_context
from speeches.review.queries import chain_stages, last_stages, possible_reviewers
from speeches.review.rounds.forms import ChainForm, moved, padded, rows_of, rows_sent
from speeches.review.rounds.stages import Stage

LOCKED_TEXT = "领导审阅期间正文不能修改；要再改，可以先撤回。"
OPEN_TEXT = "审阅期间可以继续修改正文，改过的请领导看最新文本。"


@login_required
@require_http_methods(["GET", "POST"])
def draft_submit(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Who reviews, until when and why; ?chain=… fills in a saved order."""
    draft = open_draft(request, draft_id)
    if "move" in request.POST:
        return reordered(request, draft)
    rows = rows_sent(request.POST) if request.POST else rows_of(offered(draft, request))
    chain = ChainForm(request.POST or None, possible=possible_reviewers(draft), rows=padded(rows))
    form = SubmitForm(request.POST or None)
    if form.is_valid() and chain.is_valid() and submitted(draft, request.user, form, chain.stages()):
        messages.success(request, sent_sentence(chain.stages()[0]))
        return redirect("review-read", draft.pk)
    context = submit_context(draft, request.user, form, chain)
    return render(request, "review/submit.html", context, status=422 if form.is_bound else 200)


def reordered(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The form in another order, with all that was typed; nothing is checked yet."""
    rows = padded(moved(rows_sent(request.POST), request.POST["move"]))
    chain = ChainForm(possible=possible_reviewers(draft), rows=rows)
    if request.htmx:
        return render(request, "review/_people_order.html", {"draft": draft, "chain": chain})
    form = SubmitForm(initial=request.POST.dict())
    return render(request, "review/submit.html", submit_context(draft, request.user, form, chain))


def sent_sentence(first: Stage) -> str:
    return f"已送{first.names}审阅。{OPEN_TEXT if first.allows_editing else LOCKED_TEXT}"


def offered(draft: Draft, request: HttpRequest) -> list[Stage]:
    asked = request.GET.get("chain", "")
    chain = draft.office.chains.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() else None
    return chain_stages(draft, chain) if chain else last_stages(draft)


def submitted(draft: Draft, user: User, form: SubmitForm, stages: list[Stage]) -> Round | None:
    """Submit; a refusal becomes an error of the form, so that nothing typed is lost."""
    said = form.cleaned_data
    fields = {name: said[name] for name in ("due_on", "note", "reason", "is_outline")}
    try:
        review = submit_draft(draft, by=user, stages=stages, **fields)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return None
    if name := said["chain_name"].strip():
        save_chain(draft.office, by=user, name=name, stages=stages)
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

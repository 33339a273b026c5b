"""The leader's page: the text to read, the comments beside it, the decision below; and what happened when."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.actions import mark_seen
from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft
from speeches.drafting.queries import visible_draft
from speeches.review.actions import decide
from speeches.review.actions.seeing import note_seen
from speeches.review.forms import DecisionForm
from speeches.review.models import Step
from speeches.review.pages import reading_context, timeline_context
from speeches.review.permissions import reason_refusal
from speeches.review.queries import own_step
from speeches.review.rounds.permissions import own_text_refusal, unseen_refusal
from speeches.review.sent import given_revisions
from speeches.review.states import Verdict
from speeches.review.threads.filtering import filter_of

from .comments import asked_form

ELSEWHERE = "这篇稿已经不在您这里审阅：起草人撤回了，或者转给了别人。需要再审的，会重新送到您这里。"
WRONG = "没有作结论：请点“同意”或“退回修改”，意见不超过 2000 字。"


@login_required
@require_GET
def review_read(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The text as submitted; ?key=… opens the form for a comment on that paragraph."""
    draft = visible_draft(request, draft_id)
    if sent := draft.given or given_revisions(request.user, draft):
        note_seen(draft, sent[0], by=request.user)
    mark_seen(request.user, request.path)
    form = asked_form(request, draft) if "key" in request.GET else None
    return render(request, "review/read.html", reading_context(draft, request.user, form, filter_of(request)))


@login_required
@require_POST
def draft_decide(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST verdict=agreed|returned&reason=… Whose turn ended meanwhile gets back what they wrote."""
    try:
        return decided(request, visible_draft(request, draft_id))
    except NotAllowed as refusal:
        return not_decided(request, str(refusal), status=403)
    except Http404:
        if not Step.objects.filter(person=request.user, round__draft=draft_id).exists():
            raise
        return not_decided(request, ELSEWHERE, status=404)


def not_decided(request: HttpRequest, refusal: str, *, status: int) -> HttpResponse:
    context = {"refusal": refusal, "typed": request.POST.get("reason", "")}
    return render(request, "review/not_decided.html", context, status=status)


def decided(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = DecisionForm(request.POST)
    reason = request.POST.get("reason", "")
    if wrong := decision_fault(draft, request.user, form):
        context = {**reading_context(draft, request.user), "wrong": wrong, "reason": reason}
        return render(request, "review/read.html", context, status=422)
    decision = decide(draft, by=request.user, **form.cleaned_data)
    messages.success(request, f"结论已记下：{decision.get_verdict_display()}。")
    # Whose outline was agreed to goes on writing, unseen.
    is_seen = Draft.objects.visible_to(request.user).filter(pk=draft.pk).exists()
    return redirect("review-read", draft.pk) if is_seen else redirect("dashboard")


def decision_fault(draft: Draft, user: User, form: DecisionForm) -> str:
    """Return what is to be mended before the decision counts; what was typed stays on the page."""
    if not form.is_valid():
        return WRONG
    verdict, step = Verdict(form.cleaned_data["verdict"]), own_step(draft, user)
    if step is None:
        return reason_refusal(verdict, form.cleaned_data["reason"])
    own = own_text_refusal(user, draft)
    return own or reason_refusal(verdict, form.cleaned_data["reason"]) or unseen_refusal(draft, step, verdict)


@login_required
@require_GET
def draft_timeline(request: HttpRequest, draft_id: int) -> HttpResponse:
    return render(
        request, "review/timeline.html", timeline_context(visible_draft(request, draft_id), request.user)
    )

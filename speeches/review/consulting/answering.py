"""The page of somebody who was asked: the text, their opinions on it, the reply; no decision."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed, refuse
from speeches.review.actions import (
    add_opinion,
    put_opinion_back,
    send_reply,
    suggest_opinion,
    withdraw_opinion,
)
from speeches.review.models import Participant
from speeches.review.suggesting.making import rewriting, words_replaced

from .forms import OpinionForm, ReplyForm
from .pages import PHRASES, answer_context
from .permissions import reply_refusal
from .queries import opinions_by, participation

ASKED = ("key", "start", "quote")
GONE = "这几个字不在这一段里。请重新选一遍。"
SAME = "“建议改为”和原文一样，也没有写意见。改一改，或写一句意见。"


@login_required
@require_GET
def consultation_answer(request: HttpRequest, participant_id: int) -> HttpResponse:
    """?key=… opens the form for an opinion on that paragraph."""
    participant = participation(request, participant_id)
    form = asked_form(request, participant) if "key" in request.GET else None
    return render(request, "review/consulted.html", answer_context(participant, request.user, form))


def asked_form(request: HttpRequest, participant: Participant) -> OpinionForm:
    """Return an empty form for what the address names. Raises NotAllowed."""
    refuse(reply_refusal(request.user, participant))
    asked = {name: request.GET.get(name, "") for name in ASKED}
    return OpinionForm(initial={**asked, "proposed": asked["quote"] or original(participant, asked["key"])})


def original(participant: Participant, key: str) -> str:
    """Return what the paragraph says, to be written over."""
    paragraphs = participant.consultation.revision.manuscript().paragraphs
    return next((one.text for one in paragraphs if one.key == key), "")


@login_required
@require_GET
def opinion_new(request: HttpRequest, participant_id: int) -> HttpResponse:
    """The form alone: ?key=…[&start=…&quote=…]."""
    participant = participation(request, participant_id)
    context = {"participant": participant, "form": asked_form(request, participant), "phrases": PHRASES}
    return render(request, "review/_consulted_form.html", context)


@login_required
@require_POST
def opinion_add(request: HttpRequest, participant_id: int) -> HttpResponse:
    participant = participation(request, participant_id)
    refuse(reply_refusal(request.user, participant))
    form = OpinionForm(request.POST)
    if form.is_valid() and (wrong := noted(participant, request.user, form)):
        form.add_error("proposed", wrong)
    if form.errors:
        return answer(request, participant, form)
    return answer(request, participant)


def noted(participant: Participant, user: User, form: OpinionForm) -> str:
    """Note the opinion, or say why it was not. What stands in the form unchanged proposes nothing."""
    said = form.cleaned_data
    proposed, start = said["proposed"].strip(), said["start"] or 0
    is_same = proposed == (said["quote"] or original(participant, said["key"])).strip()
    if is_same and not said["text"]:
        return SAME
    if not proposed or is_same:
        place = {"key": said["key"], "start": start, "quote": said["quote"]}
        add_opinion(participant, by=user, text=said["text"], **place)
        return ""
    manuscript = participant.consultation.revision.manuscript()
    try:
        changes = (
            words_replaced(manuscript, said["key"], start, said["quote"], proposed)
            if said["quote"]
            else rewriting(manuscript, said["key"], proposed)
        )
    except (KeyError, ValueError):
        return GONE
    suggest_opinion(participant, by=user, changes=changes, note=said["text"])
    return ""


def answer(request: HttpRequest, participant: Participant, form: OpinionForm | None = None) -> HttpResponse:
    """Answer with text and list, or, where the page has no script, with the page."""
    if not request.htmx and not form:
        return redirect("consultation-answer", participant.pk)
    template = "review/_consulted.html" if request.htmx else "review/consulted.html"
    context = answer_context(participant, request.user, form)
    return render(request, template, context, status=422 if form else 200)


def changing(act: Callable[..., None]) -> Callable[..., HttpResponse]:
    """Return the view that does one thing to one opinion."""

    @login_required
    @require_POST
    def view(request: HttpRequest, participant_id: int, comment_id: int) -> HttpResponse:
        participant = participation(request, participant_id)
        mine = opinions_by(participant).select_related("participant__consultation__draft", "draft")
        act(get_object_or_404(mine, pk=comment_id), by=request.user)
        return answer(request, participant)

    return view


opinion_withdraw = changing(withdraw_opinion)
opinion_put_back = changing(put_opinion_back)


@login_required
@require_POST
def reply_send(request: HttpRequest, participant_id: int) -> HttpResponse:
    """POST text=… (a line for each opinion)."""
    participant = participation(request, participant_id)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return not_sent(request, participant, form.sentence(), status=422)
    try:
        send_reply(participant, by=request.user, text=form.cleaned_data["text"])
    except NotAllowed as refusal:
        return not_sent(request, participant, str(refusal), status=403)
    messages.success(request, f"已反馈：{participant.get_reply_display()}。结束以前还可以补充。")
    return redirect("consultation-answer", participant.pk)


def not_sent(request: HttpRequest, participant: Participant, wrong: str, *, status: int) -> HttpResponse:
    """Show the page with what was typed, also where nothing is taken any more."""
    context = answer_context(participant, request.user, typed=request.POST.get("text", ""), wrong=wrong)
    return render(request, "review/consulted.html", context, status=status)

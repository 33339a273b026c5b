"""The sheet of figures (数据核实单) before somebody who was asked: of that revision, in their own name."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.verifying.forms import VerifyForm
from speeches.drafting.verifying.pages import sheet_context
from speeches.drafting.verifying.views import asked_line, faults, words_of
from speeches.review.actions import answer_figure
from speeches.review.models import Participant

from .permissions import figures_refusal
from .queries import participation


def figures_context(participant: Participant, user: User) -> dict[str, Any]:
    consultation = participant.consultation
    manuscript = consultation.revision.manuscript()
    return {
        **sheet_context(consultation.draft, manuscript),
        "title": manuscript.title,
        "participant": participant,
        "consultation": consultation,
        "verify_address": reverse("consulted-figure-verify", args=[participant.pk]),
        "verify_refusal": figures_refusal(user, participant),
    }


def asked_for_figures(request: HttpRequest, participant_id: int) -> Participant:
    participant = participation(request, participant_id)
    if not participant.consultation.asks_figures:
        raise Http404
    return participant


@login_required
@require_GET
def consulted_figures(request: HttpRequest, participant_id: int) -> HttpResponse:
    participant = asked_for_figures(request, participant_id)
    return render(request, "review/consulted_figures.html", figures_context(participant, request.user))


@login_required
@require_POST
def figure_verify(request: HttpRequest, participant_id: int) -> HttpResponse:
    """POST verdict=right|wrong&proposed=…&note=… of fact=… or of key=…&quote=…"""
    participant = asked_for_figures(request, participant_id)
    refuse(figures_refusal(request.user, participant))
    form = VerifyForm({**request.POST.dict(), "who": participant.name})
    line = asked_line(form, figures_context(participant, request.user))
    more = faults(form) if form.errors else {}
    if not more:
        words, verdict = words_of(form)
        place = line.places[0] if line.places and not line.fact else None
        about = {"key": place.key, "quote": place.sentence} if place else {"fact": line.fact}
        said = {"proposed": words["proposed"], "note": words["note"]}
        answer_figure(participant, by=request.user, verdict=verdict, **about, **said)
    context = figures_context(participant, request.user)
    now = next((one for one in context["lines"] if one.identity == line.identity), line)
    template = "drafting/_verification_line.html"
    return render(request, template, {**context, "line": now, **more}, status=422 if more else 200)

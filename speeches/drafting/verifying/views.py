"""数据核实单: the page, what is entered in it, the file."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from speeches.accounts.permissions import refuse
from speeches.drafting.actions import correct_figure, verify_figure, verify_sentence, withdraw_verification
from speeches.drafting.models import Draft, Verification
from speeches.drafting.models.verification import Verdict
from speeches.drafting.permissions import verify_refusal
from speeches.drafting.queries import open_draft
from speeches.drafting.views.export import DOCX

from .document import sheet_docx, sheet_name
from .forms import VerifyForm
from .lines import Line
from .pages import line_of, verification_context


@login_required
@require_GET
def draft_verification(request: HttpRequest, draft_id: int) -> HttpResponse:
    context = verification_context(open_draft(request, draft_id), request.user)
    return render(request, "drafting/verification.html", context)


@login_required
@require_GET
def verification_file(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = open_draft(request, draft_id)
    data = sheet_docx(draft, verification_context(draft, request.user))
    disposition = content_disposition_header(as_attachment=True, filename=sheet_name(draft))
    return HttpResponse(data, content_type=DOCX, headers={"Content-Disposition": disposition})


@login_required
@require_POST
def figure_verify(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST verdict=right|wrong&who=…&proposed=…&note=… of fact=… or of key=…&quote=…"""
    draft = open_draft(request, draft_id)
    refuse(verify_refusal(request.user, draft))
    form = VerifyForm(request.POST)
    line = asked_line(form, verification_context(draft, request.user))
    if form.errors:
        return answer(request, draft, line, **faults(form))
    words, verdict = words_of(form)
    if line.fact:
        verify_figure(draft, line.fact, by=request.user, verdict=verdict, **words)
    else:
        place = line.places[0]
        verify_sentence(draft, place.key, place.sentence, by=request.user, verdict=verdict, **words)
    return answer(request, draft, line)


def asked_line(form: VerifyForm, context: dict[str, Any]) -> Line:
    """Return the line that is answered for; one that the sheet does not have is a 404."""
    form.is_valid()
    said = form.cleaned_data
    about = {"fact": said.get("fact"), "key": said.get("key", ""), "quote": said.get("quote", "")}
    if line := line_of(context, **about):
        return line
    raise Http404


def words_of(form: VerifyForm) -> tuple[dict[str, str], Verdict]:
    said = form.cleaned_data
    return {name: said[name] for name in ("who", "proposed", "note")}, Verdict(said["verdict"])


def faults(form: VerifyForm) -> dict[str, Any]:
    """Return what is wrong, and what was typed."""
    typed = {name: form.data.get(name, "") for name in ("proposed", "note")}
    return {"wrong": form.sentence(), "typed": typed}


def answer(request: HttpRequest, draft: Draft, line: Line | None, **more: Any) -> HttpResponse:
    """Answer with the one line as it now is, and how far the whole has come.

    Where the sentence has been rewritten since the page was loaded, it has no such line: the page comes anew.
    """
    if line is None:
        return HttpResponseClientRefresh()
    context = verification_context(draft, request.user)
    now = next((one for one in context["lines"] if one.identity == line.identity), line)
    status = 422 if more else 200
    return render(
        request, "drafting/_verification_line.html", {**context, "line": now, **more}, status=status
    )


def line_with(draft: Draft, request: HttpRequest, verification: Verification) -> Line | None:
    lines: list[Line] = verification_context(draft, request.user)["lines"]
    return next((line for line in lines if verification in line.verifications), None)


def verification_of(draft: Draft, verification_id: int) -> Verification:
    return get_object_or_404(draft.verifications.select_related("draft", "fact"), pk=verification_id)


@login_required
@require_POST
def verification_withdraw(request: HttpRequest, draft_id: int, verification_id: int) -> HttpResponse:
    draft = open_draft(request, draft_id)
    verification = verification_of(draft, verification_id)
    line = line_with(draft, request, verification)
    withdraw_verification(verification, by=request.user)
    return answer(request, draft, line)


@login_required
@require_POST
def figure_correct(request: HttpRequest, draft_id: int, verification_id: int) -> HttpResponse:
    """Put in the value that the department gave."""
    draft = open_draft(request, draft_id)
    verification = verification_of(draft, verification_id)
    if verification.fact is None or not verification.proposed:
        raise Http404
    line = line_with(draft, request, verification)
    correct_figure(verification, by=request.user)
    return answer(request, draft, line)

"""Proofreading in the editor: the panel 校对, what is left as it is, the gate before 定稿, the report."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import refuse
from speeches.drafting.actions import count_shown, dismiss_finding, restore_finding
from speeches.drafting.actions.dismissing import OFFICE
from speeches.drafting.gate import COUNT_RULE, gate_of
from speeches.drafting.models import Dismissal, Draft
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.proof_forms import DismissForm
from speeches.drafting.proof_pages import proof_context
from speeches.drafting.proof_report import report_docx, report_name
from speeches.drafting.proofing import proof_of
from speeches.drafting.queries import open_draft
from speeches.library.permissions import listing_refusal

from .export import DOCX

GONE = "这处文字刚刚改过，没有忽略。校对结果已更新，请再看一遍。"


@login_required
@require_GET
def draft_proof(request: HttpRequest, draft_id: int) -> HttpResponse:
    return panel(request, open_draft(request, draft_id))


def panel(request: HttpRequest, draft: Draft, notice: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        **proof_context(draft),
        "refusal": edit_refusal(request.user, draft),
        "notice": notice,
    }
    # Only who writes is asked to mend: what others look at tells nothing of a rule.
    if not context["refusal"]:
        count_shown(draft, context["proof"], context["listed"])
    return render(request, "drafting/_proof.html", context, status=status)


@login_required
@require_POST
def finding_dismiss(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST identity=…&reason=…&scope=place|draft|office."""
    draft = open_draft(request, draft_id)
    refuse(edit_refusal(request.user, draft))
    form = DismissForm(request.POST)
    if not form.is_valid():
        return panel(request, draft, form.sentence(), status=422)
    said = form.cleaned_data
    finding = next((one for one in proof_of(draft).findings if one.identity == said["identity"]), None)
    if finding is None:
        return panel(request, draft, GONE, status=409)
    if said["scope"] == OFFICE and (refusal := listing_refusal(request.user, draft.office, finding.text)):
        return panel(request, draft, refusal, status=422)
    dismiss_finding(draft, finding, by=request.user, reason=said["reason"], scope=said["scope"])
    return panel(request, draft)


@login_required
@require_POST
def dismissal_remove(request: HttpRequest, draft_id: int, dismissal_id: int) -> HttpResponse:
    draft = open_draft(request, draft_id)
    dismissal = get_object_or_404(Dismissal.objects.select_related("draft"), draft=draft, pk=dismissal_id)
    restore_finding(dismissal, by=request.user)
    return panel(request, draft)


@login_required
@require_GET
def draft_gate(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What stands against a final text, in the export menu, which names wrong counts itself."""
    draft = open_draft(request, draft_id)
    gate = gate_of(draft)
    musts = [one for one in gate.musts if one.rule != COUNT_RULE]
    return render(request, "drafting/_proof_gate.html", {"draft": draft, "gate": gate, "musts": musts})


@login_required
@require_GET
def draft_proof_report(request: HttpRequest, draft_id: int) -> HttpResponse:
    return render(request, "drafting/proof_report.html", proof_context(open_draft(request, draft_id)))


@login_required
@require_GET
def draft_proof_file(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = open_draft(request, draft_id)
    disposition = content_disposition_header(as_attachment=True, filename=report_name(draft))
    return HttpResponse(report_docx(draft), content_type=DOCX, headers={"Content-Disposition": disposition})

"""导出文稿: the papers of the meeting, what each holds, its options; PDFs on their way."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.models import User
from speeches.docx.layout import Preset
from speeches.drafting.actions import pdf_refusal, remember_options, remove_pdf, request_pdf
from speeches.drafting.export import export_name
from speeches.drafting.models import Draft, PaperOptions, PdfCopy
from speeches.drafting.paper_forms import options_form
from speeches.drafting.papers import KIND_OF, KINDS, earlier_revisions, paper_docx, paper_sheets, source_of
from speeches.drafting.proof_report import report_docx, report_name
from speeches.drafting.queries import visible_draft
from speeches.drafting.spelling import spelling_context
from speeches.manuscript.duration import minutes
from speeches.manuscript.paragraph import Role
from speeches.manuscript.sections import spoken_characters

PROOF = "proof"
NO_REVISION = (
    "还没有可比的旧版",
    "送审、导出或按 Ctrl+S 都会存下一版；改动之后，就能看到与那一版的不同。",
)
NO_HEADING = ("稿子里还没有标题", "在纸面上把一段设为“一级标题”“二级标题”，提纲里就有了。")


@login_required
@require_GET
def draft_papers(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The page; ?preset=… names the paper, and may bring its options along."""
    draft = visible_draft(request, draft_id)
    return render(request, "drafting/papers.html", papers_context(request, draft))


@login_required
@require_GET
def paper_card(request: HttpRequest, draft_id: int) -> HttpResponse:
    """One paper of that page, again, when an option was changed."""
    draft = visible_draft(request, draft_id)
    return render(request, "drafting/_paper_card.html", papers_context(request, draft))


def papers_context(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    kind = KIND_OF.get(request.GET.get("preset", ""), KINDS[1])
    form = form_of(request, draft, kind.preset)
    context = {
        "draft": draft,
        "kinds": KINDS,
        "kind": kind,
        "form": form,
        "lacking": lacking(draft, kind.preset),
        "has_pdf": kind.preset is not Preset.WORKING,
        "pages": 0,
        **pdf_context(request.user, draft),
    }
    if kind.preset is Preset.READING:
        source = source_of(draft, form.cleaned_data)
        context["pages"] = len(paper_sheets(source, kind.preset, form.cleaned_data))
        context["per_minute"] = source.per_minute
        context["minutes"] = minutes(spoken_characters(source.manuscript), source.per_minute)
        context |= spelling_context(draft, request.user, source.manuscript)
    return context


def lacking(draft: Draft, preset: Preset) -> tuple[str, str] | None:
    """Return what a paper cannot be made without, and how to get it; None where nothing is missing."""
    if preset is Preset.REDLINE and not earlier_revisions(draft):
        return NO_REVISION
    if preset is not Preset.OUTLINE:
        return None
    numbered = (one.role in (Role.HEADING, Role.ITEM) for one in draft.manuscript().paragraphs)
    return None if any(numbered) else NO_HEADING


def form_of(request: HttpRequest, draft: Draft, preset: Preset) -> Form:
    """Return a paper's form as this request asks for it, else as its person left it."""
    row = PaperOptions.objects.filter(user=request.user).first()
    remembered = row.options.get(preset.value, {}) if row else {}
    revisions = earlier_revisions(draft) if preset is Preset.REDLINE else []
    asked = request.POST if request.method == "POST" else request.GET
    return options_form(preset, revisions, asked, remembered)


def pdf_context(user: User, draft: Draft) -> dict[str, Any]:
    """Return this person's PDFs of a draft, newest first, and why there can be no more now."""
    pdfs = PdfCopy.objects.fresh().filter(user=user, draft=draft).defer("source", "data")
    is_busy = any(one.is_busy for one in pdfs)
    return {"draft": draft, "pdfs": pdfs, "is_busy": is_busy, "refusal": pdf_refusal(user)}


@login_required
@require_POST
def draft_pdf(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Have a paper, or the proof report (校对报告), made into a PDF."""
    draft = visible_draft(request, draft_id)
    wanted = request.POST.get("preset", "")
    if wanted == PROOF and not draft.given:
        source, name = report_docx(draft), report_name(draft).removesuffix(".docx")
    elif wanted in KIND_OF:
        preset = Preset(wanted)
        options = form_of(request, draft, preset).cleaned_data
        remember_options(request.user, preset.value, options)
        source = paper_docx(source_of(draft, options), preset, options, is_rendered=True)
        name = export_name(draft, preset).removesuffix(".docx")
    else:
        raise Http404
    return make_pdf(request, draft, name, source)


def make_pdf(request: HttpRequest, draft: Draft, name: str, source: bytes) -> HttpResponse:
    """Have a .docx that belongs to a draft made into a PDF, and answer with where it will appear."""
    request_pdf(draft, by=request.user, name=name, source=source)
    if request.htmx:
        return render(request, "drafting/_pdf_copies.html", pdf_context(request.user, draft))
    return redirect(f"{reverse('draft-papers', args=[draft.pk])}#pdf-copies")


def own_pdf(request: HttpRequest, pdf_id: str) -> PdfCopy:
    """Return a PDF of this person's, as long as they may see its draft."""
    pdfs = PdfCopy.objects.fresh().filter(user=request.user, draft__in=Draft.objects.visible_to(request.user))
    return get_object_or_404(pdfs.select_related("draft").defer("source"), pk=pdf_id)


@login_required
@require_GET
def pdf_state(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The part of the page that the browser asks for again until the PDFs are there."""
    context = pdf_context(request.user, visible_draft(request, draft_id))
    return render(request, "drafting/_pdf_copies.html", context)


@login_required
@require_GET
def pdf_file(request: HttpRequest, pdf_id: str) -> HttpResponse:
    pdf = own_pdf(request, pdf_id)
    if pdf.state != PdfCopy.State.READY:
        raise Http404
    disposition = content_disposition_header(as_attachment=True, filename=f"{pdf.name}.pdf")
    headers = {"Content-Disposition": disposition}
    return HttpResponse(bytes(pdf.data), content_type="application/pdf", headers=headers)


@login_required
@require_POST
def pdf_remove(request: HttpRequest, pdf_id: str) -> HttpResponse:
    pdf = own_pdf(request, pdf_id)
    remove_pdf(pdf)
    return render(request, "drafting/_pdf_copies.html", pdf_context(request.user, pdf.draft))

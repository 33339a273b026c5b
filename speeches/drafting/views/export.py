"""Taking the speech away as a Word file; before that, what is still open in it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from speeches.docx.layout import Preset
from speeches.drafting.actions import hand_out, remember_options
from speeches.drafting.export import PRESETS, export_name
from speeches.drafting.papers import paper_docx, source_of
from speeches.drafting.queries import open_draft, outline_context, visible_draft

from .papers import form_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_GET
def export_menu(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What is still open in the speech, and the copies to download."""
    context = outline_context(open_draft(request, draft_id))
    return render(request, "drafting/_export_menu.html", context)


@login_required
@require_GET
def draft_export(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The .docx; what was handed out is kept as a revision, so that one can always say what it said."""
    draft = visible_draft(request, draft_id)
    preset = read_preset(request.GET.get("preset", Preset.FINAL))
    options = form_of(request, draft, preset).cleaned_data
    remember_options(request.user, preset.value, options)
    revision = hand_out(draft, by=request.user)
    data = paper_docx(source_of(draft, options, revision), preset, options)
    disposition = content_disposition_header(as_attachment=True, filename=export_name(draft, preset))
    return HttpResponse(data, content_type=DOCX, headers={"Content-Disposition": disposition})


def read_preset(name: str) -> Preset:
    if name not in PRESETS:
        raise Http404
    return Preset(name)

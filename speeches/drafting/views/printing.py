"""The speech on paper: pages as they will come out of the printer (分页预览), of each paper."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from speeches.accounts.models import OfficeSettings
from speeches.docx.layout import Preset
from speeches.docx.pages import paginate
from speeches.docx.papers.reading import reading_layout
from speeches.drafting.models import Draft
from speeches.drafting.papers import KIND_OF, KINDS, PRINTED, outlined, paper_sheets, source_of
from speeches.drafting.queries import visible_draft

from .papers import form_of


@login_required
@require_GET
def draft_print(request: HttpRequest, draft_id: int) -> HttpResponse:
    """?preset=… names the paper; the final copy without it."""
    draft = visible_draft(request, draft_id)
    kind = KIND_OF.get(request.GET.get("preset", ""), KINDS[0])
    context = {"draft": draft, "kind": kind, "is_centred": has_centred_numbers(draft)}
    context |= pages_context(request, draft, kind.preset)
    template = "print_paper.html" if kind.preset in PRINTED else "print.html"
    return render(request, f"drafting/{template}", context)


def pages_context(request: HttpRequest, draft: Draft, preset: Preset) -> dict[str, Any]:
    options = form_of(request, draft, preset).cleaned_data
    source = source_of(draft, options)
    if preset is Preset.READING:
        sheets = paper_sheets(source, preset, options)
        return {
            "sheets": sheets,
            "size": options["size"],
            "layout": reading_layout(source.layout, options["size"]),
        }
    if preset is Preset.REDLINE:
        return {"sheets": paper_sheets(source, preset, options), "layout": source.layout}
    manuscript = outlined(source, options) if preset is Preset.OUTLINE else source.manuscript
    return {"pages": paginate(manuscript, source.layout), "layout": source.layout}


def has_centred_numbers(draft: Draft) -> bool:
    settings = OfficeSettings.of(draft.office)
    return settings.page_number_style == OfficeSettings.PageNumberStyle.CENTRE

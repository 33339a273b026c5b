"""The speech on paper: pages as they will come out of the printer (分页预览)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from speeches.accounts.models import OfficeSettings
from speeches.docx.pages import paginate
from speeches.drafting.export import office_layout
from speeches.drafting.queries import visible_draft


@login_required
@require_GET
def draft_print(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    settings = OfficeSettings.of(draft.office)
    layout = office_layout(settings)
    context = {
        "draft": draft,
        "pages": paginate(draft.manuscript(), layout),
        "layout": layout,
        "is_centred": settings.page_number_style == OfficeSettings.PageNumberStyle.CENTRE,
    }
    return render(request, "drafting/print.html", context)

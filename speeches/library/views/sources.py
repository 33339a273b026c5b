"""Past speeches as they were taken in (讲话原文)."""

import uuid

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from speeches.accounts.permissions import refuse
from speeches.library.models import SourceDocument
from speeches.library.permissions import intake_refusal

PAGE_SIZE = 30


@login_required
@require_GET
def source_list(request: HttpRequest) -> HttpResponse:
    """All of them, the latest arrival first; words in them are found in the library's search."""
    refuse(intake_refusal(request.user))
    found = SourceDocument.objects.visible_to(request.user).defer("manuscript_json", "text")
    counted = found.select_related("uploader").annotate(
        found=Count("candidates"), waiting=Count("candidates", filter=Q(candidates__decision=""))
    )
    page = Paginator(counted.order_by("-created_at", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "library/intake_sources.html", {"page": page})


@login_required
@require_GET
def source_detail(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    refuse(intake_refusal(request.user))
    source = get_object_or_404(SourceDocument.objects.visible_to(request.user), pk=source_id)
    context = {
        "source": source,
        # Lines are numbered as in the text, which begins with the title block: search leads to one of them.
        "lines": list(enumerate(source.manuscript.printed_lines(), len(source.manuscript.front) + 1)),
        "q": request.GET.get("q", ""),
        "candidates": source.candidates.select_related("entry"),
    }
    return render(request, "library/intake_source.html", context)

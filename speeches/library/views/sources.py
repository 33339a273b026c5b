"""Past speeches as they were taken in (讲话原文)."""

import uuid
from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from speeches.accounts.permissions import refuse
from speeches.library.actions.describing import describe_source
from speeches.library.forms import SourceForm
from speeches.library.models import SourceDocument
from speeches.library.permissions import intake_refusal

PAGE_SIZE = 30
DESCRIBED = "来历已改；以后从这篇入库的素材，出处都这样写。"


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
@require_http_methods(["GET", "POST"])
def source_detail(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """Show a speech; POST title=, speaker=, spoken_on= says what its file did not say."""
    refuse(intake_refusal(request.user))
    source = get_object_or_404(SourceDocument.objects.visible_to(request.user), pk=source_id)
    # A copy: what is refused must not be shown as if it were stored.
    form = SourceForm(request.POST or None, instance=copy(source))
    if form.is_valid():
        describe_source(form.save(commit=False), by=request.user)
        messages.success(request, DESCRIBED)
        return redirect(source)
    context = {
        "form": form,
        "source": source,
        # Lines are numbered as in the text, which begins with the title block: search leads to one of them.
        "lines": list(enumerate(source.manuscript.printed_lines(), len(source.manuscript.front) + 1)),
        "q": request.GET.get("q", ""),
        "candidates": source.candidates.select_related("entry"),
    }
    return render(request, "library/intake_source.html", context, status=422 if form.errors else 200)

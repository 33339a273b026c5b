"""The comparison as reviewers see it: of what was sent out."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from django_htmx.http import replace_url

from speeches.drafting.queries import visible_draft
from speeches.review.comparing import compare_context


@login_required
@require_GET
def review_compare(request: HttpRequest, draft_id: int) -> HttpResponse:
    """?old=…&new=…&view=…; htmx gets the comparison alone, and the address follows."""
    draft = visible_draft(request, draft_id)
    context = compare_context(draft, request.user, request.GET)
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "review/compare.html", context)
    address = f"{reverse('review-compare', args=[draft.pk])}?{request.GET.urlencode()}"
    return replace_url(render(request, "review/_comparison.html", context), address)

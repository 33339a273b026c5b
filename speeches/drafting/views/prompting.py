"""提词: the speech on a screen at the lectern, scrolling at the speaker's pace."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from speeches.drafting.pace import pace_of
from speeches.drafting.paper_forms import readings_of
from speeches.drafting.prompting import passages
from speeches.drafting.queries import visible_draft


@login_required
@require_GET
def draft_prompter(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    found = list(passages(draft.manuscript(), readings_of(draft)))
    context = {
        "draft": draft,
        "passages": found,
        "characters": sum(one.characters for one in found),
        "pace": pace_of(draft),
    }
    return render(request, "drafting/prompter.html", context)

"""An enumeration of the library, chosen from before it is inserted: which items, in what order and form."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from speeches.accounts.permissions import refuse
from speeches.drafting.enumerations import ArrangementForm, Borrowed, rows
from speeches.drafting.models import Draft
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.queries import open_draft
from speeches.library.lexicon import set_names_for
from speeches.library.models import Entry
from speeches.manuscript.enumeration import arranged

from .editor import answers_json, refused


def borrowed(request: HttpRequest, draft_id: int, entry_id: uuid.UUID) -> tuple[Draft, Borrowed]:
    """Return what this person may insert, and where. Raises Http404, NotAllowed."""
    draft = open_draft(request, draft_id)
    refuse(edit_refusal(request.user, draft))
    entry = get_object_or_404(Entry.objects.visible_to(request.user).active(), pk=entry_id)
    found = Borrowed.read(entry, set_names_for(draft.office_id))
    if found is None:
        raise Http404
    return draft, found


@login_required
@require_GET
def enumeration_choice(request: HttpRequest, draft_id: int, entry_id: uuid.UUID) -> HttpResponse:
    """The choices with what would be inserted; without any they leave the enumeration as it is."""
    draft, found = borrowed(request, draft_id, entry_id)
    form = ArrangementForm(found.enumeration, request.GET)
    is_valid = form.is_valid()
    context = {
        "draft": draft,
        "entry_id": entry_id,
        "title": found.title,
        "form": form,
        "rows": rows(found.enumeration, form),
        "preview": arranged(found.enumeration, form.arrangement(found.enumeration)) if is_valid else None,
    }
    return render(request, "drafting/_enumeration.html", context, status=200 if is_valid else 422)


@require_GET
@answers_json
def enumeration_proposal(request: HttpRequest, draft_id: int, entry_id: uuid.UUID) -> HttpResponse:
    """What was chosen, ready to be inserted."""
    draft, found = borrowed(request, draft_id, entry_id)
    form = ArrangementForm(found.enumeration, request.GET)
    if not form.is_valid():
        return refused(422, " ".join(error for errors in form.errors.values() for error in errors))
    how = form.arrangement(found.enumeration)
    return JsonResponse(found.proposal(how, draft.facts_by_name(), draft.manuscript()))

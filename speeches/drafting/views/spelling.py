"""难字注音: readings of rare characters and names, for the reading copy and the prompter."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from speeches.drafting.actions import remove_hard_word, set_hard_word
from speeches.drafting.models import Draft, HardWord
from speeches.drafting.paper_forms import HardWordForm
from speeches.drafting.queries import open_draft
from speeches.drafting.spelling import spelling_context


@login_required
@require_POST
def hard_word_set(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Write a reading down; an empty one is looked up."""
    draft = open_draft(request, draft_id)
    form = HardWordForm(draft, request.POST)
    if not form.is_valid():
        return words(request, draft, form)
    set_hard_word(draft, by=request.user, **form.cleaned_data)
    return words(request, draft)


@login_required
@require_POST
def hard_word_remove(request: HttpRequest, draft_id: int, word_id: int) -> HttpResponse:
    draft = open_draft(request, draft_id)
    word = get_object_or_404(HardWord.objects.select_related("draft"), draft=draft, pk=word_id)
    remove_hard_word(word, by=request.user)
    return words(request, draft)


def words(request: HttpRequest, draft: Draft, form: HardWordForm | None = None) -> HttpResponse:
    context = spelling_context(draft, request.user, draft.manuscript(), form)
    status = 422 if form else 200
    return render(request, "drafting/_hard_words.html", context, status=status)

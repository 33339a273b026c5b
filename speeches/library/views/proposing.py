"""Proposing material (存为素材). Drafting opens the page with paragraphs of a speech; it is sent to us."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.library.actions import suggest_entry
from speeches.library.forms import TEXT_LIMIT, ProposalForm
from speeches.library.lexicon import set_names_for
from speeches.library.models import Entry
from speeches.library.permissions import WRITERS, suggest_refusal
from speeches.library.queries import preview
from speeches.manuscript.punctuation import quoted

from .entries import sorting_of


def proposing_office(user: User) -> Office | None:
    """Return the office whose curators will decide: the person's own before others."""
    offices = user.offices_as(*WRITERS)
    chosen = user.office_id if user.office_id in offices else min(offices, default=None)
    return Office.objects.filter(pk=chosen).first() if chosen else None


@login_required
@require_http_methods(["GET", "POST"])
def entry_suggest(request: HttpRequest) -> HttpResponse:
    office = proposing_office(request.user)
    refuse(suggest_refusal(request.user, office))
    form = ProposalForm(request.POST or None, instance=Entry(office=office))
    if form.is_valid():
        entry = form.save(commit=False)
        suggest_entry(entry, form.cleaned_data["text"], by=request.user, sorting=sorting_of(form))
        messages.success(request, f"{quoted(entry.title)}已送素材管理员；采用或退回，都会出现在您的工作台。")
        return redirect(entry)
    return proposal_page(request, form, office)


def proposal_page(
    request: HttpRequest, form: ProposalForm, office: Office, replaced: Iterable[tuple[str, str]] = ()
) -> HttpResponse:
    """Show the form; `replaced` are the words that became placeholders."""
    text = str(form["text"].value() or "")
    shown = preview(text[:TEXT_LIMIT], set_names_for(office))
    context = {"form": form, "office": office, "replaced": replaced, "preview": shown}
    return render(request, "library/entry_suggest.html", context, status=422 if form.is_bound else 200)

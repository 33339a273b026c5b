"""Between speeches and the library: paragraphs become material, and where material was used."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.drafting.queries import open_draft
from speeches.library.examples import learned_by
from speeches.library.forms import ProposalForm
from speeches.library.lexicon import set_names_for
from speeches.library.models import Entry
from speeches.library.permissions import suggest_refusal
from speeches.library.proposals import suggest
from speeches.library.views.proposing import proposal_page, proposing_office

MAX_PARAGRAPHS = 60
DRAFTS_SHOWN = 10


@login_required
@require_GET
def draft_material(request: HttpRequest, draft_id: int) -> HttpResponse:
    """?keys=a,b: the proposal page (存为素材) of the library, filled in from these paragraphs.

    Without keys they are chosen first: a finished speech has no editor to select them in.
    """
    draft = open_draft(request, draft_id)
    office = proposing_office(request.user)
    refuse(suggest_refusal(request.user, office))
    if "keys" not in request.GET:
        return render(request, "drafting/material.html", {"draft": draft, "lines": choosable_lines(draft)})
    keys = ",".join(request.GET.getlist("keys")).split(",")
    learned = learned_by(office) if office else None
    names = set_names_for(draft.office_id)
    suggestion = suggest(draft.manuscript(), keys[:MAX_PARAGRAPHS], own_words(draft), learned, names)
    if suggestion is None:
        messages.warning(request, "没有找到选中的段落：可能刚被删除。可以在这里直接写。")
        return redirect("entry-suggest")
    if len(keys) > MAX_PARAGRAPHS:
        messages.warning(request, f"一条素材最多 {MAX_PARAGRAPHS} 段，后面的没有带过来。")
    source = {"source": draft.title, "source_level": draft.office.level, "source_on": draft.spoken_on}
    form = ProposalForm(initial={**suggestion.initial(), **source}, instance=Entry(office=office))
    return proposal_page(request, form, office, suggestion.replaced)


def choosable_lines(draft: Draft) -> list[tuple[str, str]]:
    """Return every printed line with the keys of its paragraphs."""
    lines = [list(line) for line in draft.manuscript().printed_lines()]
    return [
        (",".join(paragraph.key for _, paragraph in line), "".join(mark + p.text for mark, p in line))
        for line in lines
    ]


def own_words(draft: Draft) -> dict[str, str]:
    """Return what belongs to this speech alone: its facts, and what its office is called."""
    names = {"单位": draft.office.name, "单位简称": draft.office.short_name}
    return {**names, "讲话人": draft.speaker, "会议名称": draft.meeting, **draft.facts_by_name()}


@login_required
@require_GET
def entry_drafts(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """The speeches an entry was put into: by name those this person may see, the others as a number."""
    entry = get_object_or_404(Entry.objects.readable_by(request.user), pk=entry_id)
    return render(request, "drafting/_entry_drafts.html", drafts_using(entry, request.user))


def drafts_using(entry: Entry, user: User) -> dict[str, object]:
    uses = entry.uses.order_by().values("draft_id")
    counted = {row["draft_id"]: row for row in uses.annotate(n=Count("pk"), last=Max("at"))}
    seen = Draft.objects.visible_to(user).filter(pk__in=counted)
    rows = [(draft, counted[draft.pk]["n"], counted[draft.pk]["last"]) for draft in seen]
    rows.sort(key=lambda row: row[2], reverse=True)
    return {"rows": rows[:DRAFTS_SHOWN], "others": len(counted) - len(rows[:DRAFTS_SHOWN])}

"""What the pages of a draft are made from; page and partial share it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string

from speeches.accounts.models import User
from speeches.library.lexicon import set_names_for
from speeches.library.models import LeaveReason
from speeches.manuscript.placeholders import Kind
from speeches.manuscript.value import Manuscript

from .facts import FACT_NAMES, VARYING, figures_of, formulas, known_facts
from .figure_forms import FigureForm
from .former import traces
from .models import Draft, Revision
from .overview import OpenPlace, Overview, overview
from .pace import pace_of
from .paper import paper_lines
from .permissions import edit_refusal
from .proof_forms import SCOPES
from .verifying.lines import figure_status

WORDS_AROUND = 9
FRAME = ("office__settings", "author", "occasion", "outline")


def visible_draft(request: HttpRequest, draft_id: int) -> Draft:
    """Return a draft this person may see, with what its pages need; anybody else's is a 404.

    Who only reviews it gets it as it was sent to them: its text, its title, its versions are these.
    """
    drafts = Draft.objects.visible_to(request.user).told_if_open(request.user)
    draft = get_object_or_404(drafts.select_related(*FRAME), pk=draft_id)
    if not draft.is_open:
        draft.given = given_revisions(request.user, draft)
        if not draft.given:
            raise Http404
    return draft


def open_draft(request: HttpRequest, draft_id: int) -> Draft:
    """Return a draft whose text as it stands this person may see; who only reviews it gets a 404."""
    drafts = Draft.objects.open_to(request.user).select_related(*FRAME)
    return get_object_or_404(drafts, pk=draft_id)


def given_revisions(user: User, draft: Draft) -> list[Revision]:
    """Ask review which versions were sent to somebody, newest first."""
    find: Callable[[User, Draft], list[Revision]] = import_string(settings.GIVEN_REVISIONS)
    return find(user, draft)


def draft_overview(draft: Draft, manuscript: Manuscript) -> Overview:
    return overview(
        manuscript,
        target=draft.target_minutes,
        per_minute=pace_of(draft).per_minute,
        set_names=set_names_for(draft.office_id),
    )


def possible_co_drafters(draft: Draft) -> QuerySet[User]:
    """Return the people of the draft's office who do not write it yet."""
    people = User.objects.filter(office=draft.office, is_active=True).exclude(pk=draft.author_id)
    return people.exclude(pk__in=draft.co_drafters.values("pk"))


def outline_context(draft: Draft, manuscript: Manuscript | None = None) -> dict[str, Any]:
    manuscript = manuscript or draft.manuscript()
    return {"draft": draft, "overview": draft_overview(draft, manuscript)}


def facts_context(draft: Draft, manuscript: Manuscript, overview: Overview, refusal: str) -> dict[str, Any]:
    """Return every fact asked for, known or open in the text: (name, value, open places, first open key),

    the figures with what is computed from them, and every open place in reading order.
    """
    facts = list(draft.facts.prefetch_related("verifications"))
    known = {fact.name: fact.value for fact in facts if not fact.is_figure}
    figures = figures_of(facts)
    computed = formulas(manuscript, figures)
    ready = known_facts(facts, manuscript).values
    named = {name: (count, key) for name, count, key in overview.open_named()}
    names = [
        name
        for name in dict.fromkeys([*FACT_NAMES, *known, *fact_names(overview)])
        if name not in figures and name not in computed
    ]
    rows = [(name, known.get(name, ""), *named.get(name, (0, ""))) for name in names]
    places = overview.open_places
    return {
        "draft": draft,
        "fact_rows": rows,
        "figures": [
            (fact, figure_status(fact, list(fact.verifications.all()))) for fact in facts if fact.is_figure
        ],
        "formulas": [(name, found, *named.get(name, (0, ""))) for name, found in computed.items()],
        "places": open_rows(manuscript, places),
        "fillable": sum(bool(ready.get(place.placeholder.name)) for place in places),
        "figure_form": FigureForm(),
        "facts_refusal": refusal,
    }


def open_rows(manuscript: Manuscript, places: Iterable[OpenPlace]) -> list[tuple[str, str, str, str]]:
    """Return (key, words before, what is open, words after) of every open place, in reading order."""
    texts = {paragraph.key: paragraph.text for paragraph in manuscript.paragraphs}
    rows = []
    for place in places:
        found, text = place.placeholder, texts.get(place.key, "")
        before = text[max(0, found.start - WORDS_AROUND) : found.start] if text else "题头："
        rows.append((place.key, before, found.text, text[found.end : found.end + WORDS_AROUND]))
    return rows


def fact_names(overview: Overview) -> list[str]:
    """Return the names open in the text that stand for one value wherever they are."""
    named = (place.placeholder for place in overview.open_places if place.placeholder.kind == Kind.FACT)
    return [placeholder.name for placeholder in named if placeholder.name not in VARYING]


def former_context(draft: Draft, manuscript: Manuscript, refusal: str) -> dict[str, Any]:
    """Return what a copied speech still says of its former occasion."""
    return {"draft": draft, "traces": traces(manuscript, draft.former), "former_refusal": refusal}


def newest_revision(draft: Draft) -> Revision | None:
    return draft.revisions.defer("content").first()


def editor_context(draft: Draft, request: HttpRequest) -> dict[str, Any]:
    """Return all the editor page shows. The number of queries does not depend on the number of paragraphs."""
    manuscript = draft.manuscript()
    refusal = edit_refusal(request.user, draft)
    outline = outline_context(draft, manuscript)
    return {
        **outline,
        **facts_context(draft, manuscript, outline["overview"], refusal),
        **former_context(draft, manuscript, refusal),
        "manuscript": manuscript,
        "front": draft.front_lines,
        "lines": paper_lines(manuscript),
        "varying": " ".join(sorted(VARYING)),
        "can_edit": not refusal,
        "refusal": refusal,
        "revision": newest_revision(draft),
        "leave_reasons": LeaveReason.choices,
        "leave_scopes": SCOPES,
    }

"""What the pages of a draft are made from; page and partial share it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from speeches.accounts.models import User
from speeches.library.lexicon import set_names_for
from speeches.manuscript.placeholders import Kind
from speeches.manuscript.value import Manuscript

from .facts import FACT_NAMES, VARYING
from .former import traces
from .models import Draft, Revision
from .overview import Overview, overview
from .pace import pace_of
from .paper import paper_lines
from .permissions import edit_refusal


def visible_draft(request: HttpRequest, draft_id: int) -> Draft:
    """Return a draft this person may see, with what its pages need; anybody else's is a 404."""
    drafts = Draft.objects.visible_to(request.user).select_related(
        "office__settings", "author", "occasion", "outline"
    )
    return get_object_or_404(drafts, pk=draft_id)


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


def facts_context(draft: Draft, overview: Overview, refusal: str) -> dict[str, Any]:
    """Return every fact asked for, known or open in the text: (name, value, open places, first open key)."""
    known = draft.facts_by_name()
    named = {name: (count, key) for name, count, key in overview.open_named()}
    names = list(dict.fromkeys([*FACT_NAMES, *known, *fact_names(overview)]))
    varying = [(name, *named[name]) for name in named if name in VARYING and name not in known]
    rows = [(name, known.get(name, ""), *named.get(name, (0, ""))) for name in names]
    unnamed = [p for p in overview.open_places if p.placeholder.name not in (*names, *VARYING)]
    return {
        "draft": draft,
        "fact_rows": rows,
        "varying_rows": varying,
        "other_places": unnamed,
        "facts_refusal": refusal,
    }


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
        **facts_context(draft, outline["overview"], refusal),
        **former_context(draft, manuscript, refusal),
        "manuscript": manuscript,
        "front": draft.front_lines,
        "lines": paper_lines(manuscript),
        "can_edit": not refusal,
        "refusal": refusal,
        "revision": newest_revision(draft),
    }

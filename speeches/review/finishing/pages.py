"""What the page 定稿 of a draft and the archive show."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest

from speeches.accounts.models import User
from speeches.drafting.gate import gate_of
from speeches.drafting.models import Draft
from speeches.review.models import Final

from .archive import archived, narrowed, with_finals, years_of
from .forms import ArchiveForm, FinaliseForm, ReopenForm, SpokenForm
from .permissions import (
    archive_refusal,
    finalise_refusal,
    reopen_final_refusal,
    spoken_refusal,
    take_in_refusal,
    unarchive_refusal,
    undecided,
)

State = Draft.State
PER_PAGE = 30


def finals_context(draft: Draft, user: User, **forms: Form) -> dict[str, Any]:
    """Return the finals, newest first, and the step that comes next; `forms` hold what was refused."""
    finals = list(Final.objects.shown_of(draft).listed())
    latest = finals[0] if finals else None
    is_approved = draft.state == State.APPROVED
    return {
        "draft": draft,
        "finals": finals,
        "latest": latest,
        "gate": gate_of(draft) if is_approved else None,
        "undecided": undecided(draft) if is_approved else [],
        "form": FinaliseForm(),
        "reopen_form": ReopenForm(),
        "spoken_form": SpokenForm(initial=spoken_initial(latest)),
        "finalise_refusal": finalise_refusal(user, draft),
        "reopen_refusal": reopen_final_refusal(user, draft),
        "archive_refusal": archive_refusal(user, draft),
        "unarchive_refusal": unarchive_refusal(user, draft),
        "spoken_refusal": spoken_refusal(user, draft),
        "take_in_refusal": take_in_refusal(user, draft, latest) if latest else "",
        **forms,
    }


def spoken_initial(final: Any) -> dict[str, Any]:
    spoken = getattr(final, "spoken", None)
    return {"minutes": spoken.minutes, "remarks": spoken.remarks} if spoken else {}


def archive_context(request: HttpRequest) -> dict[str, Any]:
    drafts = archived(request.user)
    form = ArchiveForm(request.GET, years=years_of(drafts))
    query, year = form.asked()
    page = Paginator(with_finals(narrowed(drafts, query, year)), PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    return {"page": page, "form": form, "query": f"{asked.urlencode()}&" if any(asked.values()) else ""}

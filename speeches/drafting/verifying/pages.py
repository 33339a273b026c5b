"""What the sheet shows; page, partial and file share it."""

from typing import Any, NamedTuple

from django.urls import reverse

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.drafting.permissions import edit_refusal, verify_refusal
from speeches.manuscript.value import Manuscript

from .lines import Line, Status, lines_of


class Progress(NamedTuple):
    done: int
    total: int


def verification_context(draft: Draft, user: User) -> dict[str, Any]:
    """Return the figures of a draft and what departments said of them. Constant queries."""
    refusal = verify_refusal(user, draft)
    return {
        **sheet_context(draft, draft.manuscript()),
        "verify_address": reverse("figure-verify", args=[draft.pk]),
        "verify_refusal": refusal,
        "may_manage": not refusal,
        "edit_refusal": edit_refusal(user, draft),
        "place_address": f"{draft.get_absolute_url()}#",
    }


def sheet_context(draft: Draft, manuscript: Manuscript) -> dict[str, Any]:
    """Return the lines of the sheet for a text of the draft."""
    verifications = list(draft.verifications.select_related("recorded_by", "fact"))
    lines = lines_of(manuscript, draft.facts.all(), verifications)
    asked = [line for line in lines if line.status is not Status.COMPUTED]
    return {
        "draft": draft,
        "figures": [line for line in lines if line.fact],
        "computed": [line for line in lines if line.status is Status.COMPUTED],
        "sentences": [line for line in asked if not line.fact],
        "lines": lines,
        "progress": Progress(sum(line.is_done for line in asked), len(asked)),
        "who": verifications[-1].who if verifications else "",
    }


def line_of(context: dict[str, Any], *, fact: int | None, key: str, quote: str) -> Line | None:
    """Return the line that a figure or a sentence has now."""
    lines: list[Line] = context["lines"]
    if fact:
        return next((line for line in lines if line.fact and line.fact.pk == fact), None)
    found = (
        line
        for line in lines
        if line.places and (line.places[0].key, line.places[0].sentence) == (key, quote)
    )
    return next((line for line in found if not line.fact and line.can_verify), None)

"""What has changed in a draft since a sequence: how an open editor hears of other people's changes."""

from collections.abc import Iterable
from typing import Any

from speeches.accounts.models import User

from .models import Draft, DraftParagraph, Presence
from .sheet import Sheet

NOTHING: dict[str, Any] = {"front": None, "upserts": [], "deletions": []}


def changes_since(draft: Draft, since: int, client: str = "") -> dict[str, Any]:
    """Return everything stored after `since`, but for the client's own. No query when nothing is new.

    "order" lists all keys where paragraphs have come in or changed places: two people's moves of different
    paragraphs are no clash, yet where they end up can only be told for all of them together.
    """
    nothing = {"sequence": draft.sequence, **NOTHING}
    if since >= draft.sequence:
        return nothing
    sheet = Sheet.of(draft.pk)
    order = {"order": [row.key for row in sheet.live()]} if draft.order_sequence > since else {}
    return {**nothing, **(remote_changes(draft, sheet, since=since, client=client) or {}), **order}


def remote_changes(draft: Draft, sheet: Sheet, *, since: int, client: str) -> dict[str, Any] | None:
    """Return the changes of others: {"front", "upserts" in reading order, "deletions"}; None for none."""
    has_front = draft.front_sequence > since and not (client and draft.front_client == client)
    upserts = []
    after: str | None = None
    for row in sheet.live():
        if _is_news(row, since, client):
            upserts.append({**row.to_value().to_json(), "after": after})
        after = row.key
    deletions = [row.key for row in sheet.rows.values() if not row.is_live and _is_news(row, since, client)]
    if not (has_front or upserts or deletions):
        return None
    return {"front": draft.front if has_front else None, "upserts": upserts, "deletions": deletions}


def _is_news(row: DraftParagraph, since: int, client: str) -> bool:
    edited = row.sequence > since and not (client and row.client == client)
    return edited or row.bound_sequence > since


def people_elsewhere(pages: Iterable[Presence], user: User) -> list[dict[str, str]]:
    """Return the others who have the draft open, each once, with the paragraph they were in last."""
    latest = {
        page.user_id: page for page in sorted(pages, key=lambda page: page.at) if page.user_id != user.pk
    }
    found = ({"name": page.user.name, "key": page.key} for page in latest.values())
    return sorted(found, key=lambda person: person["name"])

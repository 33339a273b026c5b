"""The demo drafts that come with the product, loaded once and never over somebody's work."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from speeches.accounts.models import User
from speeches.library.models import Occasion
from speeches.manuscript.parsing import parse

from .actions import create_draft
from .models import Draft, Revision


def load_demo_drafts(path: Path) -> int:
    """Create the drafts of a fixture file that are not there yet, deleted ones included. Returns how many."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    known = set(
        Draft.objects.filter(fixture_id__in=[row["id"] for row in rows]).values_list("fixture_id", flat=True)
    )
    new = [row for row in rows if row["id"] not in known]
    for row in new:
        load_demo_draft(row)
    return len(new)


@transaction.atomic
def load_demo_draft(row: Mapping[str, Any]) -> Draft:
    """Create one draft as its author. Raises User.DoesNotExist when the demo people are not loaded."""
    return create_draft(
        User.objects.select_related("office").get(username=row["author"]),
        parse(row["text"]).manuscript,
        reason=Revision.Reason.IMPORTED,
        facts=row["facts"],
        fixture_id=row["id"],
        occasion=Occasion.objects.filter(name=row["occasion"]).first(),
        meeting=row["meeting"],
        speaker=row["speaker"],
        spoken_on=date.fromisoformat(row["spoken_on"]) if row["spoken_on"] else None,
        target_minutes=row["target_minutes"],
    )

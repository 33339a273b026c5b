"""The demo's offices and people. Never loaded beside real data: see `settings.DEMO`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from .models import Membership, Office, RoleName, User


@transaction.atomic
def load_demo(folder: Path) -> int:
    """Create the offices and people that are not there yet; returns the number of new people.

    Somebody who is there keeps the password and roles they have.
    """
    for row in read(folder / "offices.json"):
        load_office(row)
    rows = read(folder / "people.json")
    known = set(User.objects.values_list("username", flat=True))
    new = [row for row in rows if row["username"] not in known]
    for row in new:
        load_person(row)
    return len(new)


def read(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))


def load_office(row: Mapping[str, Any]) -> Office:
    """Create an office; its parent, named by its full name, stands before it in the file."""
    parent = Office.objects.get(name=row["parent"]) if row["parent"] else None
    defaults = {"short_name": row["short_name"], "level": Office.Level(row["level"]), "parent": parent}
    return Office.objects.get_or_create(name=row["name"], defaults=defaults)[0]


def load_person(row: Mapping[str, Any]) -> User:
    office = Office.objects.get(name=row["office"])
    roles = [RoleName(role) for role in row["roles"]]
    person = User.objects.create_user(
        row["username"],
        password=row["password"],
        name=row["name"],
        post=row["post"],
        office=office,
        is_demo=True,
        is_staff=RoleName.ADMIN in roles,
        is_superuser=RoleName.ADMIN in roles,
    )
    Membership.objects.bulk_create(Membership(user=person, office=office, role=role) for role in roles)
    return person

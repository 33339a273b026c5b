"""Accounts whose passwords are printed in public: welcome on a demo, refused beside real data."""

import functools
import json
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from speeches.environment import BASE_DIR

PEOPLE = BASE_DIR / "fixtures" / "demo" / "people.json"


class Person(NamedTuple):
    name: str
    username: str
    password: str


@functools.cache
def people() -> tuple[Person, ...]:
    rows = json.loads(PEOPLE.read_text(encoding="utf-8"))
    return tuple(Person(row["name"], row["username"], row["password"]) for row in rows)


class Backend(ModelBackend):
    """Django's own check, but where DEMO is off it refuses demo accounts and demo passwords.

    The password whatever the name: a person who chose a public one must not be let in either. The account
    whatever the password: it may have come with a copied database. Open sessions of such accounts end too.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        if not settings.DEMO and any(password == person.password for person in people()):
            return None
        return super().authenticate(request, username=username, password=password, **kwargs)

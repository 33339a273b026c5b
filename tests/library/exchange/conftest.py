"""An office elsewhere that makes packages, and the office here that takes them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from speeches.accounts.models import Office, User
from speeches.library.exchange.keys import make_key, trust_key
from speeches.library.models import Entry, Occasion, Outline, PackageKey, Theme
from tests.cast import make_curator, make_office

from .files import publish


@pytest.fixture
def publisher(db: None) -> User:
    """The curator of an office in another installation."""
    return make_curator(make_office("清江省纪委监委"), "publisher")


@pytest.fixture
def key(publisher: User) -> PackageKey:
    return make_key(publisher.office, by=publisher)


@pytest.fixture
def trusted(key: PackageKey, curator: User, office: Office) -> None:
    trust_key(office, "清江省纪委监委", key.fingerprint, by=curator)


@pytest.fixture
def elsewhere() -> Callable[[], None]:
    """Return what empties the library: what was published now comes from another database."""

    def empty() -> None:
        Entry.objects.all().delete()
        Outline.objects.all().delete()
        Theme.objects.all().delete()
        Occasion.objects.all().delete()

    return empty


@pytest.fixture
def writer(client: Client, curator: User) -> Client:
    client.force_login(curator)
    return client


@pytest.fixture
def package(publisher: User, key: PackageKey) -> bytes:
    """A small package of one slogan."""
    return publish(publisher)


@pytest.fixture
def shipped() -> Path:
    return Path(__file__).parents[3] / "fixtures" / "library"

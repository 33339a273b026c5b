"""The people around a draft: who writes, who may look, who may not."""

import pytest

from speeches.accounts.models import Membership, Office, RoleName, User
from speeches.drafting.models import Draft

from .factories import make_draft, make_speech


def make_person(username: str, office: Office, *roles: RoleName) -> User:
    person = User.objects.create(username=username, name=username, office=office)
    for role in roles:
        Membership.objects.create(user=person, office=office, role=role)
    return person


@pytest.fixture
def office(db: None) -> Office:
    return Office.objects.create(name="清江县纪委监委", short_name="县纪委监委")


@pytest.fixture
def drafter(office: Office) -> User:
    return make_person("drafter", office, RoleName.DRAFTER)


@pytest.fixture
def colleague(office: Office) -> User:
    return make_person("colleague", office, RoleName.DRAFTER)


@pytest.fixture
def head(office: Office) -> User:
    return make_person("head", office, RoleName.HEAD)


@pytest.fixture
def leader(office: Office) -> User:
    return make_person("leader", office, RoleName.REVIEWER)


@pytest.fixture
def outsider(db: None) -> User:
    elsewhere = Office.objects.create(name="青川市纪委监委", short_name="市纪委监委")
    return make_person("outsider", elsewhere, RoleName.DRAFTER, RoleName.HEAD, RoleName.REVIEWER)


@pytest.fixture
def draft(drafter: User) -> Draft:
    return make_draft(drafter)


@pytest.fixture
def speech(drafter: User) -> Draft:
    return make_speech(drafter)

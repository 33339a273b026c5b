"""The people around a draft beside the usual cast, and drafts of the drafter."""

import pytest

from speeches.accounts.models import Office, RoleName, User
from speeches.drafting.models import Draft
from tests.cast import make_drafter, make_person

from .factories import make_draft, make_speech


@pytest.fixture
def colleague(office: Office) -> User:
    return make_drafter(office, "colleague")


@pytest.fixture
def head(office: Office) -> User:
    return make_person("head", "单位负责人", office, RoleName.HEAD)


@pytest.fixture
def head_elsewhere(outsider: User) -> User:
    return make_person("elsewhere", "外单位负责人", outsider.office, RoleName.HEAD, RoleName.REVIEWER)


@pytest.fixture
def draft(drafter: User) -> Draft:
    return make_draft(drafter)


@pytest.fixture
def speech(drafter: User) -> Draft:
    return make_speech(drafter)

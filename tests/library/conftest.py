"""An office above and one below the usual one, with their people."""

import pytest

from speeches.accounts.models import Office, RoleName, User
from speeches.library.models import Entry
from tests.cast import make_drafter, make_office, make_person

from .factories import make_entry


@pytest.fixture
def province(office: Office) -> Office:
    office.parent = make_office("清江省纪委监委")
    office.save()
    return office.parent


@pytest.fixture
def county_drafter(office: Office) -> User:
    return make_drafter(make_office("澄湖区纪委监委", office), "county")


@pytest.fixture
def province_curator(province: Office) -> User:
    return make_person("province", "省素材管理员", province, RoleName.CURATOR)


@pytest.fixture
def entry(office: Office) -> Entry:
    return make_entry(office)

"""Who sees which entry: own office and what offices above publish; not in use: its curators only."""

import pytest

from speeches.accounts.models import Office, User
from speeches.library.models import Entry, Outline

from .factories import make_entry, make_outline

OWN, SUBTREE = Entry.Scope.OWN, Entry.Scope.SUBTREE


def seen_by(user: User) -> set[str]:
    return set(Entry.objects.visible_to(user).values_list("title", flat=True))


def test_published_from_above_is_seen_below_only(
    office: Office, province: Office, drafter: User, county_drafter: User, outsider: User
):
    make_entry(province, "省里发布", scope=SUBTREE)
    make_entry(province, "省里自用", scope=OWN)
    make_entry(office, "市里发布", scope=SUBTREE)
    make_entry(office, "市里自用", scope=OWN)
    assert seen_by(drafter) == {"省里发布", "市里发布", "市里自用"}
    assert seen_by(county_drafter) == {"省里发布", "市里发布"}
    assert seen_by(outsider) == set()


@pytest.mark.parametrize("state", ["draft", "pending", "retired"])
def test_not_in_use_is_for_own_curators(
    office: Office, drafter: User, curator: User, county_drafter: User, province_curator: User, state: str
):
    make_entry(office, state=state, scope=SUBTREE)
    assert seen_by(curator)
    assert not seen_by(drafter)
    assert not seen_by(county_drafter)
    assert not seen_by(province_curator)


def test_outlines_follow_the_same_tree(
    office: Office, province: Office, drafter: User, county_drafter: User, outsider: User
):
    make_outline(province, "省里发布", scope=SUBTREE)
    make_outline(office, "市里自用", scope=OWN)
    assert {o.name for o in Outline.objects.visible_to(drafter)} == {"省里发布", "市里自用"}
    assert {o.name for o in Outline.objects.visible_to(county_drafter)} == {"省里发布"}
    assert not Outline.objects.visible_to(outsider).exists()


def test_inactive_person_sees_nothing(office: Office, drafter: User):
    make_entry(office)
    drafter.is_active = False
    assert seen_by(drafter) == set()


def test_active_means_valid_today(office: Office, drafter: User):
    make_entry(office, "以后才生效", valid_from="2999-01-01")
    make_entry(office, "今天起停用", retired_on="2020-01-01")
    make_entry(office, "在用", valid_from="2020-01-01")
    assert [entry.title for entry in Entry.objects.visible_to(drafter).active()] == ["在用"]

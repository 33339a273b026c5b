"""The tree of offices, roles, and who sees what by them."""

from speeches.accounts.models import Office, RoleName, User
from tests.cast import make_drafter, make_office


def tree() -> tuple[Office, Office, Office, Office]:
    province = make_office("清江省纪委监委")
    city = make_office("云川市纪委监委", province)
    return province, city, make_office("澄湖区纪委监委", city), make_office("海州市纪委监委", province)


def test_ancestors_and_subtree(db: None):
    province, city, county, other = tree()
    assert set(county.ancestors()) == {province, city}
    assert set(city.subtree()) == {city, county}
    assert set(province.subtree()) == {province, city, county, other}
    assert not province.ancestors().exists()


def test_the_tree_is_read_in_one_query(db: None, django_assert_num_queries):
    *_, county, _ = tree()
    with django_assert_num_queries(1):
        list(county.ancestors())


def test_a_circle_made_by_hand_ends(db: None):
    province, city, county, _ = tree()
    Office.objects.filter(pk=province.pk).update(parent=county)
    assert set(province.ancestors()) == {city, county}


def test_roles_belong_to_an_office(db: None):
    _, city, county, _ = tree()
    person = make_drafter(county)
    assert person.has_role(RoleName.DRAFTER)
    assert person.has_role(RoleName.DRAFTER, county)
    assert not person.has_role(RoleName.DRAFTER, city)
    assert not person.has_role(RoleName.CURATOR)


def test_roles_take_one_query(drafter: User, django_assert_num_queries):
    person = User.objects.get(pk=drafter.pk)
    with django_assert_num_queries(1):
        assert person.has_role(RoleName.DRAFTER)
        assert not person.has_role(RoleName.HEAD)


def test_inactive_person_has_no_roles(drafter: User):
    person = User.objects.get(pk=drafter.pk)
    person.is_active = False
    assert not person.has_role(RoleName.DRAFTER)

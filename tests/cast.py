"""The cast of the tests: named people, made by plain functions."""

from speeches.accounts.models import Membership, Office, RoleName, User


def make_office(name: str = "云川市纪委监委", parent: Office | None = None) -> Office:
    return Office.objects.get_or_create(name=name, defaults={"parent": parent})[0]


def make_person(username: str, name: str, office: Office, *roles: RoleName) -> User:
    """Make a person with roles in an office. The password is the username."""
    person = User.objects.create_user(username, password=username, name=name, office=office)
    for role in roles:
        Membership.objects.create(user=person, office=office, role=role)
    return person


def make_drafter(office: Office, username: str = "drafter") -> User:
    return make_person(username, "起草人", office, RoleName.DRAFTER)


def make_leader(office: Office, username: str = "leader") -> User:
    return make_person(username, "审阅领导", office, RoleName.REVIEWER)


def make_curator(office: Office, username: str = "curator") -> User:
    return make_person(username, "素材管理员", office, RoleName.CURATOR)


def make_outsider(username: str = "outsider") -> User:
    """Somebody of an office that has nothing to do with the others'."""
    return make_person(username, "外单位人员", make_office("海州市纪委监委"), RoleName.DRAFTER)

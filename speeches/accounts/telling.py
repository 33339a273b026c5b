"""Telling people (通知). Other rooms import `notify` and `notify_all` from `accounts.actions`."""

from collections.abc import Iterable
from typing import NamedTuple

from .mailing import send_soon
from .models import Notice, NoticeChoice, NoticeKind, User

LONGEST = 300


class Wish(NamedTuple):
    """In which ways a person wants to be told of a kind."""

    in_app: bool = True
    by_mail: bool = True


def notify(
    person: User, kind: NoticeKind, text: str, url: str, *, by: User | None = None, once: str = ""
) -> None:
    """Tell one person. See `notify_all`."""
    notify_all([person], kind, text, url, by=by, once=once)


def notify_all(
    people: Iterable[User], kind: NoticeKind, text: str, url: str, *, by: User | None = None, once: str = ""
) -> None:
    """Tell people what happened, each in the ways they chose; two queries, however many they are.

    Call it inside the transaction of the action, and only for people who may see what `url` shows: a notice
    is not asked for permission again. `text` is one sentence that stands alone in a list and in an e-mail
    (“李主任退回《…》：理由”), `url` an address of this site (`reverse(…)`). `by` is who did it: nobody is
    told of their own doing. What has the same `once` is told to a person one time only. E-mail goes out
    from the worker after the commit.
    """
    kept = {one.pk: one for one in people if one.is_active and (by is None or one.pk != by.pk)}
    wishes = wishes_of(kept.values(), kind)
    notices = [
        Notice(
            person=person, kind=kind, text=shortened(text), url=url, by=by, once=once,
            is_listed=wishes[key].in_app, mail=Notice.Mail.DUE if is_mailed(person, wishes[key]) else "",
        )
        for key, person in kept.items()
        if wishes[key].in_app or is_mailed(person, wishes[key])
    ]  # fmt: skip
    Notice.objects.bulk_create(notices, ignore_conflicts=bool(once))
    if any(one.mail for one in notices):
        send_soon()


def unsay(once: str) -> None:
    """Take back what nobody should hear any more, where it is not read or sent yet: see `once` above."""
    said = Notice.objects.filter(once=once)
    said.filter(read_at=None).delete()
    said.filter(mail=Notice.Mail.DUE).update(mail=Notice.Mail.NONE)


def is_mailed(person: User, wish: Wish) -> bool:
    return bool(wish.by_mail and person.email)


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def wishes_of(people: Iterable[User], kind: NoticeKind) -> dict[int, Wish]:
    keys = [person.pk for person in people]
    rows = NoticeChoice.objects.filter(person__in=keys, kind=kind)
    chosen = {row.person_id: Wish(row.in_app, row.by_mail) for row in rows}
    return {key: chosen.get(key, Wish()) for key in keys}

"""Who takes part in a thread: who may see the draft and read the comment; whom a text mentions."""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from speeches.accounts.models import Membership, RoleName, User
from speeches.drafting.models import Draft
from speeches.drafting.permissions import is_writer
from speeches.review.models import Comment, Mention, Step

SIGN = "@＠"


def who_see(draft: Draft) -> list[User]:
    """Return the people who see a draft that was sent out: writers, reviewers, heads of its office."""
    heads = Membership.objects.filter(office=draft.office_id, role=RoleName.HEAD).values("user")
    readers = Draft.readers.through.objects.filter(draft=draft).values("user")
    writers = Draft.co_drafters.through.objects.filter(draft=draft).values("user")
    named = Q(pk__in=heads) | Q(pk__in=readers) | Q(pk__in=writers) | Q(pk=draft.author_id)
    return list(User.objects.filter(named, is_active=True).order_by("name", "pk"))


def who_read(comment: Comment) -> list[User]:
    """Return who sees the draft and reads this comment. A query a person where the office hides some."""
    people = who_see(comment.draft)
    settings = getattr(comment.draft.office, "settings", None)
    if settings is None or not settings.hides_upper_comments:
        return people
    return [one for one in people if Comment.objects.visible_to(one).filter(pk=comment.pk).exists()]


def mentioned(text: str, people: Iterable[User]) -> list[User]:
    """Return whom a text names with @; of names that begin alike the longest is meant."""
    by_name: dict[str, list[User]] = {}
    for person in people:
        by_name.setdefault(person.name, []).append(person)
    names = sorted(by_name, key=len, reverse=True)
    found = (name for rest in after_signs(text) if (name := next(filter(rest.startswith, names), "")))
    return [person for name in dict.fromkeys(found) for person in by_name[name]]


def has_sign(text: str) -> bool:
    return any(character in SIGN for character in text)


def after_signs(text: str) -> Iterator[str]:
    for at, character in enumerate(text):
        if character in SIGN:
            yield text[at + 1 :]


def reply_refusal(user: User, draft: Draft) -> str:
    """Those who write, review, or were mentioned talk about comments; who only sees them does not."""
    if draft.state == Draft.State.ARCHIVED:
        return "已归档的讲话稿不能再回复。"
    is_named = Mention.objects.filter(comment__draft=draft, person=user).exists
    takes_part = Step.objects.filter(round__draft=draft, person=user).exists
    if is_writer(user, draft) or takes_part() or is_named():
        return ""
    return "只有起草人、审阅人和被提到的人可以回复批注。"

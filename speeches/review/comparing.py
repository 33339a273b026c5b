"""Two submitted revisions side by side, as reviewers may see them; and what changed since one was seen."""

from typing import Any, NamedTuple

from django.http import Http404, QueryDict
from django.utils import timezone

from speeches.accounts.models import User
from speeches.drafting.comparing import view_of
from speeches.drafting.models import Draft, Revision
from speeches.manuscript.compare import compare
from speeches.manuscript.value import Manuscript

from .models import Round, Seen
from .queries import rounds_of
from .since import Since

VIEWS = {"inline": "合在一起看", "side": "左右对照"}


class Last(NamedTuple):
    """What somebody saw last, and the changes from there to the text before them."""

    revision: Revision
    since: Since


class Side(NamedTuple):
    """A round as one side of the comparison."""

    round: Round
    label: str


def last_seen(draft: Draft, user: User, latest: Round, manuscript: Manuscript) -> Last | None:
    """Return what changed for this person; None where they see it for the first time. One query."""
    found = Seen.objects.filter(draft=draft, person=user, revision=latest.revision_id)
    seen = found.exclude(before=None).select_related("before").first()
    return Last(seen.before, Since(seen.before.manuscript(), manuscript)) if seen else None


def compare_context(draft: Draft, user: User, asked: QueryDict) -> dict[str, Any]:
    """Return ?old=…&new=…&view=…: numbers of rounds. Without them: what this person saw last, and the newest.

    Only what was sent to them can be chosen: what the drafters try in between is their own. Raises Http404.
    """
    rounds = list(rounds_of(draft, user))
    if not rounds:
        raise Http404
    by_number = {str(one.number): one for one in rounds}
    new = by_number.get(asked.get("new", ""), rounds[0])
    old = by_number.get(asked.get("old", "")) or seen_before(draft, user, new, rounds)
    was, now = manuscript_of(old), manuscript_of(new)
    view = asked.get("view", "")
    return {
        "draft": draft,
        "rounds": rounds,
        "choices": [(one.number, label_of(one)) for one in rounds],
        "old": Side(old, str(old)),
        "new": Side(new, str(new)),
        "view": view if view in VIEWS else "inline",
        "views": VIEWS.items(),
        "shown": view_of(compare(was, now), was),
    }


def seen_before(draft: Draft, user: User, new: Round, rounds: list[Round]) -> Round:
    """Return the round whose text this person saw before this one, else the one before it."""
    seen = Seen.objects.filter(draft=draft, person=user, revision=new.revision_id).first()
    earlier = [one for one in rounds if one.number < new.number]
    known = [one for one in earlier if seen and one.revision_id == seen.before_id]
    return next(iter([*known, *earlier]), new)


def manuscript_of(review: Round) -> Manuscript:
    return Revision.objects.get(pk=review.revision_id).manuscript()


def label_of(review: Round) -> str:
    return f"{review} · {timezone.localtime(review.at):%m-%d %H:%M} {review.submitted_by}"

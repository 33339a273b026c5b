"""Which comments a list shows: mine, unsettled ones, of one person, of one round. The address says it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import HttpRequest

from speeches.accounts.models import User
from speeches.review.models import Comment
from speeches.review.states import CommentState

FIELDS = ("show", "by", "in")
MINE, OPEN = "mine", "open"
SHOWN = (("", "全部"), (OPEN, "未办结"), (MINE, "我的"))
SETTLED = (CommentState.SETTLED, CommentState.WITHDRAWN, CommentState.PRAISED)


@dataclass(frozen=True, slots=True)
class Filter:
    """`by` is a `Comment.giver`, "" for all; `round` is a round's number, 0 for all."""

    show: str = ""
    by: str = ""
    round: int = 0

    @property
    def is_on(self) -> bool:
        return bool(self.show or self.by or self.round)

    @property
    def query(self) -> str:
        said = {"show": self.show, "by": self.by, "in": self.round}
        return urlencode({name: value for name, value in said.items() if value})

    def keeps(self, comment: Comment, user: User) -> bool:
        """What is mine: said by me, in my name, or mentioning me."""
        is_mentioned = any(one.person_id == user.pk for one in comment.mentions.all())
        is_mine = comment.giver == str(user.pk) or is_mentioned
        return (
            (self.show != MINE or is_mine)
            and (self.show != OPEN or comment.state not in SETTLED)
            and self.by in ("", comment.giver)
            and self.round in (0, comment.round.number if comment.round else -1)
        )


NO_FILTER = Filter()


def filter_of(request: HttpRequest) -> Filter:
    """Return what the address asks for; an htmx request that says nothing is about its page's address."""
    said: Mapping[str, str] = request.POST if set(FIELDS) & set(request.POST) else request.GET
    if not set(FIELDS) & set(said) and request.htmx:
        query = parse_qs(urlsplit(request.htmx.current_url or "").query)
        said = {name: values[-1] for name, values in query.items()}
    show = said.get("show", "")
    return Filter(show if show in (MINE, OPEN) else "", giver(said.get("by", "")), number(said.get("in")))


def giver(text: str) -> str:
    return text if text.startswith("name-") or number(text) else ""


def number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0


def filtered(comments: Iterable[Comment], user: User, chosen: Filter) -> tuple[list[Comment], dict[str, Any]]:
    """Return the comments that are shown, and what the filter's form shows."""
    every = list(comments)
    people = {one.giver: one.said_by for one in every}
    rounds = {one.round.number for one in every if one.round}
    shown = [one for one in every if chosen.keeps(one, user)]
    form = {
        "chosen": chosen,
        "shows": SHOWN,
        "filter_people": sorted(people.items(), key=lambda pair: pair[1]),
        "filter_rounds": sorted(rounds, reverse=True),
        "shown_count": len(shown),
        "all_count": len(every),
    }
    return shown, form

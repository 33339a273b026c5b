"""What is asked for when suggestions are adopted: which ones, and what was written instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft

from .models import Comment
from .suggesting.fitting import fitted
from .suggesting.weighing import mark_of, texts_of

ANSWER = "text-"
WORDING = "wording-"
SUGGESTED = "suggested"
EMPTY = "改后的文字是空的。请写上文字，或选“不采纳”。"
ONE_PARAGRAPH = "这里只能写一段。要分段，请先采纳，再到正文里分。"
CHANGED = "这一段刚刚又改过，没有改上。请看一眼现在的文字再定。"
# What comes back in a returned file may be hundreds.
TOO_MANY = 1000


@dataclass(frozen=True)
class Asked:
    """The suggestions, the texts by the number of the change (of one suggestion only), and why."""

    comments: tuple[Comment, ...]
    texts: Mapping[int, str]
    text: str = ""


def read_asked(draft: Draft, user: User, fields: Mapping[str, Any]) -> Asked:
    """Read comments=1,2[&edited=…&wording-<id>-<n>=…&seen-<id>-<n>=…&text-<id>=…].

    Raises Http404, NotAllowed.
    """
    comments = asked_comments(draft, user, str(fields.get("comments", "")))
    if not fields.get("edited") or len(comments) != 1:
        return Asked(comments, {})
    (comment,) = comments
    check_seen(draft, comment, fields)
    changes = comment.suggestion.values()
    if fields["edited"] == SUGGESTED:
        texts = {at: texts_of(change)[1] for at, change in enumerate(changes) if texts_of(change)[1]}
    else:
        texts = wordings_of(fields).get(comment.pk, {})
        check_texts(texts, may_have_lines={at for at, one in enumerate(changes) if not texts_of(one)[0]})
    return Asked(comments, texts, str(fields.get(f"{ANSWER}{comment.pk}", "")))


def asked_comments(draft: Draft, user: User, numbers: str) -> tuple[Comment, ...]:
    wanted = [int(one) for one in numbers.split(",") if one.isascii() and one.isdigit() and len(one) < 19]
    if len(wanted) > TOO_MANY:
        raise NotAllowed(f"一次最多采纳 {TOO_MANY} 条建议。请先逐条采纳一部分。")
    readable = Comment.objects.visible_to(user)
    found = readable.filter(draft=draft, pk__in=wanted, suggestion__isnull=False)
    comments = tuple(found.select_related("draft", "suggestion", "author", "round"))
    if not comments or len(comments) != len(wanted):
        raise Http404
    return comments


def check_seen(draft: Draft, comment: Comment, fields: Mapping[str, Any]) -> None:
    """Raise NotAllowed where the paragraph is not any more what the person had before them."""
    fits = fitted(draft.manuscript(), comment.suggestion.values()).fits
    for at, fit in enumerate(fits):
        seen = fields.get(f"seen-{comment.pk}-{at}")
        if seen is not None and seen != mark_of(fit.now):
            raise NotAllowed(CHANGED)


def check_texts(texts: Mapping[int, str], *, may_have_lines: set[int]) -> None:
    if not texts or not all(text.strip() for text in texts.values()):
        raise NotAllowed(EMPTY)
    if any("\n" in text.strip() for at, text in texts.items() if at not in may_have_lines):
        raise NotAllowed(ONE_PARAGRAPH)


def wordings_of(fields: Mapping[str, Any]) -> dict[int, dict[int, str]]:
    """Return what stands in the fields for another wording: by comment, by the number of the change."""
    found: dict[int, dict[int, str]] = {}
    for name, text in fields.items():
        comment, _, at = name.removeprefix(WORDING).partition("-")
        if name.startswith(WORDING) and comment.isdecimal() and at.isdecimal():
            found.setdefault(int(comment), {})[int(at)] = str(text).replace("\r", "").strip()
    return found

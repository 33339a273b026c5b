"""Drafts that hold given words, as plain functions."""

from typing import Any

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Front, FrontLine, Manuscript
from tests.drafting.factories import make_draft


def make_draft_of(
    author: User, *texts: str, title: str = "讲话", manuscript: Manuscript | None = None, **fields: Any
) -> Draft:
    """Return a draft of these paragraphs, keys p00001, p00002, …"""
    front = (FrontLine(Front.TITLE, title),)
    paragraphs = tuple(Paragraph(f"p{place:05}", Role.BODY, text) for place, text in enumerate(texts, 1))
    return make_draft(author, manuscript or Manuscript(front, paragraphs), **fields)

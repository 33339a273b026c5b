"""Drafts for tests, as plain functions."""

from typing import Any

from speeches.accounts.models import User
from speeches.drafting.actions import create_draft
from speeches.drafting.models import Draft, Revision
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Front, FrontLine, Manuscript

SPEECH = """在全县警示教育大会上的讲话
（2026年3月6日）
同志们：
今天召开这次会议，主要是用身边的事教育身边的人。下面，我讲三点意见。
一、认清形势
当前，形势依然严峻复杂。全县共查处案件XX件。
二、汲取教训
要做到两个坚持：一是坚持从严；二是坚持从实。
三、抓好落实
（一）压实责任。各级党组织要扛起主体责任。
（二）改进作风。机关干部要到一线去。
谢谢大家！"""
# Every kind of announcement with its list.
COUNTED = """在会议上的讲话
同志们：
下面，我讲三点意见。
一、坚持“三个始终”
经验体现为“三个始终”。
一是始终讲政治。
二是始终讲规矩。
三是始终讲纪律。
以上三个“始终”要落实，“四个意识”要树牢。
二、抓好工作
要抓好3项工作：抓学习；抓整改；抓巩固。
三、改进作风
甲段。
乙段。
丙段。
谢谢大家！"""


def make_manuscript(count: int = 3) -> Manuscript:
    """Return a speech of so many body paragraphs, keys p00001, p00002, …"""
    front = (FrontLine(Front.TITLE, "在测试会议上的讲话"),)
    return Manuscript(front, tuple(body(place) for place in range(1, count + 1)))


def body(place: int, text: str = "") -> Paragraph:
    return Paragraph(f"p{place:05}", Role.BODY, text or f"第{place}段。")


def make_draft(author: User, manuscript: Manuscript | None = None, **fields: Any) -> Draft:
    return create_draft(
        author, manuscript or make_manuscript(), reason=Revision.Reason.IMPORTED, facts={}, **fields
    )


def make_speech(author: User, text: str = SPEECH) -> Draft:
    """Return a draft of a short speech with everything in it: headings, items, counts, placeholders."""
    return make_draft(author, parse(text).manuscript)


def change_set(draft: Draft, number: int = 1, client: str = "tab1", **fields: Any) -> dict[str, Any]:
    """Return a payload based on the draft as it stands."""
    draft.refresh_from_db()
    return {"client": client, "number": number, "base": draft.sequence, **fields}


def upsert(paragraph: Paragraph, *after: str | None) -> dict[str, Any]:
    """Return the JSON of an upsert; without `after` the place stays."""
    return {**paragraph.to_json(), **({"after": after[0]} if after else {})}

"""Entries and outlines for tests, as plain functions."""

from typing import Any

from speeches.accounts.models import Office
from speeches.library.actions import write_text
from speeches.library.models import Confusable, Entry, Expression, Occasion, Outline

ENUMERATION = (
    "概括起来，就是“三个始终”。\n一是始终从严。抓早抓小。\n二是始终从实。\n三是始终从细。在【单位】推开。"
)


def make_entry(
    office: Office, title: str = "小切口整治", text: str = "从群众身边的事抓起。", **fields: Any
) -> Entry:
    """Return an entry in use, of this office only unless `scope` says otherwise."""
    defaults = {"kind": "passage", "function": "任务", "state": Entry.State.ACTIVE}
    entry = Entry(office=office, title=title, **{**defaults, **fields})
    write_text(entry, text)
    entry.save()
    return entry


def make_outline(office: Office, name: str = "半年工作会议讲话", **fields: Any) -> Outline:
    occasion = Occasion.objects.get_or_create(name="半年工作会议")[0]
    slots = [
        {
            "role": "salutation",
            "level": 0,
            "series": "",
            "text": "同志们：",
            "prompt": "",
            "function": "开场",
        },
        {
            "role": "heading",
            "level": 1,
            "series": "一、",
            "text": "回顾",
            "prompt": "写成绩。",
            "function": "回顾",
        },
        {"role": "item", "level": 0, "series": "一是", "text": "抓学习。", "prompt": "", "function": "回顾"},
        {"role": "item", "level": 0, "series": "一是", "text": "抓落实。", "prompt": "", "function": "回顾"},
        {"role": "heading", "level": 1, "series": "一、", "text": "任务", "prompt": "", "function": "任务"},
    ]
    front = [["title", "在【单位】会议上的讲话"]]
    return Outline.objects.create(
        office=office, name=name, occasion=occasion, front=front, slots=slots, **fields
    )


def make_expression(office: Office, text: str = "“四个意识”", **fields: Any) -> Expression:
    """Return an expression; `wrong_forms` are values."""
    forms = [form.to_json() for form in fields.pop("wrong_forms", ())]
    return Expression.objects.create(office=office, text=text, wrong_forms=forms, **fields)


def make_confusable(office: Office, wrong: str = "浮燥", right: str = "浮躁", **fields: Any) -> Confusable:
    return Confusable.objects.create(office=office, wrong=wrong, right=right, **fields)

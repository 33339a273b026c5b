"""The kinds of tables beside that of entries, down to the register of people. Their columns and cells."""

from collections.abc import Callable
from typing import Any

from import_export import fields, resources, widgets

from speeches.library.loading import read_slot
from speeches.library.models import Occasion
from speeches.library.models.expression import Weight, WordingState
from speeches.library.models.proofing import LONGEST_LISTED, LeaveReason, ListingState
from speeches.library.models.quotation import LONGEST_ORIGINAL
from speeches.library.models.shared import Scope
from speeches.library.notation import read_forms, read_members, write_forms
from speeches.manuscript.paragraph import Role
from speeches.manuscript.value import Front
from speeches.proofreading.lexicon import WrongForm

from .columns import ChoiceWidget, DateWidget, TagsWidget, TextWidget, choice_column, info_column, text_column

BAR = "｜"
ROLES = {
    Role.SALUTATION: "称谓",
    Role.HEADING: "标题",
    Role.ITEM: "条目",
    Role.BODY: "正文",
    Role.CLOSING: "结尾",
}
FRONTS = {
    Front.TITLE: "标题",
    Front.SUBTITLE: "副标题",
    Front.BYLINE: "署名",
    Front.DATE: "日期",
    Front.NOTE: "题注",
}
MOST_SLOTS = 300


class ReadWidget(widgets.Widget):
    """A cell read by one function and written by another; what cannot be read is told."""

    def __init__(self, read: Callable[[str], Any], write: Callable[[Any], str]) -> None:
        super().__init__()
        self.read, self.write = read, write

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        return self.read(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return self.write(value)


class Columns(resources.Resource):
    """What all tables can do."""

    def show(self, target: Any, *, is_whole: bool = True) -> dict[str, str]:
        """Return what stands in a row, by column; only what can be imported unless whole."""
        columns = (field for field in self.fields.values() if is_whole or not field.readonly)
        return {field.column_name: field.export(target) for field in columns}


def read_stored_forms(value: str) -> list[dict[str, Any]]:
    return [form.to_json() for form in read_forms(value)]


def write_stored_forms(value: list[dict[str, Any]]) -> str:
    return write_forms(map(WrongForm.from_json, value))


def read_yes(value: str) -> bool:
    if value not in ("是", "否", ""):
        raise ValueError(f"“{value}”不认识，只能写 是、否")
    return value == "是"


def write_yes(value: bool) -> str:  # noqa: FBT001 a cell's value
    return "是" if value else "否"


def date_column(attribute: str, name: str) -> fields.Field:
    return fields.Field(attribute, name, DateWidget())


def yes_column(attribute: str, name: str) -> fields.Field:
    return fields.Field(attribute, name, ReadWidget(read_yes, write_yes))


class ExpressionColumns(Columns):
    pk = fields.Field("pk", "编号", TextWidget(36), readonly=True)
    text = text_column("text", "提法", 200, is_required=True)
    members = fields.Field("members", "成员", ReadWidget(read_members, "\n".join))
    wrong_forms = fields.Field("wrong_forms", "错误写法", ReadWidget(read_stored_forms, write_stored_forms))
    since = date_column("since", "起用日期")
    until = date_column("until", "过时日期")
    successor = text_column("successor", "后继提法", 200)
    note = text_column("note", "说明", 600)
    source = text_column("source", "出处", 400)
    is_set_name = yes_column("is_set_name", "固定名称")
    is_certain = yes_column("is_certain", "已核实")
    state = info_column("state", "状态", ChoiceWidget(WordingState))
    scope = info_column("scope", "可见范围", ChoiceWidget(Scope))
    office = info_column("office", "单位")
    version = info_column("version", "版本")


class ConfusableColumns(Columns):
    pk = fields.Field("pk", "编号", TextWidget(36), readonly=True)
    wrong = text_column("wrong", "错", 60, is_required=True)
    right = text_column("right", "对", 120)
    severity = choice_column("severity", "程度", Weight)
    pattern = text_column("pattern", "仅当", 400)
    unless = text_column("unless", "除非", 400)
    since = date_column("since", "起用日期")
    until = date_column("until", "过时日期")
    note = text_column("note", "说明", 600)
    is_certain = yes_column("is_certain", "已核实")
    state = info_column("state", "状态", ChoiceWidget(WordingState))
    scope = info_column("scope", "可见范围", ChoiceWidget(Scope))
    office = info_column("office", "单位")
    version = info_column("version", "版本")


class OccasionWidget(TagsWidget):
    """The one occasion of an outline."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        return self.named(value.strip())

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.name


def read_place(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 5):
        raise ValueError(f"“{value}”不是排序的数字，请写 1 到 9999，小的排在前面")
    return int(value)


def read_minutes(value: str) -> int:
    if not (value.isdecimal() and len(value) < 4 and int(value)):
        raise ValueError(f"“{value}”不是分钟数，请写 1 到 999")
    return int(value)


def read_front(value: str) -> list[list[str]]:
    kinds = {label: kind for kind, label in FRONTS.items()}
    lines = []
    for line in read_members(value):
        label, _, text = line.partition(BAR)
        if label.strip() not in kinds or not text.strip():
            raise ValueError(f"看不懂“{line}”，请写成 标题{BAR}文字")
        lines.append([kinds[label.strip()].value, text.strip()])
    return lines


def write_front(value: list[list[str]]) -> str:
    return "\n".join(f"{FRONTS[Front(kind)]}{BAR}{text}" for kind, text in value)


def write_slots(slots: list[dict[str, Any]]) -> str:
    """Return a line a slot: 标题1 一、｜文字｜写作提示｜作用｜分钟."""
    lines = []
    for slot in slots:
        head = ROLES[Role(slot["role"])] + (str(slot["level"]) if slot["level"] else "")
        told = [slot["text"], slot["prompt"], slot.get("function", ""), str(slot.get("minutes") or "")]
        lines.append(BAR.join([f"{head} {slot['series']}".strip(), *told]).rstrip(BAR))
    return "\n".join(lines)


def read_slots(value: str) -> list[dict[str, Any]]:
    lines = read_members(value)
    if not 0 < len(lines) <= MOST_SLOTS:
        raise ValueError(f"应有 1 到 {MOST_SLOTS} 行，现在是 {len(lines)} 行")
    return [numbered_slot(number, line) for number, line in enumerate(lines, start=1)]


def numbered_slot(number: int, line: str) -> dict[str, Any]:
    try:
        return read_line(line)
    except (ValueError, KeyError) as error:
        raise ValueError(f"第 {number} 行看不懂：{error}") from None


def read_line(line: str) -> dict[str, Any]:
    head, *told = (part.strip() for part in line.split(BAR))
    if len(told) > 4:
        raise ValueError(f"“{BAR}”太多，一行最多五格")
    text, prompt, function, minutes = [*told, "", "", "", ""][:4]
    name, _, series = head.partition(" ")
    labels = {label: role for role, label in ROLES.items()}
    role = labels.get(name.rstrip("1234"))
    if role is None:
        raise ValueError(f"行首应是{'、'.join(labels)}，现在是“{name}”")
    level = name[-1] if name[-1].isdecimal() else "0"
    return read_slot(
        {
            "role": role.value,
            "level": int(level),
            "series": series.strip(),
            "text": text,
            "prompt": prompt,
            "function": function,
            "minutes": read_minutes(minutes) if minutes else 0,
        }
    )


class OutlineColumns(Columns):
    pk = fields.Field("pk", "编号", TextWidget(36), readonly=True)
    name = text_column("name", "名称", 60, is_required=True)
    occasion = fields.Field("occasion", "提纲场合", OccasionWidget(Occasion))
    summary = text_column("summary", "简介", 200)
    target_minutes = fields.Field("target_minutes", "目标时长", ReadWidget(read_minutes, str))
    front = fields.Field("front", "题头", ReadWidget(read_front, write_front))
    slots = fields.Field("slots", "结构", ReadWidget(read_slots, write_slots))
    scope = info_column("scope", "可见范围", ChoiceWidget(Scope))
    office = info_column("office", "单位")
    version = info_column("version", "版本")


class QuotationColumns(Columns):
    pk = fields.Field("pk", "编号", TextWidget(36), readonly=True)
    text = text_column("text", "原文", LONGEST_ORIGINAL, is_required=True)
    speaker = text_column("speaker", "谁说的", 60)
    source = text_column("source", "出处", 200)
    said_on = date_column("said_on", "日期")
    scope = info_column("scope", "可见范围", ChoiceWidget(Scope))
    office = info_column("office", "单位")
    version = info_column("version", "版本")


class PersonColumns(Columns):
    pk = fields.Field("pk", "编号", TextWidget(36), readonly=True)
    name = text_column("name", "姓名", 50, is_required=True)
    post = text_column("post", "职务", 200, is_required=True)
    order = fields.Field("order", "排序", ReadWidget(read_place, str))
    since = date_column("since", "任职日期")
    until = date_column("until", "离任日期")
    office = info_column("office", "单位")
    version = info_column("version", "版本")


class WhiteListColumns(Columns):
    pk = fields.Field("pk", "编号", TextWidget(36), readonly=True)
    rule = text_column("rule", "校对规则", 80, is_required=True)
    text = text_column("text", "不再提示的文字", LONGEST_LISTED, is_required=True)
    reason = choice_column("reason", "理由", LeaveReason)
    state = choice_column("state", "白名单状态", ListingState)
    message = info_column("message", "提示")
    office = info_column("office", "单位")
    version = info_column("version", "版本")

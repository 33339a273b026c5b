"""What a table of each kind looks like: its columns, which must be there, widths, choices, advice."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from speeches.library.models import Entry
from speeches.library.models.expression import Weight
from speeches.library.models.proofing import LeaveReason, ListingState

from .columns import EntryColumns
from .tables import (
    ConfusableColumns,
    ExpressionColumns,
    OutlineColumns,
    PersonColumns,
    QuotationColumns,
    WhiteListColumns,
)

INTRODUCTION = (
    ("这张表怎么用",),
    ("第一张表里每行一条。改好后在“导入导出”页上传，先看差别，确认后才存入。",),
    ("编号", "不要改动；新增的行把编号留空。"),
)
ENDING = (
    ("带“（只读）”的列", "供参考，改了也不导入。"),
    ("行首的单引号", "防止被当作公式，导入时自动去掉。"),
)
DATES = ("起用、过时日期", "写成 2026-07-18；过时日期是从这一天起不再这样写。")


class Layout(NamedTuple):
    """`noun` names the kind; `related` is what a row shows of other tables."""

    noun: str
    title: str
    columns: Any
    required: tuple[str, ...]
    widths: Mapping[str, int]
    choices: Mapping[str, Any]
    advice: tuple[tuple[str, ...], ...]
    related: tuple[str, ...] = ("office",)

    @property
    def names(self) -> list[str]:
        return [field.column_name for field in self.columns.get_export_fields()]

    @property
    def all_advice(self) -> tuple[tuple[str, ...], ...]:
        return (*INTRODUCTION, *self.advice, *ENDING)


ENTRIES = Layout(
    "entries",
    "素材",
    EntryColumns(),
    ("类别", "题目", "作用", "正文"),
    {"编号": 38, "题目": 30, "正文": 80, "主题": 20, "场合": 20, "出处": 24},
    {"类别": Entry.Kind, "作用": Entry.Function, "适用层级": Entry.Audience, "质量": Entry.Quality},
    (
        ("类别", "段落、金句、排比。"),
        ("正文", "一行一段（单元格内换行用 Alt+Enter）；排比一条一行，序号照讲话稿的写法。"),
        ("主题、场合", "几个之间用“；”隔开，须是系统里已有的。"),
    ),
)
EXPRESSIONS = Layout(
    "expressions",
    "提法",
    ExpressionColumns(),
    ("提法",),
    {"编号": 38, "提法": 40, "成员": 24, "错误写法": 60, "说明": 40, "出处": 30, "后继提法": 24},
    {},
    (
        ("成员", "按规范的顺序，一行一个（单元格内换行用 Alt+Enter）。"),
        ("错误写法", "一行一种：“错写 → 改成”；行首加 ~ 是旧的或并行的写法，加 ? 是看上下文的。"),
        ("错误写法的附注", "用“ | ”接上：起 2016-01-29、过时 2017-10-18、注 说明、仅当 匹配式（放在最后）。"),
        ("固定名称、已核实", "写 是 或 否。"),
        DATES,
    ),
)
CONFUSABLES = Layout(
    "confusables",
    "易错词",
    ConfusableColumns(),
    ("错", "对", "程度"),
    {"编号": 38, "错": 20, "对": 20, "仅当": 30, "除非": 30, "说明": 40},
    {"程度": Weight},
    (("仅当、除非", "正则表达式，可以空着。"), ("已核实", "写 是 或 否。"), DATES),
)
OUTLINES = Layout(
    "outlines",
    "提纲",
    OutlineColumns(),
    ("名称", "提纲场合", "目标时长", "结构"),
    {"编号": 38, "名称": 30, "简介": 40, "题头": 40, "结构": 100},
    {},
    (
        ("题头", "一行一条，如 标题｜在【单位】会议上的讲话；还可写副标题、署名、日期、题注。"),
        (
            "结构",
            "一行一处：角色和级别、序号｜文字｜写作提示｜作用｜分钟，如 标题1 一、｜回顾｜写成绩。",
        ),
        ("角色", "称谓、标题、条目、正文、结尾；标题后写级别 1 到 4。"),
    ),
    ("office", "occasion"),
)
QUOTATIONS = Layout(
    "quotations",
    "引文原文",
    QuotationColumns(),
    ("原文",),
    {"编号": 12, "原文": 80, "谁说的": 20, "出处": 40},
    {},
    (
        ("原文", "一字不差地照录，不写外面的引号；稿子里引其中一句也会核对。"),
        ("日期", "写成 2026-07-18，可以空着。"),
    ),
)
WHITE_LIST = Layout(
    "white-list",
    "白名单",
    WhiteListColumns(),
    ("校对规则", "不再提示的文字", "理由"),
    {"编号": 12, "校对规则": 30, "不再提示的文字": 40, "提示（只读）": 60},
    {"理由": LeaveReason, "白名单状态": ListingState},
    (
        ("校对规则", "规则的编号，如 characters.confusable，照导出的表格写。"),
        ("白名单状态", "在用、待确认、未采纳；新增的行没有这一列，就是在用。"),
    ),
)
PEOPLE = Layout(
    "people",
    "人员名册",
    PersonColumns(),
    ("姓名", "职务", "排序"),
    {"编号": 12, "姓名": 14, "职务": 50},
    {},
    (
        ("职务", "写全称；兼任几个职务的，用顿号隔开。"),
        ("排序", "数字小的排在前面。"),
        ("任职、离任日期", "写成 2026-07-18；离任日期是从这一天起不再担任，仍在任就空着。"),
    ),
)
# Who leads an office keeps its register; the other tables are the curators'.
CURATED = (ENTRIES, EXPRESSIONS, CONFUSABLES, OUTLINES, QUOTATIONS, WHITE_LIST)
LAYOUTS = {layout.noun: layout for layout in (*CURATED, PEOPLE)}


def layout_of(names: Collection[str]) -> Layout:
    """Return the kind of table that has most of these columns; entries where none has more."""
    return max(LAYOUTS.values(), key=lambda layout: len(set(layout.names) & set(names)))

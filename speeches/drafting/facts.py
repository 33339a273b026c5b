"""Facts (要素) of a draft: which names everybody expects, and how the known ones fill placeholders."""

from datetime import date

# In the order in which they are asked for.
FACT_NAMES = ("单位", "会议名称", "讲话人", "日期", "时间", "地点")
# Facts that are also columns of the draft, for lists and searches.
FACT_FIELDS = {"会议名称": "meeting", "讲话人": "speaker"}
# Names that stand for another value in each place: one value for all would be wrong, they are filled by hand.
VARYING = frozenset(
    {"数据", "数字", "数量", "次数", "人数", "金额", "比例", "期限", "时长", "地区", "乡镇", "姓名"}
)
MAX_FACTS = 100


def chinese_date(day: date) -> str:
    """Return the date as it is written in a speech: 2026年7月18日."""
    return f"{day.year}年{day.month}月{day.day}日"

"""The form of a figure (数据): a name of its own, a number, and where it comes from."""

from typing import Any

from django import forms

from speeches.manuscript.figures import read_number

from .changes import UNPRINTABLE
from .facts import FACT_NAMES, VARYING

NOT_A_NUMBER = "请写成数字，如 1286、1,286 或 35.2；单位写在“计量单位”里。"
TAKEN = "“{name}”是要素的名字，请在上面填；数据另起一个名字，如“处分人数”。"
TOO_WIDE = "“{name}”在各处可能不同，请起个具体的名字，如“处分人数”。"


def number_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=30, error_messages=long("数字", 30))


def text_field(label: str, longest: int) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=longest, error_messages=long(label, longest)
    )


def long(label: str, longest: int) -> dict[str, str]:
    return {"max_length": f"{label}最多 {longest} 字。"}


class FigureForm(forms.Form):
    """Everything but the name may come later."""

    figure = forms.CharField(
        label="名称",
        max_length=30,
        error_messages={"required": "请给数据起个名字，如“处分人数”。", **long("名称", 30)},
        widget=forms.TextInput(attrs={"placeholder": "如：处分人数"}),
    )
    value = number_field("数值")
    unit = text_field("计量单位", 10)
    previous = number_field("上年同期")
    period = text_field("期间", 40)
    source = text_field("来源", 100)

    def clean_figure(self) -> str:
        name: str = self.cleaned_data["figure"]
        if name in FACT_NAMES:
            raise forms.ValidationError(TAKEN.format(name=name))
        if name in VARYING:
            raise forms.ValidationError(TOO_WIDE.format(name=name))
        if any(mark.isspace() or mark in "【】" for mark in name) or UNPRINTABLE.search(name):
            raise forms.ValidationError("名称里不能有空格和【】。")
        return name

    def clean_value(self) -> str:
        return self._number("value")

    def clean_previous(self) -> str:
        return self._number("previous")

    def _number(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if text and read_number(text) is None:
            raise forms.ValidationError(f"“{text}”不是数字。{NOT_A_NUMBER}")
        return text

    def clean(self) -> dict[str, Any]:
        for name in ("unit", "period", "source"):
            text = self.cleaned_data.get(name, "")
            if UNPRINTABLE.search(text) or "【" in text or "】" in text:
                self.add_error(name, "内容里不能有换行和【】。")
        return self.cleaned_data

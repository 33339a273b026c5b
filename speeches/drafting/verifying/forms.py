"""The form in which a department's answer is entered."""

from typing import Any

from django import forms

from speeches.drafting.models.verification import Verdict
from speeches.manuscript.figures import read_number


class VerifyForm(forms.Form):
    """Of a figure (`fact`) or of a sentence (`key`, `quote`)."""

    fact = forms.IntegerField(required=False, min_value=1)
    key = forms.CharField(required=False, max_length=24)
    quote = forms.CharField(required=False, max_length=4000)
    verdict = forms.ChoiceField(
        choices=Verdict.choices, error_messages={"required": "请点“核实无误”或“应予更正”。"}
    )
    who = forms.CharField(
        max_length=60,
        error_messages={
            "required": "请先在右上角写谁核实的，如“市审计局 王科长”。",
            "max_length": "核实单位和人员最多 60 字。",
        },
    )
    proposed = forms.CharField(
        required=False, max_length=60, error_messages={"max_length": "更正后的数最多 60 字。"}
    )
    note = forms.CharField(required=False, max_length=200, error_messages={"max_length": "说明最多 200 字。"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        proposed = cleaned.get("proposed", "")
        if cleaned.get("verdict") == Verdict.RIGHT:
            cleaned["proposed"] = ""
        elif not proposed and "proposed" not in self.errors:
            self.add_error("proposed", "请写应更正为多少。")
        elif cleaned.get("fact") and proposed and read_number(proposed) is None:
            self.add_error("proposed", f"“{proposed}”不是数字。请只写数，如 1286、35.2，单位不写。")
        return cleaned

    def sentence(self) -> str:
        return next((errors[0] for errors in self.errors.values()), "")

"""Writing expressions and confusables."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html

from speeches.manuscript.punctuation import quoted

from .forms import DATE
from .models import Confusable, Expression
from .notation import HELP, read_forms, read_members, write_forms
from .wordings import check_wording

# The history opens beside the form, which stays as it is.
CHANGED = (
    "您打开之后，这一条已被改成第 {version} 版。您填写的还在下面；"
    '请先<a href="{history}" target="_blank" rel="noopener">在历史中对照</a>，再点一次保存。'
)
LINES = forms.Textarea(attrs={"rows": 5})
SHORT = forms.Textarea(attrs={"rows": 2})
PATTERN_HELP = "留空就按字面查找。填了，只有它匹配的地方才算错；可以用一对括号圈出要标的部分。"


class WordingForm(forms.ModelForm):
    """`base` is the version that the page showed."""

    reason = forms.CharField(
        label="改了什么", required=False, max_length=100, help_text="一句话，留在历史中。"
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["base"] = self.instance.version
        if self.instance._state.adding:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        model = type(self.instance)
        stored = model.objects.filter(pk=self.instance.pk).first()
        if cleaned.get("base") and stored and stored.version != cleaned["base"]:
            # The next attempt is made in the knowledge of the other's version.
            self.data = self.data.copy()
            self.data["base"] = stored.version
            raise ValidationError(
                format_html(CHANGED, version=stored.version, history=f"{stored.get_absolute_url()}#versions")
            )
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            try:
                check_wording(self.instance)
            except ValidationError as error:
                self.add_error(None, [f"{message}。".replace("。。", "。") for message in error.messages])
            else:
                self.refuse_doubles()

    def refuse_doubles(self) -> None:
        others = (
            type(self.instance).objects.filter(office=self.instance.office_id).exclude(pk=self.instance.pk)
        )
        double = others.filter(**{name: getattr(self.instance, name) for name in self.TOLD}).first()
        if double:
            self.add_error(self.TOLD[0], f"本单位已有{quoted(str(double))}，请直接修改那一条。")


class ExpressionForm(WordingForm):
    TOLD = ("text",)

    members_text = forms.CharField(
        label="成员", required=False, max_length=2_000, widget=LINES, help_text="按规范的顺序，一行一个。"
    )
    forms_text = forms.CharField(
        label="错误写法", required=False, max_length=8_000, widget=LINES, help_text=HELP
    )

    class Meta:
        model = Expression
        fields = (
            "text",
            "is_set_name",
            "since",
            "until",
            "successor",
            "note",
            "source",
            "is_certain",
            "scope",
        )
        widgets: ClassVar = {"since": DATE, "until": DATE, "note": SHORT, "source": SHORT}
        labels: ClassVar = {
            "is_set_name": "固定名称，其中的数字不预告下文（如“四个意识”）",
            "is_certain": "已核实（没有核实的只提示“请核对”）",
        }
        help_texts: ClassVar = {
            "text": "规范的全文，引号照写。",
            "until": "从这一天起不再这样写；一直沿用就留空。",
            "successor": "过时之后改用的提法。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["members_text"] = "\n".join(self.instance.members)
        self.initial["forms_text"] = write_forms(self.instance.forms())

    def clean_members_text(self) -> str:
        self.instance.members = read_members(self.cleaned_data["members_text"])
        return self.cleaned_data["members_text"]

    def clean_forms_text(self) -> str:
        try:
            found = read_forms(self.cleaned_data["forms_text"])
        except ValueError as error:
            raise ValidationError(str(error)) from None
        self.instance.wrong_forms = [form.to_json() for form in found]
        return self.cleaned_data["forms_text"]


class ConfusableForm(WordingForm):
    TOLD = ("wrong", "pattern")

    class Meta:
        model = Confusable
        fields = (
            "wrong",
            "right",
            "severity",
            "pattern",
            "unless",
            "since",
            "until",
            "note",
            "is_certain",
            "scope",
        )
        widgets: ClassVar = {"since": DATE, "until": DATE, "note": SHORT}
        labels: ClassVar = {"is_certain": "已核实（没有核实的只提示“请核对”）"}
        help_texts: ClassVar = {
            "right": "没有唯一的改法就留空，只提示不替换。",
            "pattern": PATTERN_HELP,
            "unless": "在这些词里不算错，几个词用 | 隔开。如错“燥”，除非“干燥|燥热”。",
        }


FORMS: dict[str, type[ExpressionForm | ConfusableForm]] = {
    "expressions": ExpressionForm,
    "confusables": ConfusableForm,
}


class OutdateForm(forms.Form):
    """From which day an expression is out of date, and what is said instead."""

    until = forms.DateField(label="从哪天起过时", initial=timezone.localdate, widget=DATE)
    successor = forms.CharField(label="改用什么提法", required=False, max_length=200)

    def __init__(self, *args: Any, expression: Expression, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expression = expression
        self.initial["successor"] = expression.successor
        if expression.until:
            self.initial["until"] = expression.until

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if self.expression.since and until <= self.expression.since:
            raise ValidationError("过时日期应晚于起用日期，请核对。")
        return until

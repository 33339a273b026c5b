"""The forms of review. Their errors say what to do; what was typed stays in them."""

from typing import Any

from django import forms
from django.utils import timezone

from speeches.accounts.models import User

from .states import ANSWER_CHOICES, Verdict

PRAISE = "好"
PHRASES = ("数据请核实", "此处展开", "压缩", PRAISE)
LONGEST = 2000
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def person_label(person: User) -> str:
    return f"{person.name}（{person.post}）" if person.post else person.name


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return person_label(obj)


class SubmitForm(forms.Form):
    """Until when; what they should know. Who reviews, `rounds.forms.ChainForm` asks."""

    due_on = forms.DateField(
        label="请于何日前审阅",
        required=False,
        widget=DATE,
        error_messages={"invalid": "日期写成 2026-03-06 这样。"},
    )
    note = forms.CharField(
        label="送审说明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "想请领导重点看什么，可不写"}),
    )
    is_outline = forms.BooleanField(label="提纲先送审：只送标题，领导同意后接着写正文", required=False)
    reason = forms.CharField(
        label="带着这些问题送审的理由", required=False, max_length=200, widget=forms.TextInput()
    )
    chain_name = forms.CharField(
        label="把这个顺序存为常用",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"placeholder": "起个名字，如“常规送审”，可不写"}),
    )

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError("这个日期已经过了。请改成今天或以后。")
        return day


class CommentForm(forms.Form):
    """A comment; `phrase` is one of the quick ones, sent by its button."""

    key = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput())
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
    quote = forms.CharField(required=False, max_length=4000, strip=False, widget=forms.HiddenInput())
    text = forms.CharField(
        label="批注",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "写下意见，或点下面的常用批语"}),
    )
    phrase = forms.ChoiceField(choices=[(phrase, phrase) for phrase in PHRASES], required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said = [part for part in (cleaned.get("phrase", ""), cleaned.get("text", "").strip()) if part]
        if not said and "text" not in self.errors:
            self.add_error("text", "还没有写意见。写一句，或点一条常用批语。")
        cleaned["text"] = "：".join(said)
        return cleaned


class DecisionForm(forms.Form):
    verdict = forms.ChoiceField(choices=Verdict.choices)
    reason = forms.CharField(required=False, max_length=LONGEST)


class SaidForm(forms.Form):
    """A sentence said to an opinion, or nothing."""

    text = forms.CharField(required=False, max_length=LONGEST)

    def sentence(self) -> str:
        return next((errors[0] for errors in self.errors.values()), "")


class AnswerForm(SaidForm):
    """How a comment was settled."""

    outcome = forms.ChoiceField(
        choices=ANSWER_CHOICES,
        error_messages={"required": "请选处理结果：已采纳、部分采纳或建议保留原表述。"},
    )

"""The forms of a consultation: whom to ask, what they answer, what is entered for them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from speeches.accounts.models import Office, User
from speeches.review.forms import DATE, LONGEST, CommentForm, SaidForm, person_label
from speeches.review.states import TOLD_CHOICES

LONGEST_NAME = 60
TOO_LONG = "“{name}…”太长，一家最多写 60 字。单位一行写一家。"


def participant_name(person: User, office: Office) -> str:
    """Return under what name somebody answers: with their office, where that is another one."""
    label = person_label(person)
    return label if person.office_id == office.pk or person.office is None else f"{person.office} {label}"


class PeopleField(forms.ModelMultipleChoiceField):
    office: Office

    def label_from_instance(self, obj: User) -> str:
        return participant_name(obj, self.office)


class ConsultForm(forms.Form):
    """Whom to ask: people with an account, who answer here, and units that answer on paper."""

    people = PeopleField(
        User.objects.none(),
        label="请谁在系统里反馈",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "其中有人不能征求，请重新勾选。"},
    )
    units = forms.CharField(
        label="用纸质或电话反馈的单位",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "一行写一家；收到答复后由您代录"}),
    )
    asks_figures = forms.BooleanField(label="同时请他们核实文中的数据", required=False)
    due_on = forms.DateField(
        label="请于何日前反馈",
        required=False,
        widget=DATE,
        error_messages={"invalid": "日期写成 2026-03-06 这样。"},
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "请他们重点看什么，可不写"}),
    )

    def __init__(self, *args: Any, possible: QuerySet[User], office: Office, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = possible
        self.fields["people"].office = office
        self.office = office

    def clean_units(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["units"].splitlines() if line.strip()]
        if long := next((name for name in names if len(name) > LONGEST_NAME), ""):
            raise forms.ValidationError(TOO_LONG.format(name=long[:12]))
        return names

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError("这个日期已经过了。请改成今天或以后。")
        return day

    def asked(self) -> list[tuple[str, User | None]]:
        people = [
            (participant_name(person, self.office)[:LONGEST_NAME], person)
            for person in self.cleaned_data["people"]
        ]
        return [*people, *((name, None) for name in self.cleaned_data["units"])]


class OpinionForm(CommentForm):
    """An opinion on words or a paragraph, and how it should read, if one knows."""

    proposed = forms.CharField(
        label="建议改为",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "有现成的写法，写在这里，可不写"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("proposed", "").strip() and not cleaned.get("text"):
            self.errors.pop("text", None)
            cleaned["text"] = ""
        return cleaned


class ReplyForm(SaidForm):
    """The overall opinion, a line for each."""

    text = forms.CharField(
        required=False,
        max_length=LONGEST * 2,
        error_messages={"max_length": f"总的意见最多 {LONGEST * 2} 字。请精简，或在正文里逐段提。"},
    )


class RecordReplyForm(SaidForm):
    """What a unit answered, a line for each opinion; nothing written means 无意见."""

    channel = forms.ChoiceField(choices=TOLD_CHOICES, error_messages={"required": "请选怎样反馈的。"})
    text = forms.CharField(required=False, max_length=LONGEST * 4)

"""The form in which staff enter what was said on paper or by telephone (代录)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from speeches.accounts.models import User
from speeches.review.anchors import occurrences
from speeches.review.forms import DATE, LONGEST, PersonField
from speeches.review.states import TOLD_CHOICES, Channel

SEVERAL = "这几个字在这一段里有 {count} 处。请连着前后的字多抄几个，抄到只有一处。"
NOT_THERE = "这几个字不在这一段里。请照原文抄，或者空着，就是对整段的意见。"


class RecordForm(forms.Form):
    """`key` names the paragraph, "" the whole; what it offers are the paragraphs of the text sent out."""

    leader = PersonField(
        User.objects.none(),
        label="哪位领导",
        required=False,
        empty_label="其他人（在下面写姓名）",
        error_messages={"invalid_choice": "这一位不审阅这篇讲话稿，请另选。"},
    )
    outside_name = forms.CharField(
        label="其他人",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "没有账号的，写姓名或单位"}),
    )
    channel = forms.ChoiceField(
        label="怎样提出",
        choices=TOLD_CHOICES,
        initial=Channel.PAPER,
        widget=forms.RadioSelect,
        error_messages={"required": "请选怎样提出：纸质、电话或当面。"},
    )
    said_on = forms.DateField(
        label="何日提出",
        required=False,
        widget=DATE,
        error_messages={"invalid": "日期写成 2026-03-06 这样。"},
    )
    key = forms.ChoiceField(required=False)
    quote = forms.CharField(
        label="针对的词句",
        required=False,
        max_length=400,
        strip=True,
        widget=forms.TextInput(attrs={"placeholder": "可不写；照原文抄几个字，会在文中标出"}),
    )
    proposed = forms.CharField(
        label="改为",
        required=False,
        max_length=4000,
        widget=forms.Textarea(
            attrs={"rows": 2, "placeholder": "领导亲笔改的，写改后的词句；没有写上面的词句，就是整段"}
        ),
    )
    text = forms.CharField(
        label="意见", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, possible: QuerySet[User], texts: Mapping[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = possible
        self.texts = texts
        self.fields["key"].choices = [("", "全文"), *((key, key) for key in texts)]
        self.fields["said_on"].initial = timezone.localdate

    def clean_said_on(self) -> Any:
        day = self.cleaned_data["said_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("这个日期还没有到。")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("leader") and not cleaned.get("outside_name") and "leader" not in self.errors:
            self.add_error("leader", "请选是哪位领导的意见，或在下面写姓名。")
        if not cleaned.get("text") and not cleaned.get("proposed") and "text" not in self.errors:
            self.add_error("text", "还没有写意见。把领导的原话或批语写在这里，亲笔改的写在“改为”里。")
        self.find_words(cleaned)
        return cleaned

    def find_words(self, cleaned: dict[str, Any]) -> None:
        """Find the paragraph of the words where none was chosen; what is not there was copied wrongly."""
        quote, key = cleaned.get("quote", ""), cleaned.get("key", "")
        places = [key] if key else [one for one, text in self.texts.items() if quote in text]
        if quote and not any(quote in self.texts[one] for one in places):
            self.add_error("quote", NOT_THERE)
        elif quote and len(places) > 1:
            self.add_error("quote", "这几个字好几段里都有。请在左边点选是哪一段。")
        elif quote and (count := len(list(occurrences(self.texts[places[0]], quote)))) > 1:
            self.add_error("quote", SEVERAL.format(count=count))
        elif quote:
            cleaned["key"] = places[0]
        elif not key and cleaned.get("proposed"):
            self.add_error("proposed", "改的是哪里？请在左边点选一段，或在上面照抄原来的词句。")

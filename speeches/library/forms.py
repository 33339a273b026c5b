"""Finding entries, writing entries."""

from typing import Any, ClassVar

from django import forms

from .fragments import read_fragment
from .models import Entry, Occasion, Theme

TEXT_LIMIT = 20_000


def named_choice(model: type[Theme | Occasion], label: str) -> forms.ModelChoiceField:
    """Return a choice among rows that stands in the address by its name, not by a number."""
    return forms.ModelChoiceField(
        model.objects.all(), label=label, required=False, empty_label=f"全部{label}", to_field_name="name"
    )


class EntryFilterForm(forms.Form):
    """What stands in the address bar of the list and the panel. A value nobody knows is passed over."""

    q = forms.CharField(
        label="查找",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "题目或正文中的词，空格隔开"}),
    )
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部类别"), *Entry.Kind.choices])
    function = forms.ChoiceField(
        label="作用", required=False, choices=[("", "全部作用"), *Entry.Function.choices]
    )
    theme = named_choice(Theme, "主题")
    occasion = named_choice(Occasion, "场合")
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部状态"), *Entry.State.choices])

    def __init__(self, *args: Any, is_curator: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        if not is_curator:
            del self.fields["state"]

    def known(self) -> dict[str, Any]:
        """Return the values that were understood and are not empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class EntryForm(forms.ModelForm):
    function = forms.ChoiceField(label="作用", choices=[("", "请选择"), *Entry.Function.choices])
    text = forms.CharField(
        label="正文",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="一行一段；序号照讲话稿的写法（一是、（一）、第一，），系统会认出结构。待填处写成【单位】【数据】。",
    )

    class Meta:
        model = Entry
        fields = (
            "title",
            "kind",
            "function",
            "themes",
            "occasions",
            "audience",
            "scope",
            "valid_from",
            "source",
        )
        widgets: ClassVar = {
            "themes": forms.CheckboxSelectMultiple(),
            "occasions": forms.CheckboxSelectMultiple(),
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts: ClassVar = {
            "audience": "如：市级、派驻、企业；不填表示都适用。",
            "source": "从哪篇讲话、哪份文件整理而来。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["text"] = self.instance.text

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not read_fragment(text).manuscript.paragraphs:
            raise forms.ValidationError("没有读到正文：这里只有空行或网页广告，请粘贴讲话的文字。")
        return text

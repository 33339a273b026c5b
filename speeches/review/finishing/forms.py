"""The forms of finishing, and what narrows the archive."""

from typing import Any

from django import forms

from speeches.drafting.minutes import minutes_field

LONGEST_REASON = 500


class FinaliseForm(forms.Form):
    """The reason is asked for only where something in the text is still open."""

    reason = forms.CharField(
        label="带着这些问题定稿的理由",
        required=False,
        max_length=200,
        widget=forms.TextInput(),
        error_messages={"max_length": "理由最多 200 字。"},
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="重新打开的理由",
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"placeholder": "如“会议改期，开头要改”"}),
        error_messages={
            "required": "请写明重新打开的理由，会记入经过。",
            "max_length": f"理由最多 {LONGEST_REASON} 字。",
        },
    )


class SpokenForm(forms.Form):
    """How long the speech really took, and what was said otherwise than written."""

    minutes = minutes_field()
    remarks = forms.CharField(
        label="现场情况",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "脱稿讲了什么、哪里没有讲，可不写"}),
        error_messages={"max_length": "现场情况最多 2000 字。"},
    )


class ArchiveForm(forms.Form):
    """What the archive shows. An address with nonsense in it shows everything."""

    q = forms.CharField(
        label="查找归档的讲话稿",
        required=False,
        max_length=100,
        widget=forms.SearchInput(attrs={"placeholder": "标题、会议、讲话人或正文里的词", "class": "input"}),
    )
    year = forms.ChoiceField(label="年份", required=False, widget=forms.Select(attrs={"class": "input"}))

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "全部年份"), *((str(year), f"{year} 年") for year in years)]

    def asked(self) -> tuple[str, int | None]:
        self.is_valid()
        year = self.cleaned_data.get("year") or ""
        return self.cleaned_data.get("q", "").strip(), int(year) if year else None

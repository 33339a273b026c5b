"""Writing entries."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html

from .fragments import read_fragment
from .models import Entry, Occasion, SourceDocument, Theme
from .models.entry import REASON_LIMIT

TEXT_LIMIT = 20_000
CONTENT_FIELDS = (
    "title",
    "kind",
    "function",
    "themes",
    "occasions",
    "audience",
    "source",
    "source_level",
    "source_on",
)


DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


# The history opens beside the form, which stays as it is.
CHANGED = (
    "您打开之后，这条素材已被改成第 {version} 版。您的文字还在下面；"
    '请先<a href="{history}" target="_blank" rel="noopener">在历史中对照</a>，再点一次保存。'
)


class ContentForm(forms.ModelForm):
    """What an entry says and what it is sorted under."""

    function = forms.ChoiceField(label="作用", choices=[("", "请选择"), *Entry.Function.choices])
    text = forms.CharField(
        label="正文",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="一行一段；序号照讲话稿的写法（一是、（一）、第一，），系统会认出结构。待填处写成【单位】【数据】。",
    )

    class Meta:
        model = Entry
        fields = CONTENT_FIELDS
        widgets: ClassVar = {
            "themes": forms.CheckboxSelectMultiple(),
            "occasions": forms.CheckboxSelectMultiple(),
            "source_on": DATE,
        }
        help_texts: ClassVar = {"source": "从哪篇讲话、哪份文件整理而来。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("audience", "source_level"):
            self.fields[name].choices = [("", "不限"), *Entry.Audience.choices]
        if not self.instance._state.adding:
            self.initial["text"] = self.instance.text

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not read_fragment(text).manuscript.paragraphs:
            raise forms.ValidationError("没有读到正文：这里只有空行或网页广告，请粘贴讲话的文字。")
        return text


class EntryForm(ContentForm):
    """All of it, for curators. `base` is the version that the page showed."""

    reason = forms.CharField(
        label="改了什么",
        required=False,
        max_length=100,
        help_text="一句话，留在历史中，如：按最新提法修改。",
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput())

    class Meta(ContentForm.Meta):
        fields = (*CONTENT_FIELDS, "scope", "quality", "valid_from", "valid_until")
        widgets: ClassVar = {**ContentForm.Meta.widgets, "valid_from": DATE, "valid_until": DATE}
        help_texts: ClassVar = {
            **ContentForm.Meta.help_texts,
            "valid_until": "过了这一天会标明“已过期”，排到最后。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["base"] = self.instance.version
        self.fields["quality"].required, self.fields["quality"].empty_value = False, Entry.Quality.UNRATED
        if self.instance._state.adding:
            del self.fields["reason"]

    def clean_valid_until(self) -> date | None:
        until, since = self.cleaned_data["valid_until"], self.cleaned_data.get("valid_from")
        if until and since and until < since:
            raise forms.ValidationError("“有效至”早于“有效自”，请核对日期。")
        return until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        base, stored = cleaned.get("base"), Entry.objects.filter(pk=self.instance.pk).first()
        if base and stored and stored.version != base:
            # The next attempt is made in the knowledge of the other's version.
            self.data = self.data.copy()
            self.data["base"] = stored.version
            raise forms.ValidationError(
                format_html(
                    CHANGED, version=stored.version, history=reverse("entry-history", args=[stored.pk])
                )
            )
        return cleaned


class ProposalForm(ContentForm):
    """What somebody who drafts proposes: curators decide on the rest."""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="退回理由",
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="推荐人会在工作台看到。",
    )


CAUSES = ("提法过时", "内容重复", "数据或事实已变", "质量不高")


class SuccessorForm(forms.Form):
    """What takes a retired entry's place."""

    chosen = forms.ModelChoiceField(Entry.objects.none(), label="替代素材", required=False)

    def __init__(self, *args: Any, entries: QuerySet[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = entries


class RetireForm(SuccessorForm):
    """Why an entry is retired, and what takes its place: somebody will ask one day."""

    cause = forms.ChoiceField(
        label="停用理由",
        choices=[(cause, cause) for cause in CAUSES],
        required=False,
        widget=forms.RadioSelect(),
    )
    reason = forms.CharField(label="别的理由或补充说明", required=False, max_length=100)

    field_order = ("cause", "reason", "chosen")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        told = (cleaned.get("cause"), cleaned.get("reason"))
        if not (any(told) or cleaned.get("chosen") or self.errors):
            self.add_error("cause", "请选一个停用理由，或写一句说明，或选出替代的素材。")
        cleaned["reason"] = "，".join(filter(None, told))
        return cleaned


class MergeForm(forms.Form):
    text = forms.CharField(
        label="新版的正文", max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 12})
    )

    clean_text = ContentForm.clean_text


class SourceForm(forms.ModelForm):
    """What a kept speech says of itself."""

    class Meta:
        model = SourceDocument
        fields = ("title", "speaker", "spoken_on")
        widgets: ClassVar = {"spoken_on": DATE}


class TagForm(forms.Form):
    """A name that no other tag has."""

    name = forms.CharField(label="名称", max_length=40)

    def __init__(self, *args: Any, model: type[Theme | Occasion], tag_id: int | None = None, **kwargs: Any):
        super().__init__(*args, auto_id=False, **kwargs)
        self.others = model.objects.exclude(pk=tag_id)
        self.label = model._meta.verbose_name

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if self.others.filter(name=name).exists():
            raise forms.ValidationError(f"已有“{name}”这个{self.label}；要合成一个，请用“并入”。")
        return name

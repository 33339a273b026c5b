"""What people choose and upload when material is carried in and out."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from speeches.library.models import Entry, Theme, TrustedKey

TOO_LARGE = "文件超过 10 MB 的上限，请分成几份。"
NEW_WORDINGS = (("retired", "先停用，看过再启用"), ("active", "校对马上使用"))
NEW_STATES = (("pending", "作为推荐，等素材管理员逐条处理"), ("active", "直接启用"))


class FileForm(forms.Form):
    file = forms.FileField(
        label="文件", allow_empty_file=True, error_messages={"required": "请选择一个文件。"}
    )

    def __init__(self, *args: Any, accept: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = accept

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(TOO_LARGE)
        if not file.size:
            raise forms.ValidationError("这个文件是空的（0 字节），请检查后重新选择。")
        return file


class ConfirmForm(forms.Form):
    """`seen` is the digest of what the page showed."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput())
    new_state = forms.ChoiceField(
        label="新增的素材", choices=NEW_STATES, initial="pending", widget=forms.RadioSelect()
    )

    @property
    def is_active(self) -> bool:
        return self.cleaned_data["new_state"] == "active"


class ConfirmPackageForm(ConfirmForm):
    new_wordings = forms.ChoiceField(
        label="新增的提法和易错词",
        choices=NEW_WORDINGS,
        initial="retired",
        required=False,
        widget=forms.RadioSelect(),
    )

    @property
    def has_wordings_in_use(self) -> bool:
        return self.cleaned_data["new_wordings"] == "active"


class PackageForm(forms.Form):
    """What goes into a package."""

    kinds = forms.MultipleChoiceField(
        label="类别",
        choices=Entry.Kind.choices,
        initial=Entry.Kind.values,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    has_outlines = forms.BooleanField(label="包括提纲", required=False, initial=True)
    has_wordings = forms.BooleanField(label="包括提法和易错词", required=False, initial=True)
    scope = forms.ChoiceField(
        label="范围",
        choices=(("published", "发布给下级的"), ("all", "本单位在用的全部")),
        initial="published",
        widget=forms.RadioSelect(),
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        label="主题",
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text="不选就是全部主题。",
    )


class TrustForm(forms.Form):
    """A key to be trusted, by the digits that were read out on the telephone."""

    name = forms.CharField(label="对方单位", max_length=100)
    fingerprint = forms.CharField(
        label="指纹",
        max_length=60,
        help_text="请对方在电话里念出“导入导出”页上的 30 个数字，由您输入；不要从文件或网页上抄。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, office: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office = office

    def clean_fingerprint(self) -> str:
        digits = re.sub(r"[\s\-]", "", self.cleaned_data["fingerprint"])
        if not re.fullmatch(r"[0-9]{30}", digits):
            raise forms.ValidationError("指纹是 30 个数字，请与对方再核对一遍。")
        spaced = " ".join(digits[start : start + 5] for start in range(0, 30, 5))
        if TrustedKey.objects.filter(office=self.office, fingerprint=spaced, revoked_at=None).exists():
            raise forms.ValidationError("这个指纹已经在信任名单里了。")
        return spaced

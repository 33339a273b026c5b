"""What people type about a draft; the paper itself is checked in `changes.py`."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from speeches.accounts.models import User
from speeches.library.models import Outline

from .changes import UNPRINTABLE
from .facts import FACT_NAMES, MAX_FACTS, chinese_date
from .incoming import EMPTY
from .minutes import minutes_field
from .models import Draft
from .models.draft import DraftQuerySet
from .outlines import fact_names

NO_SUCH_OUTLINE = "这个提纲不在了，请重新选一个提纲。"
BAD_MINUTES = {
    "invalid": "目标时长请写整数分钟。",
    "min_value": "目标时长至少 1 分钟。",
    "max_value": "目标时长最多 600 分钟。",
}
FACT_PREFIX = "fact:"
COPIED_FACTS = ("单位", "会议名称", "讲话人", "时间", "地点")
STAYING = frozenset({"单位", "讲话人"})
MAX_FACT_NAME = 30
BLANK_FACT = "要素没有保存：{what}。"


class PasteForm(forms.Form):
    # Both forms stand in one <form>: neither may keep the browser from sending the other.
    use_required_attribute = False

    text = forms.CharField(
        label="讲话稿全文",
        strip=False,
        error_messages={"required": EMPTY},
        widget=forms.Textarea(
            attrs={"rows": 16, "placeholder": "把讲话稿全文粘贴到这里，标题、称谓、各部分都要带上"}
        ),
    )


class UploadForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label="文件",
        allow_empty_file=True,  # The sentence about an empty file is ours.
        error_messages={"required": "请选择一个 .docx 或 .txt 文件，或把文件拖到虚线框里。"},
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
    )


class ChosenOutlineForm(forms.Form):
    """Which outline: one this person may see."""

    outline = forms.UUIDField(
        label="提纲", error_messages={"required": "请先选一个提纲。", "invalid": NO_SUCH_OUTLINE}
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_outline(self) -> Outline:
        outlines = Outline.objects.visible_to(self.user).select_related("occasion")
        outline = outlines.filter(pk=self.cleaned_data["outline"]).first()
        if outline is None:
            raise forms.ValidationError(NO_SUCH_OUTLINE)
        return outline


class OutlineForm(ChosenOutlineForm):
    """Facts of a speech to be written from an outline. Every one may stay open: it is then a placeholder."""

    unit = forms.CharField(label="单位", max_length=100, required=False)
    meeting = forms.CharField(label="会议名称", max_length=200, required=False, help_text="不必再写单位")
    speaker = forms.CharField(label="讲话人", max_length=100, required=False)
    spoken_on = forms.DateField(
        label="日期",
        required=False,
        error_messages={"invalid": "日期请写成 2026-07-18 这样。"},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    time = forms.CharField(label="时间", max_length=50, required=False)
    place = forms.CharField(label="地点", max_length=100, required=False)
    target_minutes = forms.IntegerField(
        label="目标时长（分钟）",
        min_value=1,
        max_value=600,
        required=False,
        error_messages=BAD_MINUTES,
    )

    def __init__(self, *args: Any, user: User, outline: Outline | None = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        # What this outline asks for beside what everybody expects: 【培训班名称】【届次】…
        self.extra = {
            FACT_PREFIX + name: name
            for name in (fact_names(outline) if outline else ())
            if name not in FACT_NAMES and len(name) <= MAX_FACT_NAME
        }
        for field, name in self.extra.items():
            self.fields[field] = forms.CharField(label=name, max_length=200, required=False)

    @property
    def extra_fields(self) -> list[forms.BoundField]:
        return [self[field] for field in self.extra]

    def facts(self) -> dict[str, str]:
        """Return the facts that were given and are sound, by the names that placeholders use."""
        data = self.cleaned_data
        day = data.get("spoken_on")
        named = {
            "单位": data.get("unit"),
            "会议名称": data.get("meeting"),
            "讲话人": data.get("speaker"),
            "日期": chinese_date(day) if day else "",
            "时间": data.get("time"),
            "地点": data.get("place"),
            **{name: data.get(field) for field, name in self.extra.items()},
        }
        return {name: value for name, value in named.items() if value}


def outline_defaults(user: User) -> dict[str, Any]:
    """Return what the facts most likely are: the person's own office, today."""
    return {"unit": user.office.name if user.office else "", "spoken_on": timezone.localdate()}


class FactsForm(forms.Form):
    """Pairs of name and value; the names are data, so the pairs are read as two lists of equal length."""

    target_minutes = forms.IntegerField(
        min_value=1, max_value=600, required=False, error_messages=BAD_MINUTES
    )

    def clean(self) -> dict[str, Any]:
        return {**self.cleaned_data, "facts": self._facts()}

    def _facts(self) -> dict[str, str]:
        names = [name.strip() for name in self.data.getlist("name")]
        values = [value.strip() for value in self.data.getlist("value")]
        if len(names) != len(values) or len(names) > MAX_FACTS:
            raise forms.ValidationError(BLANK_FACT.format(what="页面内容不完整，请刷新后再试"))
        facts = {name: value for name, value in zip(names, values, strict=True) if name}
        for name, value in facts.items():
            if len(name) > 30 or len(value) > 200:
                raise forms.ValidationError(BLANK_FACT.format(what="名称最多 30 字，内容最多 200 字"))
            if UNPRINTABLE.search(name + value) or "【" in name + value or "】" in name + value:
                raise forms.ValidationError(BLANK_FACT.format(what="内容里不能有换行和【】"))
        return self._changed(facts)

    def _changed(self, facts: dict[str, str]) -> dict[str, str]:
        """Return what this page changed: somebody else may have changed the other values meanwhile."""
        names, was = self.data.getlist("name"), self.data.getlist("was")
        shown = dict(zip(names, was, strict=True)) if len(names) == len(was) else {}
        return {name: value for name, value in facts.items() if shown.get(name) != value}


class CopyForm(forms.Form):
    """What the occasion of the new speech decides. A fact left empty is an open place in the text."""

    title = forms.CharField(
        label="标题",
        max_length=200,
        error_messages={"required": "标题不能空着。", "max_length": "标题最多 200 字。"},
    )
    spoken_on = forms.DateField(
        label="讲话日期",
        required=False,
        error_messages={"invalid": "日期请写成 2026-07-18 这样。"},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    target_minutes = forms.IntegerField(
        label="目标时长（分钟）", min_value=1, max_value=600, required=False, error_messages=BAD_MINUTES
    )

    def __init__(self, *args: Any, draft: Draft, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = draft.title
        self.fields["target_minutes"].initial = draft.target_minutes
        self.old = {name: value for name, value in draft.facts_by_name().items() if name != "日期"}
        for name in dict.fromkeys([*COPIED_FACTS, *self.old]):
            self.fields[FACT_PREFIX + name] = self.fact_field(name, draft, user)

    def fact_field(self, name: str, draft: Draft, user: User) -> forms.CharField:
        old = self.old.get(name, "")
        # Within one office, unit and speaker are most likely the same again; a meeting never is.
        stays = name in STAYING and draft.office_id == user.office_id
        return forms.CharField(
            label=name,
            max_length=200,
            required=False,
            initial=old if stays else "",
            help_text=f"原稿：{old}" if old else "",
            validators=[no_brackets],
            error_messages={"max_length": f"{name}最多 200 字。"},
        )

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(FACT_PREFIX)]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def chosen(self) -> dict[str, Any]:
        """Return what `copy_draft` takes."""
        data = self.cleaned_data
        facts = {name.removeprefix(FACT_PREFIX): data[name] for name in data if name.startswith(FACT_PREFIX)}
        if data["spoken_on"]:
            facts["日期"] = chinese_date(data["spoken_on"])
        plain = ("title", "spoken_on", "target_minutes")
        return {"facts": facts, **{name: data[name] for name in plain}}


def no_brackets(value: str) -> None:
    if UNPRINTABLE.search(value) or "【" in value or "】" in value:
        raise forms.ValidationError("内容里不能有换行和【】。")


class DeliveryForm(forms.Form):
    """How long a speech really took. `speeches` are those that may be named."""

    speech = forms.ChoiceField(
        label="哪一篇",
        error_messages={"required": "请选一篇讲话稿。", "invalid_choice": "这一篇不在了，请重新选。"},
    )
    minutes = minutes_field()

    def __init__(self, *args: Any, speeches: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speech"].choices = speeches


class TitleForm(forms.Form):
    title = forms.CharField(
        label="标题",
        max_length=200,
        error_messages={"required": "标题不能空着。", "max_length": "标题最多 200 字。"},
    )

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class DraftFilterForm(forms.Form):
    """What the list shows. An address with nonsense in it shows everything."""

    q = forms.CharField(
        label="标题",
        required=False,
        widget=forms.SearchInput(attrs={"class": "input", "placeholder": "按标题查找"}),
    )
    state = forms.ChoiceField(
        label="状态",
        choices=[("", "全部状态"), *Draft.State.choices],
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )

    def narrow(self, drafts: DraftQuerySet) -> DraftQuerySet:
        chosen = self.cleaned_data if self.is_valid() else {}
        if chosen.get("q"):
            drafts = drafts.titled(chosen["q"])
        return drafts.filter(state=chosen["state"]) if chosen.get("state") else drafts


class CoDrafterForm(forms.Form):
    """Somebody to write with, or no more: `people` are those who may be named."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label="共同起草人",
        empty_label="请选择本单位的人",
        error_messages={"required": "请选一个人。", "invalid_choice": "只能选本单位、还没有参与的人。"},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people

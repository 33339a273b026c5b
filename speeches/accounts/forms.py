"""The forms of accounts: Django's own authentication and password forms in the words of this house."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from .models import NoticeChoice, NoticeKind, OfficeSettings, Person, User

# What official papers are set in, and what stands in for it where the font is not installed.
TITLE_FONTS = ("方正小标宋简体", "华文中宋", "宋体")
BODY_FONTS = ("仿宋_GB2312", "仿宋", "华文仿宋")
HEADING_FONTS = ("黑体", "华文中宋", "楷体_GB2312", "楷体", "仿宋_GB2312", "仿宋")
BYLINE_ORDERS = [("", "照题头所写"), (False, "日期在前"), (True, "讲话人在前")]


class LoginForm(AuthenticationForm):
    error_messages: ClassVar = {
        "invalid_login": "用户名或密码不对，请重新输入。连续输错 5 次将锁定 15 分钟。",
        "inactive": "这个账号已停用，请联系系统管理员。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("username"):
            # The name is on the page again; what has to be typed again is the password.
            del self.fields["username"].widget.attrs["autofocus"]
            self.fields["password"].widget.attrs["autofocus"] = True


class NewPasswordForm(PasswordChangeForm):
    error_messages: ClassVar = {
        "password_incorrect": "原密码不对，请重新输入。",
        "password_mismatch": "两次输入的新密码不一样。",
    }


def font_choice(label: str, fonts: tuple[str, ...]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(font, font) for font in fonts])


class OfficeSettingsForm(forms.ModelForm):
    title_font = font_choice("标题", TITLE_FONTS)
    body_font = font_choice("正文", BODY_FONTS)
    heading1_font = font_choice("“一、”标题", HEADING_FONTS)
    heading2_font = font_choice("“（一）”标题", HEADING_FONTS)

    class Meta:
        model = OfficeSettings
        exclude = ("office",)  # noqa: DJ006  every setting but the office itself
        widgets: ClassVar = {
            "byline_before_date": forms.RadioSelect(choices=BYLINE_ORDERS),
            "page_number_style": forms.RadioSelect(),
        }
        labels: ClassVar = {"byline_before_date": "题下次序"}
        help_texts: ClassVar = {
            "line_pitch": "28.95 磅一页排 22 行（GB/T 9704）；29 磅起只能排 21 行。",
            "hides_upper_comments": "按送审次序，排在后面的是上级：室主任看不到书记的批注和意见。"
            "后来参加审阅的人，从没和提出人一起审过、也不同在一个送审顺序里的，看不到以前的批注。"
            "起草人要逐条处理，总能看到；不在这一轮次序里的单位负责人也能看到。",
            "characters_per_minute": "用来估算讲话时长，一般每分钟 160 至 200 字。",
        }


DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LEFT_TOO_EARLY = "离任日期应晚于任职日期，请核对。"


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ("name", "post", "order", "since", "until")
        widgets: ClassVar = {"since": DATE, "until": DATE}
        help_texts: ClassVar = {
            "post": "写全称；兼任几个职务的，用顿号隔开，如“区委副书记、区长”。",
            "order": "数字小的排在前面；同列几人时，校对按它检查次序。",
            "since": "不清楚就留空。",
            "until": "从这一天起不再担任；仍在任就留空。",
        }

    def clean_name(self) -> str:
        # “王 芳”, spaced out to the width of three characters, is written without the space in a text.
        return "".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until <= since:
            self.add_error("until", LEFT_TOO_EARLY)
        name, post = cleaned.get("name"), cleaned.get("post")
        others = Person.objects.kept().filter(
            office=self.instance.office_id, name=name, post=post, since=since
        )
        if name and post and others.exclude(pk=self.instance.pk).exists():
            self.add_error("name", f"名册里已有{name}（{post}），请直接修改那一条。")
        return cleaned


class LeaveForm(forms.Form):
    """From which day a person holds the post no more."""

    until = forms.DateField(label="离任日期", initial=timezone.localdate, widget=DATE)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if self.person.since and until <= self.person.since:
            raise ValidationError(LEFT_TOO_EARLY)
        return until


class NoticeForm(forms.Form):
    """For each kind of notice, in which ways; and the address for e-mail."""

    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        help_text="不填就不发邮件。邮件里只有一句话和链接，没有正文。",
        error_messages={"invalid": "邮箱地址不对，应像 name@example.cn。"},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={"email": person.email}, **kwargs)
        chosen = {row.kind: row for row in person.notice_choices.all()}
        for kind in NoticeKind:
            row = chosen.get(kind, NoticeChoice(person=person, kind=kind))
            self.fields[f"app-{kind}"] = self.choice(f"{kind.label}：站内", on=row.in_app)
            self.fields[f"mail-{kind}"] = self.choice(f"{kind.label}：邮件", on=row.by_mail)

    def choice(self, label: str, *, on: bool) -> forms.BooleanField:
        # Each box stands in a table whose heads are its label to the eye.
        return forms.BooleanField(
            required=False, initial=on, widget=forms.CheckboxInput(attrs={"aria-label": label})
        )

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(kind.label, self[f"app-{kind}"], self[f"mail-{kind}"]) for kind in NoticeKind]

    def wishes(self) -> dict[NoticeKind, tuple[bool, bool]]:
        return {
            kind: (self.cleaned_data[f"app-{kind}"], self.cleaned_data[f"mail-{kind}"]) for kind in NoticeKind
        }

"""The forms of the round trip: what a copy shows, which file came back."""

from typing import Any

from django import forms
from django.utils import timezone

from speeches.accounts.models import User
from speeches.drafting.models import Draft

from .outgoing import SUGGESTIONS, Wanted


class CopyForm(forms.Form):
    """`against`: what is shown as changed."""

    against = forms.ChoiceField(label="标出的修改", required=False)
    has_settled = forms.BooleanField(label="已办结的批注也带上", required=False)
    is_comments_only = forms.BooleanField(label="只许写批注，不许改正文（不设密码）", required=False)

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        revisions = draft.shown_revisions().defer("content").select_related("author")
        self.fields["against"].choices = [
            ("", "不标修改，只带批注"),
            (SUGGESTIONS, "还没有处理的修改建议"),
            ("版本", [(str(one.number), revision_label(one)) for one in revisions]),
        ]

    def wanted(self) -> Wanted:
        return Wanted(**self.cleaned_data)


def revision_label(revision: Any) -> str:
    at = timezone.localtime(revision.at)
    what = revision.note or revision.get_reason_display()
    return f"从{revision}（{at:%m-%d %H:%M} {what}）到现在的修改"


class ReturnForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label="回稿文件",
        allow_empty_file=True,
        error_messages={"required": "请选择领导改过的 .docx 文件。"},
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )


class DraftChoiceForm(forms.Form):
    """Which draft a file without a mark belongs to."""

    draft = forms.ModelChoiceField(
        Draft.objects.none(),
        label="这是哪篇讲话稿的回稿",
        empty_label="请选择",
        error_messages={
            "required": "请选这份文件是哪篇讲话稿的。",
            "invalid_choice": "您不能合并这篇讲话稿的回稿，请另选。",
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["draft"].queryset = Draft.objects.written_by(user).order_by("-updated_at")

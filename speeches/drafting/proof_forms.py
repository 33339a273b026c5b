"""Why a finding is left as it is, and for how much."""

from django import forms

from speeches.library.models import LeaveReason

from .actions.dismissing import OFFICE
from .models import Dismissal

SCOPES = (*Dismissal.Scope.choices, (OFFICE, "本单位都不再提示（由素材管理员确认）"))


class DismissForm(forms.Form):
    identity = forms.CharField(max_length=40, error_messages={"required": "请先选一条校对提示。"})
    reason = forms.ChoiceField(
        label="理由",
        choices=LeaveReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一个忽略的理由。", "invalid_choice": "请在列出的理由中选一个。"},
    )
    scope = forms.ChoiceField(
        label="范围",
        choices=SCOPES,
        widget=forms.RadioSelect,
        initial=Dismissal.Scope.PLACE,
        error_messages={"required": "请选忽略的范围。", "invalid_choice": "请在列出的范围中选一个。"},
    )

    def sentence(self) -> str:
        """Return what is wrong with it, in one sentence."""
        return next(error for errors in self.errors.values() for error in errors)

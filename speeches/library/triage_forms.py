"""What a curator fills in beside a candidate."""

from typing import Any

from django import forms

from speeches.library.forms import TEXT_LIMIT
from speeches.library.models import Occasion, Theme
from speeches.library.models.entry import Audience, Function, Kind


class SortingForm(forms.Form):
    """`text` is there in 修改 only; elsewhere the candidate's own text is taken. In 并入 `mode` is merge."""

    title = forms.CharField(label="题目", max_length=80)
    kind = forms.ChoiceField(label="类别", choices=Kind.choices)
    function = forms.ChoiceField(label="作用", choices=Function.choices)
    audience = forms.ChoiceField(label="层级", choices=[("", "不限"), *Audience.choices], required=False)
    themes = forms.ModelMultipleChoiceField(Theme.objects.all(), label="主题", required=False)
    occasions = forms.ModelMultipleChoiceField(Occasion.objects.all(), label="场合", required=False)
    text = forms.CharField(label="正文", max_length=TEXT_LIMIT, required=False, strip=False)
    mode = forms.CharField(required=False)

    @property
    def values(self) -> dict[str, Any]:
        """What of it can be read; the text under the name of what it is typed for."""
        values = dict(self.cleaned_data)
        text = values.pop("text", "").replace("\r\n", "\n")
        return {**values, "merge" if values.get("mode") == "merge" else "text": text}

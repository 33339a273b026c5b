"""Words that must not stand in an office's speeches: as proofreading reads them, and the form for more."""

from django import forms

from speeches.accounts.models import Office, User

from .details import curated_office
from .models import Secret
from .models.proofing import LONGEST_LISTED

SHORTEST, MOST_AT_ONCE = 2, 200


def secrets_for(office: Office | int | None) -> tuple[str, ...]:
    """Return an office's list. One short query."""
    return tuple(Secret.objects.kept().filter(office=office).order_by("pk").values_list("text", flat=True))


class SecretForm(forms.Form):
    texts = forms.CharField(
        label="文字",
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "一行一个，如案件代号、尚未公开的人名"}),
        error_messages={"required": "请写出要登记的文字，一行一个。"},
    )
    note = forms.CharField(label="说明", max_length=200, required=False)

    def clean_texts(self) -> list[str]:
        texts = [line.strip() for line in self.cleaned_data["texts"].splitlines() if line.strip()]
        if len(texts) > MOST_AT_ONCE:
            raise forms.ValidationError(f"一次最多登记 {MOST_AT_ONCE} 个，请分几次。")
        for number, text in enumerate(texts, start=1):
            if not SHORTEST <= len(text) <= LONGEST_LISTED:
                raise forms.ValidationError(
                    f"第 {number} 行有 {len(text)} 个字；每行应是 {SHORTEST} 到 {LONGEST_LISTED} 个字。"
                )
        return texts


def list_context(user: User, removed: str = "", form: SecretForm | None = None) -> dict[str, object]:
    is_id = removed.isascii() and removed.isdecimal() and len(removed) < 10
    rows = Secret.objects.curated_by(user).select_related("office", "added_by")
    return {
        "form": form or SecretForm(),
        "office": curated_office(user),
        "secrets": rows.kept(),
        "removed": rows.filter(pk=int(removed), is_removed=True).first() if is_id else None,
    }

"""The form of a suggestion: what is to be changed, and the changes that it makes of the submitted text."""

from typing import Any

from django import forms
from django.db import models

from speeches.drafting.changes import MAX_PARAGRAPH
from speeches.manuscript.value import Manuscript

from .suggesting.changes import Change
from .suggesting.making import deleting, inserting, named, rewriting, words_replaced
from .suggesting.moving import unit_moved
from .suggesting.several import Stretch, chosen, rewritten
from .suggesting.weighing import mark_of

LONGEST_NOTE = 500
# Characters to a line of the field.
WIDTH = 26
MOST_ROWS = 16
GONE = "没有找到所选的文字：可能又送来了新的一版。请刷新页面再选。"
SAME = "和原文一样，没有要改的。改了再提。"
NOTHING = "还没有写。写上要加的话，或点“取消”。"
# What no keyboard types and nothing can store.
INVISIBLE = dict.fromkeys((*range(9), *range(14, 32), 127))


class Kind(models.TextChoices):
    WORDS = "words", "建议改为"
    REWRITE = "rewrite", "修改本段"
    INSERT = "insert", "加一段"
    DELETE = "delete", "删去本段"
    MOVE = "move", "移到…"


# What is proposed without writing anything.
WORDLESS = (Kind.DELETE, Kind.MOVE)


class SuggestForm(forms.Form):
    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput())
    key = forms.CharField(max_length=24, widget=forms.HiddenInput())
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
    after = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput())
    # Words across several paragraphs end at a place in another one; the mark of what was shown of them.
    until = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput())
    stop = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
    seen = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput())
    quote = forms.CharField(required=False, max_length=4000, strip=False, widget=forms.HiddenInput())
    text = forms.CharField(
        label="改为", required=False, max_length=MAX_PARAGRAPH, widget=forms.Textarea(attrs={"rows": 3})
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.TextInput(attrs={"placeholder": "说明，可不写"}),
    )

    def __init__(self, *args: Any, manuscript: Manuscript, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.manuscript = manuscript
        self.changes: list[Change] = []
        if not self.is_bound:
            self.initial["text"] = self.beginning()
            self.initial["seen"] = mark_of(self.initial["text"])
        text = self["text"].value() or ""
        self.fields["text"].widget.attrs["rows"] = min(MOST_ROWS, 2 + len(text) // WIDTH)

    @property
    def is_wordless(self) -> bool:
        return self["kind"].value() in WORDLESS

    def beginning(self) -> str:
        """Return what stands in the field at first: the words or the paragraph as they are."""
        if self.initial.get("until"):
            return self.several(self.initial)
        if self.initial.get("kind") == Kind.WORDS:
            return str(self.initial.get("quote", ""))
        if self.initial.get("kind") == Kind.REWRITE:
            return next((p.text for p in self.manuscript.paragraphs if p.key == self.initial.get("key")), "")
        return ""

    @property
    def is_several(self) -> bool:
        return bool(self["until"].value())

    def several(self, said: dict[str, Any]) -> str:
        """Return what stands in several paragraphs, "" where it is not there any more."""
        try:
            return chosen(self.manuscript, stretch_of(said)).text
        except (KeyError, ValueError):
            return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.changes = self.made(cleaned, cleaned["text"].translate(INVISIBLE))
        except (KeyError, ValueError):
            self.add_error("text", GONE)
            return cleaned
        if not self.changes:
            self.add_error("text", NOTHING if cleaned["kind"] == Kind.INSERT else SAME)
        return cleaned

    def made(self, said: dict[str, Any], text: str) -> list[Change]:
        key = said["key"]
        match said["kind"]:
            case Kind.WORDS if said["until"]:
                found = chosen(self.manuscript, stretch_of(said))
                if mark_of(found.text) != said["seen"]:
                    raise ValueError("another text by now")
                return rewritten(self.manuscript, found, text)
            case Kind.WORDS:
                return words_replaced(self.manuscript, key, said["start"] or 0, said["quote"], text)
            case Kind.REWRITE:
                return rewriting(self.manuscript, key, text)
            case Kind.INSERT:
                return inserting(self.manuscript, key, text)
            case Kind.MOVE:
                return unit_moved(self.manuscript, key, said["after"])
            case _:
                return deleting(self.manuscript, named(self.manuscript, key).key)


def stretch_of(said: dict[str, Any]) -> Stretch:
    """Return where the words begin and end. Raises ValueError."""
    return Stretch(said["key"], int(said["start"] or 0), said["until"], int(said["stop"] or 0))

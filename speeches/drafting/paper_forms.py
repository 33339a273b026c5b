"""What can be chosen for each paper of the meeting."""

from collections.abc import Mapping
from typing import Any

from django import forms

from speeches.docx.layout import Preset
from speeches.docx.papers.annotating import Pauses
from speeches.docx.papers.outline import DEEPEST
from speeches.docx.papers.reading import SIZES, USUAL_SIZE
from speeches.manuscript.spelling import spelled

from .models import Draft, HardWord, Revision
from .models.hard_word import LONGEST_READING, LONGEST_WORD
from .versions import label_of

NAMES_OF_SIZES = {18: "小二", 22: "二号", 26: "一号"}
NOT_IN_TEXT = "稿子里没有“{}”。请照稿子里的写法填。"
NO_READING = "不知道“{}”怎么读。请写上拼音（每个字之间空一格），或写一句说明，如“音同路”。"


class ReadingForm(forms.Form):
    size = forms.TypedChoiceField(
        label="字号",
        coerce=int,
        choices=[
            (size, f"{NAMES_OF_SIZES[size]}（{size} 磅，每行 {characters} 字）")
            for size, (characters, *_) in SIZES.items()
        ],
        widget=forms.RadioSelect,
        initial=USUAL_SIZE,
    )
    time_every = forms.TypedChoiceField(
        label="时间标记",
        coerce=int,
        choices=[(0, "不标"), (1, "每分钟"), (2, "每 2 分钟"), (5, "每 5 分钟"), (10, "每 10 分钟")],
        initial=5,
    )
    pauses = forms.ChoiceField(
        label="停顿符",
        choices=[
            (Pauses.NONE, "不标"),
            (Pauses.PARAGRAPHS, "段末标“／／”"),
            (Pauses.SENTENCES, "句末标“／”，段末标“／／”"),
        ],
        initial=Pauses.NONE,
    )
    spells = forms.BooleanField(label="标出难字读音", required=False, initial=True)


class RedlineForm(forms.Form):
    """Against which version; the versions are those of the draft."""

    against = forms.TypedChoiceField(label="与哪一版相比", coerce=int)

    def __init__(self, *args: Any, revisions: list[Revision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["against"].choices = [(one.number, label_of(one)) for one in revisions]


class OutlineForm(forms.Form):
    levels = forms.TypedChoiceField(
        label="到哪一级标题",
        coerce=int,
        choices=[(level, f"{'一二三四'[level - 1]}级") for level in range(1, DEEPEST + 1)],
        initial=DEEPEST,
    )
    items = forms.BooleanField(label="连同“一是、二是”各条的首句", required=False)
    minutes = forms.BooleanField(label="标出各部分用时", required=False)


class PlainForm(forms.Form):
    """A paper without options."""


FORMS: dict[str, type[forms.Form]] = {
    Preset.READING: ReadingForm,
    Preset.REDLINE: RedlineForm,
    Preset.OUTLINE: OutlineForm,
}


def options_form(
    preset: str, revisions: list[Revision], asked: Mapping[str, Any], remembered: Mapping[str, Any]
) -> forms.Form:
    """Return a paper's form: as asked for, else as it was left, else as usual. It is always valid."""
    kind = FORMS.get(preset, PlainForm)
    more = {"revisions": revisions} if kind is RedlineForm else {}
    usual = {name: first_choice(field) for name, field in kind(**more).fields.items()}
    # The version of one draft means nothing in another.
    kept = {} if kind is RedlineForm else remembered
    for data in (asked, {**usual, **kept}):
        form = kind(data, **more)
        if usual.keys() & data.keys() and form.is_valid():
            return form
    form = kind(usual, **more)
    form.is_valid()
    return form


def first_choice(field: forms.Field) -> Any:
    """Return a field's initial value, or the first of its choices."""
    if field.initial is not None or not isinstance(field, forms.ChoiceField):
        return field.initial
    choices = list(field.choices)
    return choices[0][0] if choices else ""


class HardWordForm(forms.Form):
    """A word of the draft; without a reading the dictionary's is taken."""

    text = forms.CharField(
        label="字词",
        max_length=LONGEST_WORD,
        error_messages={
            "required": "请填要注音的字词。",
            "max_length": f"字词最多 {LONGEST_WORD} 个字：请只填读不准的那几个字。",
        },
    )
    reading = forms.CharField(
        label="读音",
        max_length=LONGEST_READING,
        required=False,
        error_messages={"max_length": f"读音最多 {LONGEST_READING} 个字符，请写短些。"},
    )

    def __init__(self, draft: Draft, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        manuscript = self.draft.manuscript()
        if not any(text in part for part in manuscript.to_text().split("\n")):
            raise forms.ValidationError(NOT_IN_TEXT.format(text))
        return str(text)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("text") and not data.get("reading"):
            data["reading"] = spelled(data["text"])
            if not data["reading"]:
                self.add_error("reading", NO_READING.format(data["text"]))
        return data


def readings_of(draft: Draft) -> tuple[tuple[str, str], ...]:
    return tuple(HardWord.objects.filter(draft=draft).values_list("text", "reading"))

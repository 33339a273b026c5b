"""An enumeration on its way from the library into a speech: what is chosen of it, and the proposal."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from speeches.library.models import Entry
from speeches.manuscript.announcements import find_announcements
from speeches.manuscript.echoes import echoed
from speeches.manuscript.enumeration import Arrangement, Enumeration, Form, arranged, read_enumeration
from speeches.manuscript.miscounts import Miscount, outdated
from speeches.manuscript.paragraph import Origin
from speeches.manuscript.punctuation import quoted
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript

from .proposals import insertion

SERIES = ("一是", "一要", "第一，", "首先，", "其一，", "（一）", "1.", "①")
FORMS = ((Form.LINES, "每条一段"), (Form.RUN_IN, "接排成一段"))
NOTHING_CHOSEN = "一条也没有选。请至少勾选一条。"


class ArrangementForm(forms.Form):
    """The choices; `order` are all items as they stand in the list, `item` those that are ticked."""

    order = forms.TypedMultipleChoiceField(coerce=int, required=False)
    item = forms.TypedMultipleChoiceField(
        coerce=int, required=True, error_messages={"required": NOTHING_CHOSEN}
    )
    form = forms.ChoiceField(label="形式", choices=FORMS, widget=forms.RadioSelect)
    series = forms.ChoiceField(label="序号", required=False)
    lead = forms.BooleanField(label="带引语", required=False)
    closing = forms.BooleanField(label="带“以上……”一段", required=False)

    def __init__(self, enumeration: Enumeration, data: QueryDict) -> None:
        super().__init__(data or untouched(enumeration))
        places = [(place, place) for place in range(len(enumeration.items))]
        self.fields["order"].choices = self.fields["item"].choices = places
        self.fields["series"].choices = series_choices(enumeration)
        if not enumeration.lead:
            del self.fields["lead"]
        if not enumeration.closing:
            del self.fields["closing"]

    def order_shown(self) -> list[int]:
        """Return all items in the order in which they stand, whatever was sent."""
        everything = [place for place, _ in self.fields["item"].choices]
        sent = self.cleaned_data.get("order") or everything
        return list(dict.fromkeys([*sent, *everything]))

    def arrangement(self, enumeration: Enumeration) -> Arrangement:
        chosen, series = self.cleaned_data["item"], self.cleaned_data["series"]
        return Arrangement(
            [place for place in self.order_shown() if place in chosen],
            Form(self.cleaned_data["form"]),
            None if series == enumeration.series else series,
            has_lead=self.cleaned_data.get("lead", False),
            has_closing=self.cleaned_data.get("closing", False),
        )


def untouched(enumeration: Enumeration) -> QueryDict:
    """Return the choices that leave an enumeration as it is."""
    data = QueryDict(mutable=True)
    data.setlist("item", [str(place) for place in range(len(enumeration.items))])
    data.update({"form": enumeration.form, "series": enumeration.series, "lead": "on", "closing": "on"})
    return data


def series_choices(enumeration: Enumeration) -> list[tuple[str, str]]:
    families = [enumeration.series, *SERIES]
    return [*((family, family) for family in dict.fromkeys(families) if family), ("", "无序号")]


@dataclass(frozen=True)
class Row:
    """An item in the tick list."""

    place: int
    text: str
    is_chosen: bool


def rows(enumeration: Enumeration, form: ArrangementForm) -> list[Row]:
    chosen = form.cleaned_data.get("item", [])
    return [Row(place, said(enumeration, place), place in chosen) for place in form.order_shown()]


def said(enumeration: Enumeration, place: int) -> str:
    return "".join(paragraph.text for paragraph in enumeration.items[place])


@dataclass(frozen=True)
class Borrowed:
    """An enumeration of the library, taken apart, with what is said of it."""

    enumeration: Enumeration
    title: str
    origin: Origin
    counts: tuple[str, ...]

    @classmethod
    def read(cls, entry: Entry, set_names: Collection[str] = SET_NAMES) -> "Borrowed | None":
        """Return what an entry enumerates, None where it does not."""
        manuscript = entry.manuscript
        enumeration = read_enumeration(manuscript)
        if enumeration is None:
            return None
        found = (one for one in find_announcements(manuscript, set_names) if one.group == enumeration.ref)
        counts = dict.fromkeys(one.text for one in found if one.name)
        return cls(enumeration, entry.title, Origin(str(entry.pk), entry.version), tuple(counts))

    def proposal(self, how: Arrangement, facts: Mapping[str, str], draft: Manuscript) -> dict[str, Any]:
        """Return the chosen paragraphs ready to insert, and the counts in the draft that change with them."""
        number = len(how.order)
        manuscript = arranged(self.enumeration, how)
        made = insertion(manuscript, origin=self.origin, title=self.title_with(number), facts=facts)
        healing = [] if number == len(self.enumeration.items) else list(outdated(draft, self.counts, number))
        if healing:
            made["label"] += f"，稿中 {len(healing)} 处改为{quoted(healing[0].healed)}"
        return {**made, "healing": [told(one) for one in healing]}

    def title_with(self, number: int) -> str:
        title = self.title
        for count in self.counts:
            title = echoed(title, count, number)
        return title


def told(one: Miscount) -> dict[str, str]:
    """Return a place as the paper reads it, there as here (templates/drafting/_miscounts.html)."""
    start, counted = str(one.start), str(one.counted)
    return {"key": one.key, "start": start, "text": one.text, "healed": one.healed, "counted": counted}

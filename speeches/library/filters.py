"""What stands in the address bar of the list and the panel."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.db.models import TextChoices
from django.utils import timezone

from speeches.accounts.models import Office, RoleName, User

from .models import Entry, Occasion, Theme
from .search.finding import count_text
from .search.labels import ENTRIES, WHOLE_SOURCES, label_of
from .search.rows import Order

# What stands in the address, what is read on the page, and what the index knows it by.
Choices = list[tuple[str, str, object]]
SORTS = {"": Order.RELEVANCE, "newest": Order.NEWEST, "used": Order.MOST_USED}
SORT_CHOICES = [("", "最相关的在前"), ("newest", "最新的在前"), ("used", "用得多的在前")]
YEARS_BACK = 12
# Half a page pasted; what is longer is cut where the query is read.
LONGEST_INPUT = 1_000


def worded(choices: type[TextChoices]) -> Choices:
    return [(choice.value, choice.label, choice.value) for choice in choices]


def years() -> Choices:
    this = timezone.localdate().year
    return [(str(year), f"{year} 年", year) for year in range(this + 1, this - YEARS_BACK, -1)]


def tags(model: type[Theme | Occasion]) -> Choices:
    """Tags stand in the address by their names, not by numbers."""
    return [(row.name, row.name, row.pk) for row in model.objects.all()]


def kinds_of(user: User) -> Choices:
    """Past speeches are the business of curators."""
    kinds = worded(Entry.Kind)
    return [*kinds, ("source", "旧讲话稿", "source")] if user.has_role(RoleName.CURATOR) else kinds


def offices_of(user: User) -> Choices:
    """Return the offices whose entries a person may see, where there is more than one."""
    seen = [
        (str(office.pk), str(office), office.pk) for office in Office.objects.at_or_above(user.offices_as())
    ]
    return seen if len(seen) > 1 else []


def states_of(user: User) -> Choices:
    return worded(Entry.State) if user.has_role(RoleName.CURATOR) else []


class Filter(NamedTuple):
    """`choices_for` gives what a person may choose from: nothing, and there is no filter."""

    label: str
    choices_for: Callable[[User], Choices]


FILTERS = {
    "kind": Filter("类别", kinds_of),
    "function": Filter("作用", lambda user: worded(Entry.Function)),
    "theme": Filter("主题", lambda user: tags(Theme)),
    "occasion": Filter("场合", lambda user: tags(Occasion)),
    "year": Filter("年份", lambda user: years()),
    "level": Filter("层级", lambda user: worded(Entry.Audience)),
    "office": Filter("单位", offices_of),
    "state": Filter("状态", states_of),
}
# What is put into a draft is material, never a past speech as it stands.
MATERIAL = {"kind": Filter("类别", lambda user: worded(Entry.Kind))}
PANEL_FILTERS = {**MATERIAL, **{name: FILTERS[name] for name in ("function", "theme", "occasion")}}
# What a list is narrowed by most; the others wait behind “更多条件”.
SHOWN_FILTERS = ("kind", "function", "theme", "sort")


class EntryFilterForm(forms.Form):
    """The words, the filters, the order. A value nobody knows is passed over."""

    q = forms.CharField(
        label="查找",
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": "词、短语，或粘贴一整句",
                "autocomplete": "off",
                "maxlength": LONGEST_INPUT,
            }
        ),
    )

    def __init__(
        self, data: Mapping[str, Any], *, user: User, filters: Mapping[str, Filter] = FILTERS
    ) -> None:
        super().__init__(data, auto_id="filter_%s")
        choices = {name: one.choices_for(user) for name, one in filters.items()}
        self.filters = {name: found for name, found in choices.items() if found}
        for name in self.filters:
            self.fields[name] = forms.ChoiceField(label=filters[name].label, required=False)
            self.offer(name, [(value, text) for value, text, _ in self.filters[name]])
        if "state" in filters:
            self.fields["sort"] = forms.ChoiceField(label="排序", required=False, choices=SORT_CHOICES)

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", f"全部{FILTERS[name].label}"), *choices]

    def filter_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "q"]

    def shown_fields(self) -> list[forms.BoundField]:
        return [field for field in self.filter_fields() if field.name in SHOWN_FILTERS]

    def more_fields(self) -> list[forms.BoundField]:
        return [field for field in self.filter_fields() if field.name not in SHOWN_FILTERS]

    def more_set(self) -> int:
        """Return how many of the filters behind “更多条件” narrow the list."""
        return sum(field.name in self.known() for field in self.more_fields())

    def known(self) -> dict[str, str]:
        """Return the values that were understood and are not empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def chosen_labels(self) -> dict[str, frozenset[str]]:
        """Return what the index is to be asked for, by filter.

        Without words there is nothing to find in past speeches: asked for, they are listed, else left out.
        """
        known = self.known()
        chosen = {name: frozenset({self.labels(name)[known[name]]}) for name in self.filters if name in known}
        has_sources = any(value == "source" for value, _, _ in self.filters.get("kind", ()))
        return {"kind": ENTRIES, **chosen} if has_sources and "q" not in known else chosen

    def labels(self, name: str) -> dict[str, str]:
        """Return the label in the index of every value of a filter."""
        labels = {value: label_of(name, key) for value, _, key in self.filters[name]}
        if "source" in labels and "q" not in self.known():
            (labels["source"],) = WHOLE_SOURCES
        return labels

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Write beside every value how much it would leave; what would leave nothing is not offered."""
        known = self.known()
        for name, choices in self.filters.items():
            labels = self.labels(name)
            shown = [
                (value, f"{text}（{count_text(counts[labels[value]])}）")
                for value, text, _ in choices
                if counts[labels[value]] or known.get(name) == value
            ]
            self.offer(name, shown)

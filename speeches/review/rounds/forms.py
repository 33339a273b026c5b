"""The forms of a round: who reviews in which order, and asking somebody during it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms

from speeches.accounts.models import User
from speeches.review.forms import person_label
from speeches.review.states import Way

from .stages import Stage

LEAST, MOST = 3, 9
MOVE = re.compile(r"(up|down|drop|add)(?:-(\d))?")
NOBODY = "这一位不能审阅这篇讲话稿，请另选。"


class Row(NamedTuple):
    """One line of the form; `person` is a number or "", as it came."""

    person: str = ""
    is_together: bool = False
    allows_editing: bool = False


class Line(NamedTuple):
    """What the page shows of a row."""

    number: int
    person: forms.BoundField
    together: forms.BoundField | None
    editing: forms.BoundField
    is_last: bool


def rows_of(stages: Iterable[Stage]) -> list[Row]:
    return [
        Row(str(person.pk), place > 0, stage.allows_editing)
        for stage in stages
        for place, person in enumerate(stage.people)
    ]


def rows_sent(data: Mapping[str, str]) -> list[Row]:
    """Return the rows as they were posted, whatever stands in them."""
    numbers = [number for number in range(1, MOST + 1) if f"person_{number}" in data]
    return [
        Row(data[f"person_{n}"], bool(data.get(f"together_{n}")), bool(data.get(f"editing_{n}")))
        for n in numbers
    ]


def moved(rows: Sequence[Row], move: str) -> list[Row]:
    """Return the rows after one press: `up-2`, `down-2`, `drop-2` or `add`. People move, stages stay."""
    rows = list(rows)
    match = MOVE.fullmatch(move)
    verb, place = (match[1], int(match[2] or 0) - 1) if match else ("", -1)
    if verb == "add":
        rows.append(Row())
    elif verb == "drop" and 0 <= place < len(rows):
        del rows[place]
    elif verb in ("up", "down"):
        other = place - 1 if verb == "up" else place + 1
        if 0 <= place < len(rows) and 0 <= other < len(rows):
            one, two = rows[place], rows[other]
            rows[place], rows[other] = one._replace(person=two.person), two._replace(person=one.person)
    return rows


def padded(rows: Sequence[Row]) -> list[Row]:
    """Return at least three rows, and one that is free."""
    is_full = all(row.person for row in rows)
    length = min(MOST, max(LEAST, len(rows) + is_full))
    return [*rows, *[Row()] * (length - len(rows))][:MOST]


class ChainForm(forms.Form):
    """Who reviews after whom, and who at the same time. One query, however many rows."""

    def __init__(self, *args: Any, possible: Iterable[User], rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.possible = {str(person.pk): person for person in possible}
        self.count = len(rows)
        choices = [("", "—"), *((key, person_label(person)) for key, person in self.possible.items())]
        for number, row in enumerate(rows, 1):
            self.fields[f"person_{number}"] = forms.ChoiceField(
                choices=choices,
                label=f"第 {number} 位",
                required=False,
                initial=row.person,
                error_messages={"invalid_choice": NOBODY},
            )
            self.add_box(f"together_{number}", "与上一位同时审", on=row.is_together and number > 1)
            self.add_box(f"editing_{number}", "起草人可同时修改", on=row.allows_editing)

    def add_box(self, name: str, label: str, *, on: bool) -> None:
        self.fields[name] = forms.BooleanField(label=label, required=False, initial=on)

    def lines(self) -> list[Line]:
        return [
            Line(
                number,
                self[f"person_{number}"],
                self[f"together_{number}"] if number > 1 else None,
                self[f"editing_{number}"],
                number == self.count,
            )
            for number in range(1, self.count + 1)
        ]

    @property
    def is_full(self) -> bool:
        return self.count == MOST

    def stages(self) -> list[Stage]:
        stages: list[Stage] = []
        for number in range(1, self.count + 1):
            person = self.possible.get(self.cleaned_data[f"person_{number}"])
            if person is None:
                continue
            if stages and self.cleaned_data[f"together_{number}"]:
                stages[-1] = Stage((*stages[-1].people, person), stages[-1].allows_editing)
            else:
                stages.append(Stage((person,), self.cleaned_data[f"editing_{number}"]))
        return stages


class AskForm(forms.Form):
    """Whom to ask, why, and whether instead of, before or after oneself."""

    person = forms.ChoiceField(
        label="请谁",
        error_messages={"required": "请选一位。", "invalid_choice": NOBODY},
    )
    reason = forms.CharField(
        label="说明",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "转办请写明理由；加签可不写"}),
    )
    way = forms.ChoiceField(choices=Way.choices, error_messages={"required": "请点转办或加签。"})

    def __init__(self, *args: Any, possible: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.possible = {str(person.pk): person for person in possible}
        named = [(key, person_label(person)) for key, person in self.possible.items()]
        self.fields["person"].choices = [("", "—"), *named]

    def asked(self) -> User:
        return self.possible[self.cleaned_data["person"]]

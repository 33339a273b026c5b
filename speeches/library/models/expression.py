"""Set expressions (提法) and confusable words (易错词): what proofreading looks up, kept by curators."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from speeches.accounts.models import Office, RoleName, User
from speeches.proofreading import lexicon
from speeches.proofreading.findings import Severity

from .entry import REASON_LIMIT
from .shared import Scope, Shipped, own, published_from_above


class WordingState(models.TextChoices):
    """Whether proofreading uses a row; that a wording is out of date is told by `until`."""

    ACTIVE = "active", "在用"
    RETIRED = "retired", "停用"


class Weight(models.TextChoices):
    """The severities of proofreading."""

    MUST = Severity.MUST.value, Severity.MUST.label
    SHOULD = Severity.SHOULD.value, Severity.SHOULD.label
    CHECK = Severity.CHECK.value, Severity.CHECK.label
    POLISH = Severity.POLISH.value, Severity.POLISH.label


class WordingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Own offices' and those published from above, in use or not."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(own(user) | published_from_above(user))

    def curated_by(self, user: User) -> Self:
        return self.filter(office__in=user.offices_as(RoleName.CURATOR))

    def of_office(self, office: Office | int) -> Self:
        """What an office goes by: its own and what the offices above publish, as far as it is in use."""
        key = office.pk if isinstance(office, Office) else office
        above = Q(scope=Scope.SUBTREE, office__in=Office.objects.at_or_above([key]))
        return self.filter(Q(office=key) | above, state=WordingState.ACTIVE)


def history() -> HistoricalRecords:
    reason = models.CharField("说明", max_length=REASON_LIMIT, blank=True, null=True)
    return HistoricalRecords(history_change_reason_field=reason)


class Wording(Shipped):
    """What expressions and confusables have in common. Valid in [since, until)."""

    State = WordingState
    Scope = Scope

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name="单位"
    )
    scope = models.CharField("可见范围", max_length=8, choices=Scope.choices, default=Scope.OWN)
    state = models.CharField("状态", max_length=8, choices=WordingState.choices, default=WordingState.ACTIVE)
    since = models.DateField("起用日期", null=True, blank=True)
    until = models.DateField("过时日期", null=True, blank=True)
    note = models.TextField("说明", max_length=600, blank=True)
    is_certain = models.BooleanField("已核实", default=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_outdated(self) -> bool:
        return self.until is not None and self.until <= timezone.localdate()

    @property
    def is_active(self) -> bool:
        return self.state == WordingState.ACTIVE


class Expression(Wording):
    """`wrong_forms`: as `lexicon.WrongForm.to_json` writes them; `successor` is a text, not a row."""

    text = models.CharField("提法", max_length=200)
    members = models.JSONField("成员", default=list, blank=True)
    wrong_forms = models.JSONField("错误写法", default=list, blank=True)
    successor = models.CharField("后继提法", max_length=200, blank=True)
    source = models.CharField("出处", max_length=400, blank=True)
    is_set_name = models.BooleanField("固定名称", default=False)

    history = history()

    class Meta:
        verbose_name = verbose_name_plural = "提法"
        ordering = ("text", "pk")
        indexes = (models.Index(fields=["office", "state"], name="expression_by_office"),)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("wording-detail", args=["expressions", self.pk])

    def forms(self) -> tuple[lexicon.WrongForm, ...]:
        return tuple(map(lexicon.WrongForm.from_json, self.wrong_forms))

    def value(self) -> lexicon.Expression:
        return lexicon.Expression(
            id=str(self.pk),
            text=self.text,
            members=tuple(self.members),
            wrong_forms=self.forms(),
            since=self.since,
            until=self.until,
            successor=self.successor,
            note=self.note,
            source=self.source,
            is_certain=self.is_certain,
            is_set_name=self.is_set_name,
        )

    def take(self, value: lexicon.Expression) -> None:
        """Say what a value says; the number stays. Does not save."""
        self.text, self.members = value.text, list(value.members)
        self.wrong_forms = [form.to_json() for form in value.wrong_forms]
        self.since, self.until, self.successor = value.since, value.until, value.successor
        self.note, self.source = value.note, value.source
        self.is_certain, self.is_set_name = value.is_certain, value.is_set_name


class Confusable(Wording):
    """A wrong word and the right one; `pattern` and `unless` are regular expressions."""

    Weight = Weight

    wrong = models.CharField("错", max_length=60)
    right = models.CharField("对", max_length=120, blank=True)
    pattern = models.CharField("仅当", max_length=400, blank=True)
    unless = models.CharField("除非", max_length=400, blank=True)
    severity = models.CharField("程度", max_length=8, choices=Weight.choices, default=Weight.MUST)

    history = history()

    class Meta:
        verbose_name = verbose_name_plural = "易错词"
        ordering = ("wrong", "pk")
        indexes = (models.Index(fields=["office", "state"], name="confusable_by_office"),)

    def __str__(self) -> str:
        return f"{self.wrong}→{self.right}" if self.right else self.wrong

    def get_absolute_url(self) -> str:
        return reverse("wording-detail", args=["confusables", self.pk])

    def value(self) -> lexicon.Confusable:
        return lexicon.Confusable(
            id=str(self.pk),
            wrong=self.wrong,
            right=self.right,
            pattern=self.pattern,
            unless=self.unless,
            severity=Severity(self.severity),
            since=self.since,
            until=self.until,
            note=self.note,
            is_certain=self.is_certain,
        )

    def take(self, value: lexicon.Confusable) -> None:
        """Say what a value says; the number stays. Does not save."""
        self.wrong, self.right = value.wrong, value.right
        self.pattern, self.unless, self.severity = value.pattern, value.unless, value.severity.value
        self.since, self.until = value.since, value.until
        self.note, self.is_certain = value.note, value.is_certain

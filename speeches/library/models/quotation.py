"""Originals (原文) that speeches quote, word for word, kept by curators."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from speeches.accounts.models import Office, RoleName, User
from speeches.proofreading import context

from .shared import Scope, own, published_from_above

LONGEST_ORIGINAL = 4_000


class QuotationQuerySet(models.QuerySet["Quotation"]):
    def visible_to(self, user: User) -> Self:
        """Own offices' and those published from above."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(own(user) | published_from_above(user), is_removed=False)

    def curated_by(self, user: User) -> Self:
        """Those this person keeps, removed ones too: they can be put back."""
        return self.filter(office__in=user.offices_as(RoleName.CURATOR))

    def of_office(self, office: Office | int) -> Self:
        """What an office's speeches are compared with: its own and what the offices above publish."""
        key = office.pk if isinstance(office, Office) else office
        above = Q(scope=Scope.SUBTREE, office__in=Office.objects.at_or_above([key]))
        return self.filter(Q(office=key) | above, is_removed=False)


class Quotation(models.Model):
    """`text` is the original's wording without quotation marks around it."""

    Scope = Scope

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="quotations", verbose_name="单位"
    )
    scope = models.CharField("可见范围", max_length=8, choices=Scope.choices, default=Scope.OWN)
    text = models.TextField("原文", max_length=LONGEST_ORIGINAL)
    speaker = models.CharField("谁说的", max_length=60, blank=True)
    source = models.CharField("出处", max_length=200, blank=True)
    said_on = models.DateField("日期", null=True, blank=True)
    is_removed = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    objects: Any = QuotationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "引文原文"
        ordering = (models.F("said_on").desc(nulls_last=True), "pk")
        indexes = (models.Index(fields=["office"], name="quotation_by_office"),)

    def __str__(self) -> str:
        return self.text[:30]

    def value(self) -> context.Quotation:
        return context.Quotation(self.text, self.speaker, self.source, self.said_on)

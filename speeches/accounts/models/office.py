"""Offices (单位), a tree: what an office publishes is read by the offices below it."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models.expressions import RawSQL

# The tree is walked in the database: one query, and nothing to keep in step when an office moves.
# UNION, not UNION ALL: a circle made by hand ends instead of running for ever.
ABOVE = """
WITH RECURSIVE above(id, parent_id) AS (
    SELECT id, parent_id FROM accounts_office WHERE id = ANY(%s)
    UNION SELECT office.id, office.parent_id FROM accounts_office office
    JOIN above ON office.id = above.parent_id
) SELECT id FROM above"""
BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM accounts_office WHERE id = ANY(%s)
    UNION SELECT office.id FROM accounts_office office
    JOIN below ON office.parent_id = below.id
) SELECT id FROM below"""


class Level(models.TextChoices):
    PROVINCE = "省", "省级"
    CITY = "市", "市级"
    COUNTY = "县", "县级"
    RESIDENT = "派驻", "派驻机构"
    COMPANY = "企业", "企业"


class OfficeQuerySet(models.QuerySet["Office"]):
    def at_or_above(self, offices: Collection[int]) -> Self:
        """Keep these offices (ids) and all that they are under."""
        return self.filter(pk__in=RawSQL(ABOVE, (list(offices),)))

    def at_or_below(self, offices: Collection[int]) -> Self:
        """Keep these offices (ids) and all that are under them."""
        return self.filter(pk__in=RawSQL(BELOW, (list(offices),)))


class Office(models.Model):
    Level = Level

    name = models.CharField("名称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=50, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级单位",
    )
    level = models.CharField("层级", max_length=4, choices=Level.choices, default=Level.CITY)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")), name="office_is_not_under_itself"
            ),
        )

    def __str__(self) -> str:
        return self.short_name or self.name

    def ancestors(self) -> OfficeQuerySet:
        """Return the offices above this one, itself left out."""
        return Office.objects.at_or_above([self.pk]).exclude(pk=self.pk)

    def subtree(self) -> OfficeQuerySet:
        """Return this office and all that are under it."""
        return Office.objects.at_or_below([self.pk])

"""Themes (主题) and occasions (场合): what entries and outlines are sorted by, in all offices."""

from typing import Self

from django.db import models
from django.db.models import Q


class TagQuerySet(models.QuerySet["Tag"]):
    def called(self, name: str) -> Self:
        """Keep the tag of this name, or that had this name before it was renamed or merged."""
        return self.filter(Q(name=name) | Q(former_names__contains=[name]))


class Tag(models.Model):
    """`former_names`: so that an upgrade does not bring back what was renamed or merged here."""

    name = models.CharField("名称", max_length=40, unique=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    former_names = models.JSONField("曾用名", default=list, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class Theme(Tag):
    class Meta(Tag.Meta):
        verbose_name = verbose_name_plural = "主题"


class Occasion(Tag):
    class Meta(Tag.Meta):
        verbose_name = verbose_name_plural = "场合"

"""Themes (主题) and occasions (场合): what entries and outlines are sorted by."""

from django.db import models


class Theme(models.Model):
    name = models.CharField("名称", max_length=40, unique=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "主题"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class Occasion(models.Model):
    name = models.CharField("名称", max_length=40, unique=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "场合"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name

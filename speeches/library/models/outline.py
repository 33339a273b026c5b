"""Outlines (提纲): the skeleton of a speech for an occasion, a flat list of slots in reading order."""

import uuid
from typing import Self

from django.db import models
from django.urls import reverse

from speeches.accounts.models import Office, User

from .catalogue import Occasion
from .shared import Scope, Shipped, own, published_from_above


class OutlineQuerySet(models.QuerySet["Outline"]):
    def visible_to(self, user: User) -> Self:
        """Own office's and those published from above."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(own(user) | published_from_above(user))


class Outline(Shipped):
    """`slots`: [{"role", "level", "series", "text", "prompt", "function", "minutes"}]; `front`: [[kind, text]]."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("名称", max_length=60)
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, related_name="outlines", verbose_name="场合"
    )
    summary = models.CharField("简介", max_length=200, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="outlines", verbose_name="单位")
    scope = models.CharField("可见范围", max_length=8, choices=Scope.choices, default=Scope.OWN)
    target_minutes = models.PositiveSmallIntegerField("目标时长（分钟）", default=40)
    front = models.JSONField("题头", default=list)
    slots = models.JSONField("结构", default=list)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提纲"
        ordering = ("occasion__order", "name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("outline-detail", args=[self.pk])

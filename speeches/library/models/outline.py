"""Outlines (提纲): the skeleton of a speech for an occasion, a flat list of slots in reading order."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Self

from django.db import models
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.manuscript.numbering import derived_markers
from speeches.manuscript.paragraph import Paragraph, Role

from .catalogue import Occasion
from .shared import Scope, Shipped, own, published_from_above


class Row(NamedTuple):
    """A slot as it is shown."""

    slot: dict[str, Any]
    marker: str


def slot_paragraphs(slots: Iterable[dict[str, Any]]) -> Iterator[Paragraph]:
    """Yield a paragraph for each slot; fixed text that is no item ends a list."""
    list_number = 0
    for slot in slots:
        role = Role(slot["role"])
        list_number += role is not Role.ITEM and bool(slot["text"])
        list_id = str(list_number) if role is Role.ITEM else ""
        yield Paragraph("", role, slot["text"], slot["level"], slot["series"], list_id)


class OutlineQuerySet(models.QuerySet["Outline"]):
    def visible_to(self, user: User) -> Self:
        """Own office's and those published from above."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(own(user) | published_from_above(user))


class Outline(Shipped):
    """`slots`: [{role, level, series, text, prompt, function, minutes}]; `front`: [[kind, text]]."""

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

    def rows(self) -> list[Row]:
        """Return the slots with the markers that their places give them."""
        marks = derived_markers(list(slot_paragraphs(self.slots)))
        return [Row(slot, mark) for slot, mark in zip(self.slots, marks, strict=True)]

"""The register of people (人员名册): who holds which post, in which order, from when to when."""

from typing import Any

from django.db import models
from django.utils import timezone

from .office import Office


class PersonQuerySet(models.QuerySet["Person"]):
    def kept(self) -> "PersonQuerySet":
        return self.filter(is_removed=False)


class Person(models.Model):
    """One person in one post or several (“、” between them), valid in [since, until). Not an account."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="register", verbose_name="单位")
    name = models.CharField("姓名", max_length=50)
    post = models.CharField("职务", max_length=200)
    order = models.PositiveSmallIntegerField("排序", default=1)
    since = models.DateField("任职日期", null=True, blank=True)
    until = models.DateField("离任日期", null=True, blank=True)
    # Removed is what was entered by mistake; who left has a day on which they left.
    is_removed = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField("版本", default=1, editable=False)

    objects: Any = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "名册"
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(since=None) | models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="person_leaves_after_coming",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def has_left(self) -> bool:
        return self.until is not None and self.until <= timezone.localdate()

"""A finding of proofreading that a person decided to leave as it is (忽略), and why."""

from django.conf import settings
from django.db import models

from speeches.library.models import LeaveReason

from .draft import Draft


class Scope(models.TextChoices):
    PLACE = "place", "只在这一处"
    DRAFT = "draft", "这篇里都不再提示"


class Dismissal(models.Model):
    """Of a place: by the finding's identity, which dies with its passage. Of a draft: by rule and words."""

    Scope = Scope

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="dismissals")
    scope = models.CharField("范围", max_length=5, choices=Scope.choices)
    rule = models.CharField(max_length=80)
    text = models.TextField()
    identity = models.CharField(max_length=40)
    reason = models.CharField("理由", max_length=8, choices=LeaveReason.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="操作人",
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "忽略的校对提示"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["draft", "scope", "identity"], name="finding_dismissed_once"),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.text[:30]}"

"""How long a speech really took when it was given (实际讲话时长): a speaker's pace is taken from it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from speeches.accounts.models import Office


class Delivery(models.Model):
    """Characters and minutes of one occasion. The title is kept as words: the text may be gone later."""

    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, related_name="deliveries", verbose_name="单位"
    )
    speaker = models.CharField("讲话人", max_length=100)
    title = models.CharField("讲话稿", max_length=200)
    characters = models.PositiveIntegerField("字数", validators=(MinValueValidator(1),))
    minutes = models.DecimalField(
        "实际分钟",
        max_digits=5,
        decimal_places=1,
        validators=(MinValueValidator(1), MaxValueValidator(600)),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="记录人",
    )
    at = models.DateTimeField("记录时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "实讲时长"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["office", "speaker", "-at"], name="delivery_by_speaker"),)

    def __str__(self) -> str:
        return f"{self.title}：{self.minutes} 分钟"

    @property
    def per_minute(self) -> int:
        return round(self.characters / float(self.minutes))

"""One save of an editor, kept: the answer can be given again, and who wrote what stays known."""

from django.conf import settings
from django.db import models

from .draft import Draft


class ChangeSet(models.Model):
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="change_sets")
    client = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    sequence = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    payload = models.JSONField()
    answer = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = "保存"
        ordering = ("draft", "sequence")
        constraints = (
            models.UniqueConstraint(fields=["draft", "client", "number"], name="one_answer_to_a_change_set"),
        )
        indexes = (models.Index(fields=["draft", "sequence"], name="change_set_by_sequence"),)

    def __str__(self) -> str:
        return f"{self.client}#{self.number} → {self.sequence}"

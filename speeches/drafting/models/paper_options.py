"""How a person last wanted a paper (大字版, 提纲…): what they chose is chosen the next time."""

from django.conf import settings
from django.db import models


class PaperOptions(models.Model):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="paper_options"
    )
    # By kind of paper, as its form sends them.
    options = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "文稿选项"

    def __str__(self) -> str:
        return f"{self.user} 的文稿选项"

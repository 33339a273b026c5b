"""A speech brought in from outside, from upload to draft (or to a clear refusal)."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from speeches.accounts.models import Office

from .draft import Draft


class ImportState(models.TextChoices):
    WAITING = "waiting", "等待读取"
    READING = "reading", "正在读取"
    READY = "ready", "可以建立草稿"
    FAILED = "failed", "读取失败"


class SpeechImport(models.Model):
    """The bytes stay until they are read; `result` is what the preview shows and the draft is made of."""

    State = ImportState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    filename = models.CharField("文件名", max_length=255, blank=True)
    size = models.PositiveIntegerField("大小", default=0)
    data = models.BinaryField(default=bytes)
    state = models.CharField("状态", max_length=8, choices=ImportState.choices, default=ImportState.WAITING)
    error = models.CharField("原因", max_length=300, blank=True)
    result = models.JSONField(default=dict)
    draft = models.OneToOneField(Draft, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        indexes = (models.Index(fields=["user", "-created_at"], name="import_by_user"),)

    def __str__(self) -> str:
        return self.filename or "粘贴的文字"

    def get_absolute_url(self) -> str:
        return reverse("import-detail", args=[self.pk])

"""A paper on its way to PDF, and the PDF until it is forgotten."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from .draft import Draft

# A PDF is made again in seconds: nobody's speech lies about in a second form for longer than a day.
KEPT_FOR = timedelta(days=1)
# LibreOffice is stopped before; a row that still says “running” after this lost its worker.
GIVEN_UP_AFTER = timedelta(minutes=6)


class PdfState(models.TextChoices):
    WAITING = "waiting", "排队"
    RUNNING = "running", "正在生成"
    READY = "ready", "已生成"
    FAILED = "failed", "没有生成"


class PdfCopyQuerySet(models.QuerySet["PdfCopy"]):
    def fresh(self) -> Self:
        return self.filter(created_at__gte=timezone.now() - KEPT_FOR)

    def stale(self) -> Self:
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)


class PdfCopy(models.Model):
    """`source` is the .docx until it is rendered, `data` the PDF from then on. Only its person sees it."""

    State = PdfState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pdf_copies")
    name = models.CharField("文件名", max_length=200)
    source = models.BinaryField(default=bytes)
    data = models.BinaryField(default=bytes)
    state = models.CharField("状态", max_length=8, choices=PdfState.choices, default=PdfState.WAITING)
    error = models.CharField("原因", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PdfCopyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "PDF"
        ordering = ("-created_at",)
        indexes = (models.Index(fields=["user", "draft", "-created_at"], name="pdf_by_person"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_busy(self) -> bool:
        return self.state in (PdfState.WAITING, PdfState.RUNNING) and not self.is_given_up

    @property
    def is_given_up(self) -> bool:
        is_running = self.state in (PdfState.WAITING, PdfState.RUNNING)
        return is_running and timezone.now() - self.created_at > GIVEN_UP_AFTER

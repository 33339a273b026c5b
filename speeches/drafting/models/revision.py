"""A numbered snapshot of the whole manuscript (版本)."""

from django.conf import settings
from django.db import models

from speeches.manuscript.value import Manuscript

from .draft import Draft


class Reason(models.TextChoices):
    IMPORTED = "imported", "导入"
    OUTLINE = "outline", "从提纲新建"
    COPIED = "copied", "复制"
    EXPORT = "export", "导出前"
    MANUAL = "manual", "手动保存"
    AUTOMATIC = "automatic", "自动保存"
    RESTORED = "restored", "恢复旧版前"
    WENT_BACK = "went_back", "恢复"
    SUBMITTED = "submitted", "送审"
    MOVED = "moved", "移走一节前"


class Revision(models.Model):
    Reason = Reason

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField("版本号")
    sequence = models.PositiveIntegerField()
    content = models.JSONField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("缘由", max_length=10, choices=Reason.choices)
    note = models.CharField("说明", max_length=100, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "版本"
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["draft", "number"], name="one_revision_of_a_number"),)

    def __str__(self) -> str:
        return f"第 {self.number} 版"

    def manuscript(self) -> Manuscript:
        return Manuscript.from_json(self.content)

"""Who did what to what, and when (操作日志). Rows are written once and never changed."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from .office import Office


class AppendOnlyError(TypeError):
    """Somebody's code tried to change or delete a row of the log. The database refuses it as well."""


class ActionLogQuerySet(models.QuerySet["ActionLog"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        raise AppendOnlyError


class ActionLog(models.Model):
    """`target_type` and `target_id` name a thing without a foreign key: the log outlives what it tells of."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="操作人"
    )
    verb = models.CharField("操作", max_length=40)
    target_type = models.CharField("对象类型", max_length=60)
    target_id = models.CharField("对象编号", max_length=40)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="单位"
    )
    detail = models.JSONField("详情", default=dict)
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = ActionLogQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "操作日志"
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["target_type", "target_id", "-at"], name="log_by_target"),
            models.Index(fields=["actor", "-at"], name="log_by_actor"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type} {self.target_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError

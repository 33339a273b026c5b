"""A final text (定稿): the file that was handed out, its number and checksum, and how it was spoken."""

from django.conf import settings
from django.db import models

from speeches.drafting.models import Delivery, Draft, Revision
from speeches.library.models import IntakeBatch

PERSON = settings.AUTH_USER_MODEL


class FinalQuerySet(models.QuerySet["Final"]):
    def shown_of(self, draft: Draft) -> "FinalQuerySet":
        """Those of a draft; who only reviews it is shown none from before they were asked."""
        finals = self.filter(draft=draft)
        return finals.filter(at__gte=min(one.at for one in draft.given)) if draft.given else finals

    def listed(self) -> "FinalQuerySet":
        """Without the bytes of the file: a list of finals is no megabytes."""
        return self.defer("data").select_related("made_by", "reopened_by", "batch", "spoken__recorded_by")


class Final(models.Model):
    """One final text of a draft. The bytes are written once; a reopened draft gets another row."""

    # A file that was handed out outlives whatever happens to the draft.
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="finals", verbose_name="讲话稿")
    number = models.PositiveSmallIntegerField("第几号")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+", verbose_name="版本")
    filename = models.CharField("文件名", max_length=120)
    data = models.BinaryField("文件")
    size = models.PositiveIntegerField("大小")
    checksum = models.CharField("校验值（SHA-256）", max_length=64)
    characters = models.PositiveIntegerField("字数", default=0)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name="定稿人")
    at = models.DateTimeField("定稿时间", auto_now_add=True)
    reopened_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="重新打开人"
    )
    reopened_at = models.DateTimeField("重新打开时间", null=True, blank=True)
    reopen_reason = models.CharField("重新打开的理由", max_length=500, blank=True)
    archived_at = models.DateTimeField("归档时间", null=True, blank=True)
    batch = models.ForeignKey(
        IntakeBatch, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="入库"
    )

    objects = FinalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "定稿"
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["draft", "number"], name="one_final_of_a_number"),)

    def __str__(self) -> str:
        return f"定稿第 {self.number} 号"

    @property
    def short_checksum(self) -> str:
        return self.checksum[:12]


class Spoken(models.Model):
    """How a final text was really spoken (实际讲话): the minutes, and what was said otherwise."""

    final = models.OneToOneField(Final, on_delete=models.CASCADE, related_name="spoken")
    minutes = models.DecimalField("实际分钟", max_digits=5, decimal_places=1)
    remarks = models.TextField("现场情况", blank=True)
    delivery = models.OneToOneField(
        Delivery, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", verbose_name="记录人")
    at = models.DateTimeField("记录时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "实际讲话"

    def __str__(self) -> str:
        return f"{self.minutes} 分钟"

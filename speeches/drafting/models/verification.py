"""A verification (核实): a department says that a figure is right, or what it should be."""

from django.conf import settings
from django.db import models

from .draft import Draft, Fact


class Verdict(models.TextChoices):
    RIGHT = "right", "核实无误"
    WRONG = "wrong", "应予更正"


class Verification(models.Model):
    """Of a figure (`fact`), or of a sentence with numbers in it (`key`, `quote`), as it then was.

    `said` keeps what was looked at: whatever differs from it later has not been verified.
    """

    Verdict = Verdict

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="verifications")
    fact = models.ForeignKey(
        Fact, on_delete=models.CASCADE, null=True, blank=True, related_name="verifications"
    )
    key = models.CharField(max_length=24, blank=True)
    quote = models.TextField("文中表述", blank=True)
    said = models.JSONField("核实时的内容", default=dict)
    verdict = models.CharField("结果", max_length=6, choices=Verdict.choices)
    proposed = models.CharField("更正为", max_length=60, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    who = models.CharField("核实单位和人员", max_length=60)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="登记人"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "数据核实"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.who}：{self.get_verdict_display()}"

"""A chain (送审顺序): who reviews after whom, saved in an office under a name."""

from django.conf import settings
from django.db import models

from speeches.accounts.models import Office


class Chain(models.Model):
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="chains", verbose_name="单位")
    name = models.CharField("名称", max_length=30)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, through="ChainStep", verbose_name="审阅人")

    class Meta:
        verbose_name = verbose_name_plural = "送审顺序"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["office", "name"], name="one_chain_of_a_name"),)

    def __str__(self) -> str:
        return self.name


class ChainStep(models.Model):
    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="steps")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # Steps of one order are reviewed at the same time.
    order = models.PositiveSmallIntegerField("次序")
    allows_editing = models.BooleanField("起草人可以同时修改", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "送审步骤"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.order}. {self.person}"

"""What comes and goes as a file: tables (Excel) waiting to be confirmed, library packages, keys."""

import uuid
from datetime import timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import Office

from .entry import Entry
from .expression import Confusable, Expression
from .outline import Outline

# Of what becomes of a row: these change the library.
TAKEN = ("new", "changed", "conflict", "withdrawn")
SLOW_AFTER = timedelta(seconds=20)


class ExchangeState(models.TextChoices):
    WAITING = "waiting", "待确认"
    STORING = "storing", "正在导入"
    DONE = "done", "已导入"
    UNDOING = "undoing", "正在撤回"
    UNDONE = "undone", "已撤回"


class Arrival(models.Model):
    """A file that somebody uploaded; its bytes are kept until they confirm what they saw."""

    State = ExchangeState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="导入人"
    )
    filename = models.CharField("文件名", max_length=200)
    data = models.BinaryField("文件", null=True)
    state = models.CharField(
        "状态", max_length=8, choices=ExchangeState.choices, default=ExchangeState.WAITING
    )
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    done_at = models.DateTimeField("导入时间", null=True, blank=True)
    # What was confirmed, for the worker; why it did not come to pass.
    confirmed = models.JSONField("确认内容", default=dict)
    error = models.CharField("没有完成的原因", max_length=300, blank=True)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    # What became of it: outcome → how many.
    counts = models.JSONField("结果", default=dict)

    class Meta:
        abstract = True
        ordering = ("-created_at", "pk")

    def __str__(self) -> str:
        return self.filename

    @property
    def is_busy(self) -> bool:
        return self.state in (ExchangeState.STORING, ExchangeState.UNDOING)

    @property
    def is_slow(self) -> bool:
        """Has the worker had long enough for a small one?"""
        return self.started_at is not None and timezone.now() - self.started_at > SLOW_AFTER


class SheetImport(Arrival):
    """A table of entries, expressions, outlines, people …; `noun` says of which."""

    noun = models.CharField("表", max_length=12, default="entries")

    class Meta(Arrival.Meta):
        verbose_name = verbose_name_plural = "表格导入"

    def get_absolute_url(self) -> str:
        return reverse("sheet-import-detail", args=[self.pk])


class PackageImport(Arrival):
    """A package of another installation. `changes` says what to restore when it is undone."""

    publisher = models.CharField("来自", max_length=100)
    fingerprint = models.CharField("指纹", max_length=40)
    sha256 = models.CharField("校验值", max_length=64)
    packed_at = models.DateTimeField("制作时间")
    changes = models.JSONField("改动", default=list)
    undo_counts = models.JSONField("撤回结果", default=dict)
    undone_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta(Arrival.Meta):
        verbose_name = verbose_name_plural = "素材包导入"

    def get_absolute_url(self) -> str:
        return reverse("package-import-detail", args=[self.pk])

    @property
    def took_nothing(self) -> bool:
        return self.state == ExchangeState.DONE and not any(self.counts.get(name) for name in TAKEN)


class PackageKey(models.Model):
    """An office's own key pair (Ed25519). The newest signs; `sealed` can be opened with SECRET_KEY only."""

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="package_keys", verbose_name="单位"
    )
    public = models.BinaryField("公钥")
    sealed = models.BinaryField("封存的私钥")
    fingerprint = models.CharField("指纹", max_length=40)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="生成人"
    )
    created_at = models.DateTimeField("生成时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "签名密钥"
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.fingerprint


class TrustedKey(models.Model):
    """A key whose fingerprint was compared by telephone: what it signs may be imported here."""

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="trusted_keys", verbose_name="单位"
    )
    name = models.CharField("对方单位", max_length=100)
    fingerprint = models.CharField("指纹", max_length=40)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="添加人"
    )
    added_at = models.DateTimeField("添加时间", auto_now_add=True)
    revoked_at = models.DateTimeField("停止信任于", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "信任的密钥"
        ordering = ("-added_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["office", "fingerprint"], condition=Q(revoked_at=None), name="one_trust_a_key"
            ),
        )

    def __str__(self) -> str:
        return self.name


RECEIVED = ("entry", "outline", "expression", "confusable")


def one_of(names: tuple[str, ...]) -> Q:
    """Exactly one of these columns is filled."""
    cases = (Q(**{f"{other}__isnull": other != name for other in names}) for name in names)
    return reduce(or_, cases)


class Receipt(models.Model):
    """What an office last took from a publisher's row: tells its changes from ours.

    `digest` is the publisher's row, `version` the number that our row had afterwards.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+", verbose_name="单位")
    publisher_key = models.CharField("指纹", max_length=40)
    upstream_id = models.UUIDField("对方编号")
    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, null=True, related_name="receipts", verbose_name="素材"
    )
    outline = models.ForeignKey(
        Outline, on_delete=models.CASCADE, null=True, related_name="receipts", verbose_name="提纲"
    )
    expression = models.ForeignKey(
        Expression, on_delete=models.CASCADE, null=True, related_name="receipts", verbose_name="提法"
    )
    confusable = models.ForeignKey(
        Confusable, on_delete=models.CASCADE, null=True, related_name="receipts", verbose_name="易错词"
    )
    digest = models.CharField("校验值", max_length=64)
    version = models.PositiveIntegerField("版本")

    class Meta:
        verbose_name = verbose_name_plural = "素材包收据"
        constraints = (
            models.UniqueConstraint(
                fields=["office", "publisher_key", "upstream_id"], name="one_receipt_a_row"
            ),
            models.CheckConstraint(condition=one_of(RECEIVED), name="receipt_of_one_thing"),
        )

    def __str__(self) -> str:
        return f"{self.publisher_key} {self.upstream_id}"

"""A file that came back (回稿) with what was changed and said in it."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from speeches.drafting.models import Draft, Revision

from .comment import Comment

# Reading takes a minute at most. Whoever is at it longer is no more.
PATIENCE = timedelta(minutes=3)


class ReturnState(models.TextChoices):
    WAITING = "waiting", "等待读取"
    READING = "reading", "正在读取"
    UNKNOWN = "unknown", "不知是哪篇"
    READY = "ready", "已读好"
    FAILED = "failed", "读取失败"


class Recognised(models.TextChoices):
    """How the base was found: by the file's own mark, or by its text and why."""

    BY_MARK = "mark", "按文件里的标识"
    NO_MARK = "none", "文件里没有标识"
    OTHER_DRAFT = "other", "文件是另一篇讲话稿的"
    REVISION_GONE = "gone", "文件所记的版本对不上"


BUSY = (ReturnState.WAITING, ReturnState.READING)


class ReturnedCopy(models.Model):
    """One file. The bytes stay until they are read; its changes are told against the version `base`."""

    State = ReturnState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(
        Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="returned_copies"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )
    filename = models.CharField("文件名", max_length=255)
    size = models.PositiveIntegerField("大小")
    digest = models.CharField(max_length=64)
    data = models.BinaryField(default=bytes)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.WAITING)
    error = models.CharField("原因", max_length=300, blank=True)
    base = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recognised = models.CharField("怎样认出", max_length=8, choices=Recognised.choices, blank=True)
    saved_by = models.CharField("最后保存人", max_length=255, blank=True)
    program = models.CharField("保存的程序", max_length=255, blank=True)
    leftovers = models.JSONField("只能手工处理的", default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    # When it was put in the queue or a worker took it, whichever was last.
    claimed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "回稿"
        ordering = ("-created_at",)
        indexes = (
            models.Index(fields=["draft", "-created_at"], name="returned_by_draft"),
            models.Index(fields=["digest"], name="returned_by_digest"),
        )

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("return-detail", args=[self.pk])

    @property
    def is_busy(self) -> bool:
        return self.state in BUSY

    @property
    def is_stuck(self) -> bool:
        """Whether it should long have been read: the worker ended, or nobody runs one."""
        return self.is_busy and self.claimed_at < timezone.now() - PATIENCE


class ItemOutcome(models.TextChoices):
    OPEN = "open", "待处理"
    ACCEPTED = "accepted", "已采纳到正文"
    SUGGESTED = "suggested", "已转为修改建议"
    COMMENTED = "commented", "已转为批注"
    LEFT = "left", "不采纳"


class ItemKind(models.TextChoices):
    CHANGE = "change", "修改"
    COMMENT = "comment", "批注"


class ReturnedItem(models.Model):
    """One change or comment of a file, as `docx.reported` and `docx.remarks` tell it.

    `fingerprint` is the same for the same thing in another save of the file.
    """

    Outcome = ItemOutcome
    Kind = ItemKind

    copy = models.ForeignKey(ReturnedCopy, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=ItemKind.choices)
    data = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    outcome = models.CharField("处理", max_length=10, choices=ItemOutcome.choices, default=ItemOutcome.OPEN)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    comment = models.ForeignKey(Comment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "回稿里的一处"
        ordering = ("order",)
        indexes = (models.Index(fields=["fingerprint"], name="returned_item_by_print"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.order}"

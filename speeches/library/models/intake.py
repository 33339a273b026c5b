"""The intake (入库): batches of uploaded files, each file's progress, and what was found in them."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from speeches.accounts.models import Office, RoleName, User
from speeches.library.intake.figures import Suggestion, applied
from speeches.manuscript.value import Manuscript

from .entry import Entry, Function, Kind

SILENT_AFTER = timedelta(seconds=15)


class CuratedQuerySet(models.QuerySet):
    """Rows with an office: intake is the business of that office's curators alone."""

    def visible_to(self, user: User) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.filter(office__in=user.offices_as(RoleName.CURATOR))


class SourceDocument(models.Model):
    """An imported past speech, kept whole (讲话原文)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="sources", verbose_name="单位")
    title = models.CharField("题目", max_length=200)
    speaker = models.CharField("讲话人", max_length=60, blank=True)
    spoken_on = models.DateField("讲话日期", null=True, blank=True)
    manuscript_json = models.JSONField("内容")
    text = models.TextField("文字")
    filename = models.CharField("文件名", max_length=255)
    # Of the text: the same speech as .docx and as .txt is taken in once.
    checksum = models.CharField(max_length=64)
    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="上传人",
    )
    created_at = models.DateTimeField("入库时间", auto_now_add=True)

    objects = CuratedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "讲话原文"
        ordering = ("-created_at", "pk")
        constraints = (models.UniqueConstraint(fields=["office", "checksum"], name="one_source_once"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("intake-source", args=[self.pk])

    @cached_property
    def manuscript(self) -> Manuscript:
        return Manuscript.from_json(self.manuscript_json)


class BatchState(models.TextChoices):
    RUNNING = "running", "正在读取"
    PAUSED = "paused", "已暂停"
    CANCELLED = "cancelled", "已取消"
    DONE = "done", "已读完"


class IntakeBatch(models.Model):
    """What one person uploaded at once. `pulse_at` is when a worker last gave a sign of life."""

    State = BatchState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField("名称", max_length=120)
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.RUNNING)
    is_trusted = models.BooleanField("可信来源", default=False)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    finished_at = models.DateTimeField("读完时间", null=True, blank=True)
    pulse_at = models.DateTimeField(null=True, blank=True)

    objects = CuratedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "入库批次"
        ordering = ("-created_at", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("intake-batch", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in (BatchState.RUNNING, BatchState.PAUSED)

    @property
    def is_silent(self) -> bool:
        """Whether no worker has given a sign of life for longer than one file takes."""
        since = self.pulse_at or self.created_at
        return self.state == BatchState.RUNNING and timezone.now() - since > SILENT_AFTER


class FileState(models.TextChoices):
    WAITING = "waiting", "等待"
    READING = "reading", "正在读"
    READY = "ready", "已读"
    FAILED = "failed", "打不开"
    CANCELLED = "cancelled", "已取消"
    SKIPPED = "skipped", "略过"


class IntakeFileQuerySet(models.QuerySet["IntakeFile"]):
    def totals(self) -> dict[str, int]:
        """Return the figures of a progress bar. One query."""
        finished = ~Q(state__in=(FileState.WAITING, FileState.READING))
        return self.aggregate(
            files=Count("pk"),
            finished=Count("pk", filter=finished),
            failed=Count("pk", filter=Q(state=FileState.FAILED)),
            skipped=Count("pk", filter=Q(state=FileState.SKIPPED)),
            known=Count("pk", filter=Q(is_known=True)),
            found=Sum("found", default=0),
            duplicates=Sum("duplicates", default=0),
        )


class IntakeFile(models.Model):
    """One file on its way in. The bytes stay until it is read; whoever reads it holds a lease."""

    State = FileState

    batch = models.ForeignKey(IntakeBatch, on_delete=models.CASCADE, related_name="files")
    filename = models.CharField("文件名", max_length=255)
    size = models.PositiveIntegerField("大小", default=0)
    data = models.BinaryField(default=bytes)
    is_archive = models.BooleanField(default=False)
    state = models.CharField("状态", max_length=10, choices=FileState.choices, default=FileState.WAITING)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField("原因", max_length=300, blank=True)
    is_known = models.BooleanField("已入过库", default=False)
    found = models.PositiveIntegerField("找到", default=0)
    duplicates = models.PositiveIntegerField("重复", default=0)
    document = models.ForeignKey(
        SourceDocument, on_delete=models.SET_NULL, null=True, blank=True, related_name="files"
    )

    objects = IntakeFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "入库文件"
        ordering = ("pk",)
        indexes = (models.Index(fields=["batch", "state"], name="intake_file_by_state"),)

    def __str__(self) -> str:
        return self.filename


class Decision(models.TextChoices):
    NONE = "", "待处理"
    ACCEPTED = "accepted", "已入库"
    EDITED = "edited", "改后入库"
    MERGED = "merged", "已并入"
    DROPPED = "dropped", "不要"


class Candidate(models.Model):
    """A piece of a speech that a curator decides on.

    `original` is its text as it was spoken; `suggestions` say which places of it become placeholders.
    """

    Decision = Decision

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(IntakeBatch, on_delete=models.CASCADE, related_name="candidates")
    file = models.ForeignKey(IntakeFile, on_delete=models.CASCADE, related_name="candidates")
    document = models.ForeignKey(SourceDocument, on_delete=models.CASCADE, related_name="candidates")
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    function = models.CharField("作用", max_length=4, choices=Function.choices)
    title = models.CharField("题目", max_length=80)
    why = models.CharField("识别依据", max_length=400)
    is_sure = models.BooleanField(default=True)
    content = models.JSONField("原文")
    original = models.TextField("原文文字")
    suggestions = models.JSONField(default=list)
    # What a curator has typed and not decided on yet: text, merge, audience, themes, occasions.
    typed = models.JSONField(default=dict, blank=True)
    decision = models.CharField(
        "处理", max_length=10, choices=Decision.choices, default=Decision.NONE, blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    entry = models.ForeignKey(
        Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="candidates"
    )
    # The entry's version that the decision wrote: to take it back is safe only while that is the newest.
    entry_version = models.PositiveIntegerField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )

    objects = CuratedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待整理的素材"
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["office", "id"], name="candidate_waiting", condition=Q(decision="")),
            models.Index(fields=["decided_by", "-decided_at"], name="candidate_by_decision"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_waiting(self) -> bool:
        return self.decision == Decision.NONE

    @cached_property
    def places(self) -> list[Suggestion]:
        return [Suggestion.from_json(each) for each in self.suggestions]

    @property
    def text(self) -> str:
        """The text as it would enter the library: as somebody rewrote it, or with what is suggested."""
        return self.typed.get("text") or self.suggested_text

    @property
    def suggested_text(self) -> str:
        return applied(self.original, self.places)


class Twin(models.Model):
    """A near-duplicate of a candidate: an entry of the library, or another candidate read before it."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="twins")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True, related_name="+")
    other = models.ForeignKey(Candidate, on_delete=models.CASCADE, null=True, related_name="later_twins")
    likeness = models.FloatField("相近")

    class Meta:
        verbose_name = verbose_name_plural = "相近的素材"
        ordering = ("-likeness", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(entry=None, other__isnull=False) | Q(entry__isnull=False, other=None),
                name="twin_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.candidate_id} ~ {self.entry_id or self.other_id}"

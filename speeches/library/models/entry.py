"""Entries (素材): a passage, a slogan or an enumeration, kept as a fragment of a manuscript."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from speeches.accounts.models import Office, RoleName, User
from speeches.library.states import State
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript

from .catalogue import Occasion, Theme
from .shared import Scope, Shipped, own, published_from_above

REASON_LIMIT = 200


class Kind(models.TextChoices):
    PASSAGE = "passage", "段落"
    SLOGAN = "slogan", "金句"
    ENUMERATION = "enumeration", "排比"


class Audience(models.TextChoices):
    """The level an entry is meant for, or that its source was spoken at; stored as offices store theirs."""

    PROVINCE = "省", "省级"
    CITY = "市", "市级"
    COUNTY = "县", "县级"
    RESIDENT = "派驻", "派驻机构"
    COMPANY = "企业", "企业"


class Quality(models.IntegerChoices):
    UNRATED = 0, "未评"
    USABLE = 1, "可用"
    GOOD = 2, "好"
    MODEL = 3, "范例"


class Function(models.TextChoices):
    """The part of a speech that an entry serves (作用), stored as the Chinese word."""

    OPENING = "开场", "开场"
    REVIEW = "回顾", "回顾"
    EXPERIENCE = "经验", "经验"
    PROBLEM = "问题", "问题"
    SITUATION = "形势", "形势"
    TASK = "任务", "任务"
    DEMAND = "要求", "要求"
    TEAM = "队伍", "队伍"
    TRANSITION = "过渡", "过渡"
    ENDING = "结尾", "结尾"


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: User) -> Self:
        """Own office's and those published from above; what is not in use, to its curators only."""
        if not user.is_authenticated:
            return self.none()
        curated = Q(office__in=user.offices_as(RoleName.CURATOR))
        return self.filter(curated | Q(state=State.ACTIVE) & (own(user) | published_from_above(user)))

    def readable_by(self, user: User) -> Self:
        """What they see, and what they proposed themselves, whatever became of it."""
        if not user.is_authenticated:
            return self.none()
        own_proposals = self.filter(proposed_by=user, office__in=user.offices_as())
        return self.visible_to(user) | own_proposals

    def curated_by(self, user: User) -> Self:
        return self.filter(office__in=user.offices_as(RoleName.CURATOR))

    def active(self) -> Self:
        """Keep what may be put into a speech today."""
        today = timezone.localdate()
        begun = Q(valid_from=None) | Q(valid_from__lte=today)
        kept = Q(retired_on=None) | Q(retired_on__gt=today)
        return self.filter(begun, kept, state=State.ACTIVE)

    def search(self, query: str) -> Self:
        """Keep entries whose title or text holds every word of the query, as written."""
        found = self
        for word in query.split():
            found = found.filter(Q(title__icontains=word) | Q(text__icontains=word))
        return found

    def with_use_count(self) -> Self:
        """Add `use_count`: how often the entry was put into a speech."""
        uses = EntryUse.objects.filter(entry=OuterRef("pk")).order_by().values("entry")
        return self.annotate(use_count=Coalesce(Subquery(uses.annotate(n=Count("pk")).values("n")), 0))


class Entry(Shipped):
    Kind = Kind
    Audience = Audience
    Quality = Quality
    Function = Function
    Scope = Scope
    State = State

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices, default=Kind.PASSAGE)
    function = models.CharField("作用", max_length=4, choices=Function.choices)
    title = models.CharField("题目", max_length=80)
    content = models.JSONField("内容")
    # What search reads: the content as plain text, kept in step by the actions.
    text = models.TextField("文字")
    themes = models.ManyToManyField(Theme, blank=True, related_name="entries", verbose_name="主题")
    occasions = models.ManyToManyField(Occasion, blank=True, related_name="entries", verbose_name="场合")
    audience = models.CharField("适用层级", max_length=20, choices=Audience.choices, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="entries", verbose_name="单位")
    scope = models.CharField("可见范围", max_length=8, choices=Scope.choices, default=Scope.OWN)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateField("有效自", null=True, blank=True)
    valid_until = models.DateField("有效至", null=True, blank=True)
    retired_on = models.DateField("停用于", null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name="替代素材",
    )
    source = models.CharField("出处", max_length=200, blank=True)
    source_level = models.CharField("讲话人层级", max_length=4, choices=Audience.choices, blank=True)
    source_on = models.DateField("讲话日期", null=True, blank=True)
    quality = models.PositiveSmallIntegerField("质量", choices=Quality.choices, default=Quality.UNRATED)
    copied_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name="改编自",
    )
    # The version of the original that this copy has last been compared with.
    copied_version = models.PositiveIntegerField("改编的版本", null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposed_entries",
        verbose_name="推荐人",
    )
    proposed_at = models.DateTimeField("推荐时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="处理人",
    )
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    decline_reason = models.CharField("退回理由", max_length=REASON_LIMIT, blank=True)
    # A curator looked at it that day and found it still good.
    checked_on = models.DateField("看过于", null=True, blank=True)
    # The names of its themes and occasions as it was stored, so that its history holds them.
    sorted_as = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    objects = EntryQuerySet.as_manager()
    history = HistoricalRecords(
        history_change_reason_field=models.CharField("说明", max_length=REASON_LIMIT, blank=True, null=True)
    )

    class Meta:
        verbose_name = verbose_name_plural = "素材"
        ordering = ("-quality", "-updated_at", "pk")
        indexes = (
            models.Index(fields=["office", "state"], name="entry_by_office"),
            models.Index(fields=["kind", "function"], name="entry_by_kind"),
            models.Index(fields=["proposed_by"], name="entry_by_proposer", condition=~Q(proposed_by=None)),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("entry-detail", args=[self.pk])

    @cached_property
    def manuscript(self) -> Manuscript:
        return Manuscript.from_json(self.content)

    @property
    def items(self) -> list[tuple[str, Paragraph]]:
        """Return what an enumeration is made of, outermost items or heads, as (marker, paragraph) pairs."""
        pairs = [pair for line in self.manuscript.printed_lines() for pair in line]
        items = [pair for pair in pairs if pair[1].role is Role.ITEM and pair[1].depth <= 1]
        return items or [pair for pair in pairs if pair[1].role is Role.HEADING]

    @property
    def is_due(self) -> bool:
        """Whether its validity has begun."""
        return self.valid_from is None or self.valid_from <= timezone.localdate()

    @property
    def is_expired(self) -> bool:
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def is_declined(self) -> bool:
        return self.state == State.DRAFT and bool(self.decline_reason)

    @property
    def original_has_changed(self) -> bool:
        """Whether what this was copied from has a version that nobody here has looked at."""
        return self.copied_from is not None and self.copied_from.version != self.copied_version


class EntryUse(models.Model):
    """One insertion of an entry into a draft. `draft_id` is a plain number: drafting stands above us."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="uses", verbose_name="素材")
    draft_id = models.PositiveBigIntegerField("讲话稿")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="使用人",
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "素材使用记录"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["draft_id"], name="entry_use_by_draft"),)

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.draft_id}"

"""What an office decided about proofreading: its white list (白名单), and rules that it does not want."""

from typing import Any, Self

from django.conf import settings
from django.db import models

from speeches.accounts.models import Office, RoleName, User

# Longer passages are no wording of an office.
LONGEST_LISTED = 100


class LeaveReason(models.TextChoices):
    """Why a finding is left as it is."""

    QUOTATION = "quote", "原文引用"
    LOCAL = "local", "地方提法"
    LEADER = "leader", "领导用语"
    HISTORY = "history", "历史表述"
    WRONG_RULE = "rule", "规则有误"


class ListingState(models.TextChoices):
    PROPOSED = "proposed", "待确认"
    ACTIVE = "active", "在用"
    DECLINED = "declined", "未采纳"


class WhiteListQuerySet(models.QuerySet["WhiteListEntry"]):
    def curated_by(self, user: User) -> Self:
        return self.filter(office__in=user.offices_as(RoleName.CURATOR))

    def visible_to(self, user: User) -> Self:
        """Its curators' alone; who writes only sees what it does."""
        return self.curated_by(user) if user.is_authenticated else self.none()

    def active_in(self, office: Office | int) -> Self:
        return self.filter(office=office, state=ListingState.ACTIVE)


class WhiteListEntry(models.Model):
    """Words a rule does not report in an office's speeches. Proposed from a draft, confirmed by a curator."""

    State = ListingState

    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, related_name="white_list", verbose_name="单位"
    )
    rule = models.CharField("规则", max_length=80)
    text = models.CharField("文字", max_length=LONGEST_LISTED)
    message = models.TextField("提示", blank=True)
    reason = models.CharField("理由", max_length=8, choices=LeaveReason.choices)
    state = models.CharField(
        "状态", max_length=8, choices=ListingState.choices, default=ListingState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="提出人",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="确认人",
    )
    at = models.DateTimeField("提出时间", auto_now_add=True)
    version = models.PositiveIntegerField("版本", default=1, editable=False)

    objects: Any = WhiteListQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "白名单"
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["office", "rule", "text"], name="white_listed_once"),)

    def __str__(self) -> str:
        return self.text[:30]


class RuleSwitch(models.Model):
    """A rule that an office has switched off; without a row it is on."""

    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, related_name="rules_off", verbose_name="单位"
    )
    rule = models.CharField("规则", max_length=80)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="操作人",
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "停用的规则"
        constraints = (models.UniqueConstraint(fields=["office", "rule"], name="rule_off_once"),)

    def __str__(self) -> str:
        return self.rule


class SecretQuerySet(models.QuerySet["Secret"]):
    def curated_by(self, user: User) -> Self:
        """The list tells what is not to be told: its curators alone read it."""
        return self.filter(office__in=user.offices_as(RoleName.CURATOR))

    def kept(self) -> Self:
        return self.filter(is_removed=False)


class Secret(models.Model):
    """Words that must not stand in an office's speeches (保密词): of cases that are not public yet."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="secrets", verbose_name="单位")
    text = models.CharField("文字", max_length=LONGEST_LISTED)
    note = models.CharField("说明", max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="登记人",
    )
    at = models.DateTimeField("登记时间", auto_now_add=True)
    is_removed = models.BooleanField(default=False, editable=False)

    objects: Any = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "保密词"
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["office", "text"], name="secret_listed_once"),)

    def __str__(self) -> str:
        return self.text

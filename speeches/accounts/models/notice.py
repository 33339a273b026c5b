"""Notices (通知): what a person should know of, here and by e-mail, and which kinds they want."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class NoticeKind(models.TextChoices):
    """What a notice is about; a person chooses by kind."""

    TO_REVIEW = "to-review", "送审到我"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "审阅通过"
    SETTLED = "settled", "我的意见有处理"
    MENTIONED = "mentioned", "提到我、回复我"
    DUE = "due", "快到期、已逾期"
    ASKED = "asked", "向我征求意见"
    FINAL = "final", "定稿、归档"
    REVIEW = "review", "审阅进展"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def listed(self) -> "NoticeQuerySet":
        """Leave out what was only sent by e-mail."""
        return self.filter(is_listed=True)

    def unread(self) -> "NoticeQuerySet":
        return self.listed().filter(read_at=None)


class MailState(models.TextChoices):
    NONE = "", "不发"
    DUE = "due", "待发"
    SENT = "sent", "已发"
    FAILED = "failed", "发不出去"


class Notice(models.Model):
    """`url` is an address of this site; `once` names what must not be said to a person twice."""

    Kind = NoticeKind
    Mail = MailState

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    text = models.CharField("内容", max_length=300)
    url = models.CharField("地址", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="谁"
    )
    once = models.CharField(max_length=80, blank=True)
    is_listed = models.BooleanField(default=True)
    mail = models.CharField("邮件", max_length=6, choices=MailState.choices, blank=True)
    # When a worker last took the mail up: it is not taken up again at once.
    tried_at = models.DateTimeField("试发", null=True, blank=True, editable=False)
    at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("读到", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        # Unread first, the newest first.
        ordering = (F("read_at").desc(nulls_first=True), "-pk")
        constraints = (
            models.UniqueConstraint(fields=["person", "once"], condition=~Q(once=""), name="one_notice_once"),
        )
        indexes = (
            models.Index(fields=["person"], condition=Q(read_at=None, is_listed=True), name="notice_unread"),
            models.Index(fields=["at"], condition=Q(mail="due"), name="notice_to_send"),
        )

    def __str__(self) -> str:
        return self.text


class NoticeChoice(models.Model):
    """What a person wants of one kind; without a row they are told in both ways."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices"
    )
    kind = models.CharField("类别", max_length=12, choices=NoticeKind.choices)
    in_app = models.BooleanField("站内", default=True)
    by_mail = models.BooleanField("邮件", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "通知设置"
        constraints = (
            models.UniqueConstraint(fields=["person", "kind"], name="one_notice_choice_of_a_kind"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

"""A remark (回复) in the thread under a comment; whom it mentions (提到) is told and may reply."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from speeches.accounts.models import User

from .comment import Comment


class RemarkQuerySet(models.QuerySet["Remark"]):
    def standing(self) -> Self:
        """Leave out what was taken back."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, person: User) -> Self:
        """Of the remarks on comments they read: what somebody took back, only they still see."""
        return self.filter(Q(withdrawn_at=None) | Q(author=person))


class Remark(models.Model):
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="回复人"
    )
    text = models.TextField("回复")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField("收回时间", null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回复"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:30]


class Mention(models.Model):
    """Somebody named with @ in a comment, or in a remark of its thread."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentioned_in"
    )

    class Meta:
        verbose_name = verbose_name_plural = "提到"
        constraints = (models.UniqueConstraint(fields=["comment", "person"], name="one_mention_once"),)

    def __str__(self) -> str:
        return str(self.person)

"""Who has a draft open, and where in it: true for a few seconds, then forgotten."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from .draft import Draft

# An editor asks for news every second and a half; who has not for so long has left.
GONE_AFTER = timedelta(seconds=15)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def fresh(self) -> "PresenceQuerySet":
        return self.filter(at__gt=timezone.now() - GONE_AFTER)


class Presence(models.Model):
    """One open page of one person. Its table is not logged by PostgreSQL: a crash may forget it."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="presences")
    client = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The paragraph of the caret; "" while the person is elsewhere on the page.
    key = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "在场"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["draft", "client"], name="one_presence_of_a_page"),)

    def __str__(self) -> str:
        return f"{self.user}：{self.key}"

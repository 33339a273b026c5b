"""Which revision somebody saw last: what changed since then is marked for them."""

from django.conf import settings
from django.db import models

from speeches.drafting.models import Draft, Revision


class Seen(models.Model):
    """`revision` is on the page now; `before` was, until that came: changes are told from there."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="seen")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="+", verbose_name="看到的版本"
    )
    before = models.ForeignKey(
        Revision, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="上次看到的版本"
    )
    at = models.DateTimeField("看到的时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "看到的版本"
        constraints = (models.UniqueConstraint(fields=["draft", "person"], name="one_seen_of_a_person"),)

    def __str__(self) -> str:
        return f"{self.person}：{self.revision}"

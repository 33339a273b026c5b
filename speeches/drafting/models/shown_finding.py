"""What proofreading showed in a draft, and what became of it: the ground of the counters by rule."""

from django.db import models

from speeches.library.models import LeaveReason

from .draft import Draft

# Left because the office's white list says so, not because somebody dismissed it here.
LISTED = "listed"
REASONS = {**dict(LeaveReason.choices), LISTED: "单位白名单"}


class ShownFinding(models.Model):
    """One place at which a rule spoke up, however often it was shown: a paragraph and the words marked there.

    `words` is a digest: personal numbers are not kept a second time. `reason` says why it was left, "" while
    it was not; `is_gone`, that the draft has it no more.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="shown_findings")
    rule = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    words = models.CharField(max_length=40)
    reason = models.CharField(max_length=8, choices=list(REASONS.items()), blank=True)
    is_gone = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "提示过的校对结果"
        constraints = (
            models.UniqueConstraint(fields=["draft", "rule", "key", "words"], name="finding_counted_once"),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.key}"

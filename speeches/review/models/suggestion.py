"""A suggestion (修改建议): a comment that proposes the text."""

from django.db import models
from django.utils.functional import cached_property

from speeches.review.suggesting.changes import Change, from_json
from speeches.review.suggesting.showing import Shown, shown

from .comment import Comment


class Suggestion(models.Model):
    """What a comment proposes: changes of paragraphs, see `suggesting.changes`.

    It is settled as its comment is, whose text says in words what is proposed. `became` holds, by the key of
    the paragraph, how the text read when the suggestion was adopted.
    """

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="suggestion")
    changes = models.JSONField("改动")
    note = models.TextField("说明", blank=True)
    became = models.JSONField("采纳后的文字", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "修改建议"

    def __str__(self) -> str:
        return str(self.comment)

    @cached_property
    def shown(self) -> list[Shown]:
        return [shown(change) for change in self.values()]

    @property
    def written_instead(self) -> str:
        """Return how the text reads that was adopted in other words."""
        return "\n".join((self.became or {}).values())

    def values(self) -> tuple[Change, ...]:
        return from_json(self.changes)

"""A comment (批注) on a paragraph or on words of it, and how the drafters answered it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from speeches.accounts.models import User
from speeches.drafting.models import Draft
from speeches.review.anchors import CONTEXT, Anchor
from speeches.review.states import Channel, CommentState, Outcome, Reply

from .above import is_not_above, settled_by
from .consultation import Participant
from .round import Round

# What a unit notes down (征求意见) is its own until it sends its reply.
SENT = Q(participant=None) | ~Q(participant__reply=Reply.AWAITED)


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, and with them the suggestions (`Suggestion`) that they carry."""

    def visible_to(self, person: User) -> Self:
        """Of the comments on drafts they see, keep those that they may read.

        What somebody took back, only they still see. Where the office hides comments of an upper level, who
        comes before somebody in the round does not read what that person says; who writes the text does.
        """
        kept = ~Q(state=CommentState.WITHDRAWN) | Q(author=person)
        hidden = Q(draft__office__settings__hides_upper_comments=True)
        return self.filter(SENT, kept).filter(~hidden | settled_by(person) | is_not_above(person))


class Comment(models.Model):
    """`key` names the paragraph, "" none; `quote` the words, "" for the whole paragraph.

    `was_in` is how the paragraph began: it stays to be read when the paragraph itself is gone.
    It belongs to a round, to the reply of a `participant` of a consultation, or, entered by staff before the
    draft was ever sent, to neither. `recorded_by` entered it in the author's name (代录), or in that of
    somebody who has no account here, `outside_name`.
    """

    State = CommentState

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="comments")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="comments"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="批注人"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="代录人",
    )
    outside_name = models.CharField("系统外的提出人", max_length=60, blank=True)
    channel = models.CharField("怎样提出", max_length=10, choices=Channel.choices, blank=True)
    said_on = models.DateField("何日提出", null=True, blank=True)
    text = models.TextField("批注")
    key = models.CharField(max_length=24, blank=True)
    was_in = models.CharField(max_length=60, blank=True)
    quote = models.TextField("所批的文字", blank=True)
    prefix = models.CharField(max_length=CONTEXT, blank=True)
    suffix = models.CharField(max_length=CONTEXT, blank=True)
    places = models.PositiveSmallIntegerField(default=1)
    alike = models.PositiveSmallIntegerField(default=1)
    nth = models.PositiveSmallIntegerField(default=0)
    # How the whole paragraph read, and where in it the words began.
    base = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    is_praise = models.BooleanField("说好的", default=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批注"
        ordering = ("pk",)
        indexes = (models.Index(fields=["draft", "state"], name="comment_by_draft"),)

    def __str__(self) -> str:
        return self.text[:30]

    @property
    def said_by(self) -> str:
        """Return whose opinion it is: a unit that was asked has a name of its own."""
        return self.participant.name if self.participant else self.outside_name or self.author.name

    @property
    def is_unowned(self) -> bool:
        """Whether no leader decides about it: what a unit or somebody outside thinks, the drafters weigh."""
        return bool(self.participant_id or self.outside_name)

    @property
    def giver(self) -> str:
        """Return by what its giver is told from others: a person's id, else the name alone."""
        unit = self.participant.name if self.participant else self.outside_name
        return f"name-{unit}" if unit else str(self.author_id)

    @property
    def proposal(self) -> models.Model | None:
        """Return the `Suggestion` (修改建议) that it is, if it is one."""
        return getattr(self, "suggestion", None)

    @property
    def anchor(self) -> Anchor:
        alike = (self.places, self.alike, self.nth)
        return Anchor(self.quote, self.prefix, self.suffix, *alike, self.base, self.start)


class Answer(models.Model):
    """How a comment was settled (办结): the last one counts, earlier ones were not enough."""

    Outcome = Outcome

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="答复人"
    )
    outcome = models.CharField("处理", max_length=10, choices=Outcome.choices)
    text = models.TextField("说明", blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_outcome_display()

"""A round (审阅轮次): one revision sent to people in order, and what each of them decided."""

from typing import Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from speeches.accounts.models import User
from speeches.drafting.models import Draft, Revision
from speeches.review.states import CommentState, RoundState, StepState, Verdict, Way


class RoundQuerySet(models.QuerySet["Round"]):
    def shown_to(self, person: User) -> Self:
        """Of the rounds of drafts they see, keep those that are theirs.

        Whoever writes the draft or heads its office is shown all; a reviewer those in which they have a part,
        and those after one in which they said something: they see what became of it.
        """
        part = Step.objects.filter(round=OuterRef("pk"), person=person)
        decided = Decision.objects.filter(
            step__person=person,
            step__round__draft=OuterRef("draft"),
            step__round__number__lt=OuterRef("number"),
        )
        is_open = Q(draft__in=Draft.objects.open_to(person).values("pk"))
        return self.filter(is_open | Q(Exists(part)) | Q(Exists(decided)) | Q(after_opinion(person)))


def after_opinion(person: User) -> Exists:
    # Comments know their rounds, not the other way round.
    comments = apps.get_model("review", "Comment").objects
    before = Q(round=None) | Q(round__number__lt=OuterRef("number"))
    said = comments.filter(before, author=person, participant=None, draft=OuterRef("draft"))
    return Exists(said.exclude(state=CommentState.WITHDRAWN))


class Round(models.Model):
    State = RoundState

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField("第几次送审")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+", verbose_name="版本")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="送审人"
    )
    note = models.CharField("送审说明", max_length=500, blank=True)
    # 提纲先送审: only the headings are shown and asked about.
    is_outline = models.BooleanField("只送提纲", default=False)
    due_on = models.DateField("请于何日前审阅", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    at = models.DateTimeField("送审时间", auto_now_add=True)
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审阅轮次"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["draft", "number"], name="one_round_of_a_number"),
            models.UniqueConstraint(
                fields=["draft"], condition=models.Q(state=RoundState.OPEN), name="one_open_round"
            ),
        )

    def __str__(self) -> str:
        return f"第 {self.number} 次送审{'（提纲）' if self.is_outline else ''}"

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()


class Step(models.Model):
    """One person's part in a round. Steps of one `order` are a stage: they are reviewed at the same time.

    Who was asked during the round came by a `way`, from `asked_by`; whom somebody wanted asked first
    (先加签) stands `before` that step, which waits.
    """

    State = StepState
    Way = Way

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField("次序")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="review_steps", verbose_name="审阅人"
    )
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    allows_editing = models.BooleanField("起草人可以同时修改", default=False)
    way = models.CharField("怎样加入", max_length=8, choices=Way.choices, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="谁请的"
    )
    reason = models.CharField("为什么", max_length=200, blank=True)
    before = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="asked_first")

    class Meta:
        verbose_name = verbose_name_plural = "审阅步骤"
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=~models.Q(state=StepState.HANDED),
                name="one_step_of_a_person",
            ),
        )
        indexes = (models.Index(fields=["person", "state"], name="step_by_person"),)

    def __str__(self) -> str:
        return f"{self.order}. {self.person}"

    @property
    def rank(self) -> int:
        """Return how high it is in its round: of one stage, whom somebody asked first comes before."""
        return self.order * 2 - bool(self.before_id)

    @property
    def verdict(self) -> str:
        """Return what was decided, "" while nothing was."""
        decision = getattr(self, "decision", None)
        return decision.verdict if decision else ""


class Decision(models.Model):
    """What the person of a step decided (审批结论); `reason` is the overall opinion."""

    step = models.OneToOneField(Step, on_delete=models.CASCADE, related_name="decision")
    verdict = models.CharField("结论", max_length=12, choices=Verdict.choices)
    reason = models.TextField("意见", blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "审批结论"

    def __str__(self) -> str:
        return self.get_verdict_display()

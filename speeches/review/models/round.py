"""A round (审阅轮次): one revision sent to people in order, and what each of them decided."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from speeches.drafting.models import Draft, Revision
from speeches.review.states import RoundState, StepState, Verdict


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
        return f"第 {self.number} 次送审"

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()


class Step(models.Model):
    State = StepState

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField("次序")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="review_steps", verbose_name="审阅人"
    )
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)

    class Meta:
        verbose_name = verbose_name_plural = "审阅步骤"
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=["round", "order"], name="one_step_at_a_place"),
            models.UniqueConstraint(fields=["round", "person"], name="one_step_of_a_person"),
        )
        indexes = (models.Index(fields=["person", "state"], name="step_by_person"),)

    def __str__(self) -> str:
        return f"{self.order}. {self.person}"


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

"""A consultation (征求意见): a revision sent to units or people for comments, without a decision."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from speeches.drafting.models import Draft, Revision
from speeches.review.states import Channel, ConsultationState, Reply


class Consultation(models.Model):
    State = ConsultationState

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="consultations")
    number = models.PositiveSmallIntegerField("第几次征求意见")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+", verbose_name="版本")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="发起人"
    )
    note = models.CharField("说明", max_length=500, blank=True)
    # 数据核实: whether they are also asked what the figures should be.
    asks_figures = models.BooleanField("请核实数据", default=False)
    due_on = models.DateField("请于何日前反馈", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    at = models.DateTimeField("发出时间", auto_now_add=True)
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "征求意见"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["draft", "number"], name="one_consultation_of_a_number"),
        )

    def __str__(self) -> str:
        return f"第 {self.number} 次征求意见"

    @property
    def is_open(self) -> bool:
        return self.state == ConsultationState.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()


class Participant(models.Model):
    """A unit (单位) that was asked; without a `person` its reply comes on paper and is entered for it."""

    Reply = Reply

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="participants")
    name = models.CharField("单位或姓名", max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consulted",
        verbose_name="由谁反馈",
    )
    reply = models.CharField("反馈", max_length=10, choices=Reply.choices, default=Reply.AWAITED)
    replied_at = models.DateTimeField("反馈时间", null=True, blank=True)
    # Who entered the reply where that was not the person asked (代录), and how it came.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    reminded_at = models.DateTimeField("催办时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "征求意见对象"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["consultation", "name"], name="one_participant_of_a_name"),
            models.UniqueConstraint(fields=["consultation", "person"], name="one_participant_of_a_person"),
        )

    def __str__(self) -> str:
        return self.name

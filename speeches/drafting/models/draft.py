"""A draft (讲话稿) and its facts (要素)."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Replace
from django.urls import reverse
from django.utils.functional import cached_property

from speeches.accounts.models import Office, RoleName, User
from speeches.drafting.states import EDITABLE, SUBMITTED, State
from speeches.library.models import Occasion, Outline
from speeches.manuscript.value import Front, FrontLine, Manuscript

if TYPE_CHECKING:
    from .revision import Revision

UNTITLED = "未命名的讲话稿"
# ["在全县警示教育大会", "上的讲话"] as text. Strict: in lax mode a filter opens the inner lists.
TITLE_LINES = Func(
    F("front"),
    template="""jsonb_path_query_array(%(expressions)s, 'strict $[*] ? (@[0] == "title")[1]')::text""",
    output_field=models.TextField(),
)


def front_lines(front: Iterable[Sequence[str]]) -> tuple[FrontLine, ...]:
    return tuple(FrontLine(Front(kind), text) for kind, text in front)


class DraftQuerySet(models.QuerySet["Draft"]):
    def kept(self) -> Self:
        """Leave out what was put in the bin."""
        return self.filter(deleted_at=None)

    def visible_to(self, user: User) -> Self:
        """Author, co-drafters, heads of its office; from submission on whom it was sent to. Never upwards."""
        if not user.is_authenticated:
            return self.none()
        readers = Draft.readers.through.objects.filter(draft=OuterRef("pk"), user=user)
        return self.kept().filter(self._open_to(user) | Q(Exists(readers), state__in=SUBMITTED))

    def open_to(self, user: User) -> Self:
        """Who sees the text as it stands and all its versions: author, co-drafters, heads of its office.

        Whoever only reviews it sees what was sent to them (`queries.visible_draft`).
        """
        return self.kept().filter(self._open_to(user)) if user.is_authenticated else self.none()

    def told_if_open(self, user: User) -> Self:
        """Annotate `is_open`: whether it is open to this person."""
        whether = Case(When(self._open_to(user), then=Value(value=True)), default=Value(value=False))
        return self.annotate(is_open=whether)

    def titled(self, query: str) -> Self:
        """Those whose title, which may stand on several lines, holds every word of the query."""
        joined = Replace(TITLE_LINES, Value('", "'), Value(""), output_field=models.TextField())
        drafts = self.annotate(title_text=joined)
        for word in query.split():
            drafts = drafts.filter(title_text__icontains=word)
        return drafts

    def written_by(self, user: User) -> Self:
        """Author or co-drafter."""
        return self.kept().filter(self._written_by(user))

    def binned_by(self, user: User) -> Self:
        """Return what this author deleted and may take back."""
        return self.filter(author=user).exclude(deleted_at=None)

    def _open_to(self, user: User) -> Q:
        return self._written_by(user) | Q(office__in=user.offices_as(RoleName.HEAD))

    def _written_by(self, user: User) -> Q:
        # Not a join over co_drafters: it would double rows.
        through = Draft.co_drafters.through.objects.filter(draft=OuterRef("pk"), user=user)
        return Q(author=user) | Q(Exists(through))


class Draft(models.Model):
    """One speech being written. Its paragraphs are rows (`DraftParagraph`), its title block is `front`."""

    State = State
    # For who only reviews it: the versions that were sent to them, newest first. All they see are these.
    given: "Sequence[Revision] | None" = None

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="drafts", verbose_name="单位")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts", verbose_name="起草人"
    )
    co_drafters = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="shared_drafts", blank=True, verbose_name="共同起草人"
    )
    # Whom it was sent to. Who that is, review decides; what they may see is asked here.
    readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="drafts_to_read", blank=True, verbose_name="审阅人"
    )
    front = models.JSONField("题头", default=list)
    meeting = models.CharField("会议名称", max_length=200, blank=True)
    occasion = models.ForeignKey(
        Occasion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="场合"
    )
    outline = models.ForeignKey(
        Outline, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="提纲"
    )
    speaker = models.CharField("讲话人", max_length=100, blank=True)
    spoken_on = models.DateField("讲话日期", null=True, blank=True)
    target_minutes = models.PositiveSmallIntegerField("目标时长（分钟）", null=True, blank=True)
    # Of a draft that began as a copy: what was true of the old speech only, by the fact's name.
    former = models.JSONField("旧稿要素", default=dict, blank=True)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFTING)
    # Whether those who review it now let it be changed meanwhile; review sets it.
    is_open_in_review = models.BooleanField(default=False, editable=False)
    sequence = models.PositiveIntegerField("修改序号", default=0)
    front_sequence = models.PositiveIntegerField(default=0)
    front_client = models.CharField(max_length=64, blank=True)
    # When paragraphs last came in or changed places.
    order_sequence = models.PositiveIntegerField(default=0)
    # Identity of a demo draft, so that loading the fixtures twice makes nothing twice.
    fixture_id = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    deleted_at = models.DateTimeField("删除时间", null=True, blank=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "讲话稿"
        ordering = ("-updated_at", "-pk")
        indexes = (
            models.Index(fields=["author", "-updated_at"], name="draft_by_author"),
            models.Index(fields=["office", "state", "-updated_at"], name="draft_by_office"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("draft-edit", args=[self.pk])

    @property
    def front_lines(self) -> tuple[FrontLine, ...]:
        return self.manuscript().front if self.given else front_lines(self.front)

    @property
    def title(self) -> str:
        return Manuscript(self.front_lines).title.strip() or UNTITLED

    @property
    def is_editable(self) -> bool:
        is_open = self.state in EDITABLE or (self.state == State.IN_REVIEW and self.is_open_in_review)
        return self.deleted_at is None and is_open

    def manuscript(self) -> Manuscript:
        """Return the speech as it stands, or as it was given. One query, however many paragraphs."""
        if self.given:
            return self.given_manuscript
        rows = self.paragraphs.live().order_by("position")
        return Manuscript(self.front_lines, tuple(row.to_value() for row in rows))

    @cached_property
    def given_manuscript(self) -> Manuscript:
        return self.given[0].manuscript()

    @property
    def shown_sequence(self) -> int:
        return self.given[0].sequence if self.given else self.sequence

    def shown_revisions(self) -> "models.QuerySet[Revision]":
        """Return the versions that may be looked at: all, or those that were given."""
        given = self.given
        return self.revisions.all() if given is None else self.revisions.filter(pk__in=[r.pk for r in given])

    def facts_by_name(self) -> dict[str, str]:
        return {fact.name: fact.value for fact in self.facts.all()}


class Fact(models.Model):
    """A fact (单位, 会议名称…) or figure (数据) of a draft; it fills the placeholders of its name."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="facts")
    name = models.CharField("名称", max_length=30)
    value = models.CharField("内容", max_length=200, blank=True)
    # What it was before, the last first: the title block has no spans, there the old words are looked for.
    earlier = models.JSONField("改动以前", default=list, blank=True)
    is_figure = models.BooleanField("是数据", default=False)
    unit = models.CharField("计量单位", max_length=10, blank=True)
    previous = models.CharField("上年同期数", max_length=30, blank=True)
    period = models.CharField("期间", max_length=40, blank=True)
    source = models.CharField("来源", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "要素"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["draft", "name"], name="one_fact_of_a_name"),)

    def __str__(self) -> str:
        return f"{self.name}：{self.value}"

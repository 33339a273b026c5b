"""A paragraph of a draft as a row, so that two people can edit different paragraphs."""

from typing import Any, Self

from django.db import models

from speeches.manuscript.paragraph import Origin, Paragraph, Role, Span

from .draft import Draft

ROLES = [(role.value, role.value) for role in Role]


class DraftParagraphQuerySet(models.QuerySet["DraftParagraph"]):
    def live(self) -> Self:
        return self.filter(deleted_at_sequence=None)


class DraftParagraph(models.Model):
    """All fields of the manuscript's paragraph, its place, and when it last changed.

    A deleted paragraph stays as a tombstone: its place is kept and undo revives its key.
    `sequence` and `client` say who stored the text last: clashes are judged by them. `bound_sequence` moves
    when only the spans were recomputed: nobody's edit, but news to other editors.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="paragraphs")
    key = models.CharField(max_length=24)
    position = models.BigIntegerField()
    role = models.CharField(max_length=10, choices=ROLES)
    text = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    series = models.CharField(max_length=40, blank=True)
    list_id = models.CharField(max_length=40, blank=True)
    depth = models.PositiveSmallIntegerField(default=0)
    # None = derived from its place; "" = printed without a marker: two different things.
    typed_marker = models.CharField(max_length=40, null=True, blank=True)  # noqa: DJ001
    run_in = models.BooleanField(default=False)
    spans = models.JSONField(default=list)
    origin_entry = models.UUIDField(null=True, blank=True)
    origin_version = models.PositiveIntegerField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    bound_sequence = models.PositiveIntegerField(default=0)
    client = models.CharField(max_length=64, blank=True)
    deleted_at_sequence = models.PositiveIntegerField(null=True, blank=True)
    merged_into = models.CharField(max_length=24, blank=True)

    objects = DraftParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "段落"
        constraints = (models.UniqueConstraint(fields=["draft", "key"], name="one_paragraph_of_a_key"),)
        indexes = (
            models.Index(fields=["draft", "position"], name="paragraph_by_position"),
            models.Index(fields=["origin_entry"], name="paragraph_by_origin"),
        )

    def __str__(self) -> str:
        return self.text[:30]

    @property
    def is_live(self) -> bool:
        return self.deleted_at_sequence is None

    def to_value(self) -> Paragraph:
        return Paragraph(
            key=self.key,
            role=Role(self.role),
            text=self.text,
            level=self.level,
            series=self.series,
            list_id=self.list_id,
            depth=self.depth,
            typed_marker=self.typed_marker,
            run_in=self.run_in,
            spans=tuple(Span(*span) for span in self.spans),
            origin=Origin(str(self.origin_entry), self.origin_version or 0) if self.origin_entry else None,
        )

    def take_value(self, paragraph: Paragraph) -> None:
        """Write a paragraph's fields into the row (unsaved); place and history stay."""
        for name, value in value_fields(paragraph).items():
            setattr(self, name, value)


def value_fields(paragraph: Paragraph) -> dict[str, Any]:
    """Return the columns that hold a paragraph's own fields."""
    origin = paragraph.origin
    return {
        "role": paragraph.role.value,
        "text": paragraph.text,
        "level": paragraph.level,
        "series": paragraph.series,
        "list_id": paragraph.list_id,
        "depth": paragraph.depth,
        "typed_marker": paragraph.typed_marker,
        "run_in": paragraph.run_in,
        "spans": [[span.start, span.end, span.kind, span.ref] for span in paragraph.spans],
        "origin_entry": origin.entry if origin else None,
        "origin_version": origin.version if origin else None,
    }

"""All paragraphs of a draft in memory while one change set is applied to them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from speeches.manuscript.announcements import bind
from speeches.manuscript.merge import merge_paragraphs
from speeches.manuscript.paragraph import Paragraph
from speeches.manuscript.setnames import SET_NAMES
from speeches.manuscript.value import Manuscript

from .changes import MAX_PARAGRAPH, BadChangesError, Changes, Upsert
from .clashes import NOBODY, Clash, is_same
from .models import DraftParagraph
from .order import Order, spread

UNKNOWN_PLACE = "没有保存：有一段的位置对不上。请复制好刚改的文字，刷新页面后再试。"
STORED = [
    field.attname
    for field in DraftParagraph._meta.concrete_fields
    if field.attname not in ("id", "draft_id", "key")
]


@dataclass
class Sheet:
    """Rows by key, tombstones included, in their order; what changes is remembered and written at once."""

    draft_id: int
    rows: dict[str, DraftParagraph]
    order: Order
    moved: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    clashes: list[Clash] = field(default_factory=list)
    tombstones: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.tombstones.update(key for key, row in self.rows.items() if not row.is_live)

    @classmethod
    def of(cls, draft_id: int) -> "Sheet":
        """Read the rows of a draft. One query."""
        rows = {row.key: row for row in DraftParagraph.objects.filter(draft=draft_id).order_by("position")}
        return cls(draft_id, rows, Order(rows))

    def live(self) -> list[DraftParagraph]:
        return [self.rows[key] for key in self.order if self.rows[key].is_live]

    def values(self) -> tuple[Paragraph, ...]:
        return tuple(row.to_value() for row in self.live())

    def origins(self) -> set[str]:
        """Return the library entries that any paragraph came from, deleted ones included."""
        return {str(row.origin_entry) for row in self.rows.values() if row.origin_entry}

    # Applying

    def apply(self, changes: Changes, sequence: int) -> None:
        """Apply deletions, then upserts in their order. What cannot be merged is left as it is and listed."""
        for key in changes.deletions:
            self._delete(key, changes, sequence)
        for upsert in changes.upserts:
            self._upsert(upsert, changes, sequence)

    def _has_changed(self, row: DraftParagraph, changes: Changes) -> bool:
        """Whether somebody else changed a paragraph that this client changes too."""
        was = changes.was.get(row.key)
        if was is not None:
            return not (row.is_live and is_same(row.to_value(), was))
        return row.sequence > changes.base and row.client != changes.client

    def _delete(self, key: str, changes: Changes, sequence: int) -> None:
        row = self.rows.get(key)
        if row is None or not row.is_live:
            return
        if self._has_changed(row, changes):
            self.clashes.append(Clash(key, None, row.to_value()))
            return
        row.deleted_at_sequence = sequence
        self.tombstones.add(key)
        row.merged_into = changes.merged.get(key, "")
        self._stamp(row, changes.client, sequence)

    def _upsert(self, upsert: Upsert, changes: Changes, sequence: int) -> None:
        paragraph, writer = upsert.paragraph, changes.client
        row = self.rows.get(paragraph.key)
        if row is not None and self._has_changed(row, changes):
            merged = self._merged(row, paragraph, changes)
            if merged is None:
                theirs = row.to_value() if row.is_live else None
                self.clashes.append(Clash(row.key, paragraph, theirs))
                return
            paragraph, writer = merged, NOBODY
        if row is None:
            row = DraftParagraph(draft_id=self.draft_id, key=paragraph.key)
        self._place(row, upsert.after)
        row.take_value(paragraph)
        row.deleted_at_sequence, row.merged_into = None, ""
        self.tombstones.discard(row.key)
        self._stamp(row, writer, sequence)

    def _merged(self, row: DraftParagraph, mine: Paragraph, changes: Changes) -> Paragraph | None:
        """Return what both have written, None where they wrote over each other or the other deleted it."""
        theirs, was = row.to_value(), changes.was.get(row.key)
        if not row.is_live or is_same(theirs, mine):
            return theirs if row.is_live else None
        merged = merge_paragraphs(was, mine, theirs) if was else None
        return merged if merged and len(merged.text) <= MAX_PARAGRAPH else None

    def _place(self, row: DraftParagraph, after: str | None) -> None:
        is_new = row.key not in self.rows
        if after is None:
            if not is_new:
                return
            after = self.order.last
        if after not in self.order:
            raise BadChangesError(UNKNOWN_PLACE)
        if is_new or not self.order.follows(row.key, after, across=self.tombstones):
            self.order.place(row.key, after)
            self.moved.add(row.key)
        self.rows[row.key] = row

    def _stamp(self, row: DraftParagraph, client: str, sequence: int) -> None:
        row.sequence, row.client = sequence, client
        self.touched.add(row.key)

    # Bindings

    def rebind(
        self, front: Sequence[Any], sequence: int, set_names: Collection[str] = SET_NAMES
    ) -> dict[str, list[list[Any]]]:
        """Tie announced counts to their lists anew. Returns the count spans where they changed."""
        changed: dict[str, list[list[Any]]] = {}
        values = self.values()
        bound = bind(Manuscript(tuple(front), values), set_names).paragraphs
        for before, after in zip(values, bound, strict=True):
            if before.spans != after.spans:
                row = self.rows[after.key]
                row.spans = [[span.start, span.end, span.kind, span.ref] for span in after.spans]
                row.bound_sequence = sequence
                self.touched.add(after.key)
                changed[after.key] = [span for span in row.spans if span[2] == "count"]
        return changed

    # Writing

    def write(self) -> None:
        """Store what changed. One statement, however many paragraphs."""
        fixed = {key: row.position for key, row in self.rows.items() if key not in self.moved}
        for key, position in spread(list(self.order), fixed).items():
            self.rows[key].position = position
            self.touched.add(key)
        upsert_rows(self.rows[key] for key in self.touched)


def upsert_rows(rows: Iterable[DraftParagraph]) -> None:
    """INSERT … ON CONFLICT (draft, key) DO UPDATE."""
    rows = list(rows)
    for row in rows:
        row.pk = None  # The key decides whether it is the same row, not the id.
    DraftParagraph.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["draft", "key"], update_fields=STORED
    )

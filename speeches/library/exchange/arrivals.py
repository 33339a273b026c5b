"""What a package would change here, row by row. Reads the library, writes nothing."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import TextChoices

from speeches.accounts.models import Office
from speeches.library.models import Confusable, Entry, Expression, Occasion, Outline, Theme
from speeches.library.models.package import Receipt
from speeches.library.models.shared import Scope, Shipped
from speeches.library.wording_text import wording_text

from .package import Package
from .rows import (
    Row,
    digest,
    entry_row,
    fill_wording,
    former_row,
    name_of,
    outline_row,
    wording_row,
)

# What a receipt holds of a row that the publisher has withdrawn and that was kept here.
WITHDRAWN_DIGEST = "withdrawn"


Thing = Entry | Outline | Expression | Confusable


class Fate(TextChoices):
    NEW = "new", "新增"
    CHANGED = "changed", "对方有改动"
    CONFLICT = "conflict", "与本单位的不同"
    WITHDRAWN = "withdrawn", "对方已停用"
    KEPT = "kept", "本单位改过，对方未变"
    ELSEWHERE = "elsewhere", "上级单位已发布，不必导入"
    SAME = "same", "相同"


# These change nothing and offer no choice.
SETTLED = (Fate.KEPT, Fate.ELSEWHERE, Fate.SAME)


class Arriving(NamedTuple):
    """One row. `row` is None for what was withdrawn, `local` for what is not here."""

    id: str
    noun: str
    fate: Fate
    row: Row | None
    local: Thing | None
    digest: str
    note: str = ""

    @property
    def title(self) -> str:
        return name_of(self.row) if self.row else str(self.local)

    @property
    def kind_label(self) -> str:
        """What it is, where it is not an entry."""
        return {"outline": "提纲", "expression": "提法", "confusable": "易错词"}.get(self.noun, "")

    @property
    def new_text(self) -> str:
        return readable(self.row) if self.row else ""

    @property
    def old_text(self) -> str:
        if self.local is None:
            return ""
        return readable(row_of(self.local))


class Arrivals(NamedTuple):
    rows: list[Arriving]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.fate for row in self.rows)
        return {fate.value: found[fate] for fate in Fate if found[fate]}

    @property
    def digest(self) -> str:
        """Another one as soon as confirming would do something else than what was shown."""
        shown = [(row.id, row.fate, row.digest, row.local.version if row.local else 0) for row in self.rows]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()

    def of(self, *fates: Fate) -> list[Arriving]:
        return [row for row in self.rows if row.fate in fates]


def compare_package(package: Package, office: Office) -> Arrivals:
    """Compare a package with what an office has. A fixed number of queries."""
    return Comparison(package, office).arrivals()


class Comparison:
    def __init__(self, package: Package, office: Office) -> None:
        self.package, self.office = package, office
        receipts = Receipt.objects.filter(office=office, publisher_key=package.fingerprint)
        related = receipts.select_related("entry", "outline__occasion", "expression", "confusable")
        related = related.prefetch_related("entry__themes", "entry__occasions")
        self.receipts = {str(receipt.upstream_id): receipt for receipt in related}
        ids = [uuid.UUID(value) for value in [row["id"] for row in package.rows] + package.withdrawn]
        entries = Entry.objects.filter(pk__in=ids).select_related("office")
        self.entries = {str(entry.pk): entry for entry in entries.prefetch_related("themes", "occasions")}
        outlines = Outline.objects.filter(pk__in=ids).select_related("occasion", "office")
        self.outlines = {str(outline.pk): outline for outline in outlines}
        self.wordings = {
            noun: {str(row.pk): row for row in model.objects.filter(pk__in=ids).select_related("office")}
            for noun, model in WORDINGS.items()
        }
        self.above = set(office.ancestors().values_list("pk", flat=True))
        self.names = {Theme: current_names(Theme), Occasion: current_names(Occasion)}

    def arrivals(self) -> Arrivals:
        rows = [self.arriving(row, "entry", self.entries) for row in self.package.entries]
        rows += [self.arriving(row, "outline", self.outlines) for row in self.package.outlines]
        rows += [
            self.arriving(row, noun_of(row), self.wordings[noun_of(row)])
            for row in [*self.package.expressions, *self.package.confusables]
        ]
        former = self.former_versions(rows)
        rows = [row._replace(fate=Fate.KEPT) if row.id in former else row for row in rows]
        gone = (self.withdrawn(value) for value in self.package.withdrawn)
        return Arrivals(rows + [row for row in gone if row])

    def arriving(self, row: Row, noun: str, stored: Mapping[str, Any]) -> Arriving:
        theirs, row = digest(row), self.renamed(row)
        local = self.local(row["id"], noun, stored)
        if local is None:
            elsewhere = stored.get(row["id"])
            if elsewhere is not None and self.is_published_here(elsewhere):
                note = f"由{elsewhere.office}管理。"
                return Arriving(row["id"], noun, Fate.ELSEWHERE, row, None, theirs, note)
            return Arriving(row["id"], noun, Fate.NEW, row, None, theirs)
        return Arriving(row["id"], noun, self.fate(row, local, theirs), row, local, theirs)

    def former_versions(self, rows: list[Arriving]) -> set[str]:
        """Return the ids of the rows that say what our own said once: only we have changed it since."""
        open_rows = [row for row in rows if row.fate is Fate.CONFLICT and row.id not in self.receipts]
        found = set()
        for noun, model in {"entry": Entry, **WORDINGS}.items():
            ours = {row.local.pk: row for row in open_rows if row.noun == noun}
            for old in model.history.filter(id__in=ours) if ours else ():
                said, arriving = self.said_once(noun, old), ours[old.id]
                if said is not None and digest(said) == digest(arriving.row):
                    found.add(arriving.id)
        return found

    def said_once(self, noun: str, old: Any) -> Row | None:
        """Return a row of the history as one of a package; None where the history does not hold all of it."""
        if noun in WORDINGS:
            return wording_row(old.instance)
        said = former_row(old)
        return self.renamed(said) if said else None

    def is_published_here(self, found: Thing) -> bool:
        """Can this office read it anyway? What others keep to themselves is none of our business."""
        return found.scope == Scope.SUBTREE and found.office_id in self.above

    def local(self, key: str, noun: str, stored: Mapping[str, Any]) -> Any:
        """Return what this row is here: what the receipt says, or the office's own row of that number."""
        receipt = self.receipts.get(key)
        if receipt is not None and getattr(receipt, noun) is not None:
            found = getattr(receipt, noun)
        else:
            found = stored.get(key)
        return found if found is not None and found.office_id == self.office.pk else None

    def fate(self, row: Row, local: Thing, theirs: str) -> Fate:
        receipt = self.receipts.get(row["id"])
        if digest(row_of(local)) == digest(row):
            return Fate.SAME
        if receipt is not None and receipt.digest == theirs:
            return Fate.KEPT
        return Fate.CONFLICT if self.is_edited(local, receipt) else Fate.CHANGED

    def is_edited(self, local: Shipped, receipt: Receipt | None) -> bool:
        """Has anybody here changed it since it came? What nobody knows the origin of counts as ours."""
        return local.is_edited_here if receipt is None else local.version != receipt.version

    def withdrawn(self, key: str) -> Arriving | None:
        shelves = {"entry": self.entries, **self.wordings}
        found = {noun: self.local(key, noun, shelf) for noun, shelf in shelves.items()}
        noun, local = next(((noun, row) for noun, row in found.items() if row is not None), ("", None))
        receipt = self.receipts.get(key)
        if local is None or local.state != Entry.State.ACTIVE:
            return None
        is_kept = receipt is not None and receipt.digest == WITHDRAWN_DIGEST
        edited = Fate.CONFLICT if self.is_edited(local, receipt) else Fate.WITHDRAWN
        note = "对方已停用，本单位改过。" if edited is Fate.CONFLICT else ""
        return Arriving(key, noun, Fate.KEPT if is_kept else edited, None, local, WITHDRAWN_DIGEST, note)

    def renamed(self, row: Row) -> Row:
        """Call themes and occasions what they are called here."""
        if noun_of(row) in WORDINGS:
            return row
        themes, occasions = self.names[Theme], self.names[Occasion]
        if "occasion" in row:
            return {**row, "occasion": occasions.get(row["occasion"], row["occasion"])}
        return {
            **row,
            "themes": sorted({themes.get(name, name) for name in row["themes"]}),
            "occasions": sorted({occasions.get(name, name) for name in row["occasions"]}),
        }


def current_names(model: type[Theme | Occasion]) -> dict[str, str]:
    tags = list(model.objects.all())
    return {
        **{old: tag.name for tag in tags for old in tag.former_names},
        **{tag.name: tag.name for tag in tags},
    }


WORDINGS: dict[str, type[Expression | Confusable]] = {"expression": Expression, "confusable": Confusable}


def noun_of(row: Row) -> str:
    """Return what a row is of."""
    marks = {"wrong_forms": "expression", "wrong": "confusable", "slots": "outline"}
    return next((noun for mark, noun in marks.items() if mark in row), "entry")


def row_of(local: Thing) -> Row:
    if isinstance(local, Expression | Confusable):
        return wording_row(local)
    return entry_row(local) if isinstance(local, Entry) else outline_row(local)


LABELS = {
    "kind": "类别",
    "function": "作用",
    "themes": "主题",
    "occasions": "场合",
    "audience": "适用层级",
    "valid_from": "有效自",
    "valid_until": "有效至",
    "source": "出处",
    "source_level": "讲话人层级",
    "source_on": "讲话日期",
    "quality": "质量",
    "occasion": "场合",
    "summary": "简介",
    "target_minutes": "目标时长",
}


def readable(row: Row) -> str:
    """Return a row as text for a person: title, text, then what it is sorted under."""
    if noun_of(row) in WORDINGS:
        wording = WORDINGS[noun_of(row)]()
        fill_wording(wording, row)
        return wording_text(wording)
    facts = [f"{label}：{shown(name, row[name])}" for name, label in LABELS.items() if row.get(name)]
    if "slots" in row:
        body = [text for _, text in row["front"]]
        body += [
            f"{slot['text']}{'〔' + slot['prompt'] + '〕' if slot['prompt'] else ''}" for slot in row["slots"]
        ]
    else:
        body = [row["text"]]
    return "\n".join([name_of(row), *body, *facts])


def shown(name: str, value: Any) -> str:
    if name == "kind":
        return str(dict(Entry.Kind.choices).get(value, value))
    if name == "quality":
        return str(dict(Entry.Quality.choices)[value])
    return "；".join(value) if isinstance(value, list) else str(value)

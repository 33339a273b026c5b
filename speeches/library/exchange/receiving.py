"""Packages received: kept until they are confirmed, stored in one transaction, undone as a whole."""

import uuid
from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from speeches.accounts.actions import log_action
from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.library.actions import (
    Sorting,
    activate_entry,
    add_tag,
    create_entry,
    create_wording,
    edit_entry,
    edit_wording,
    retire_entry,
    retire_wording,
    suggest_entry,
)
from speeches.library.models import Confusable, Entry, Expression, Occasion, Outline, Theme, WordingState
from speeches.library.models.package import PackageImport, Receipt, TrustedKey
from speeches.library.models.shared import Scope
from speeches.library.permissions import create_refusal

from .arrivals import SETTLED, WORDINGS, Arrivals, Arriving, Fate, Thing, compare_package, row_of
from .errors import ExchangeError, UnknownKeyError
from .package import Package, open_package
from .rows import Row, fill_entry, fill_outline, fill_wording
from .storing import CHANGED_SINCE
from .working import STORED_ALREADY, begin, locked, work

UNKNOWN = (
    "这个包自称来自“{office}”，签名的密钥不在信任名单里，没有导入。"
    "请给对方打电话核对指纹，一致后在“信任的密钥”里添加，再导入一次。"
)


def open_trusted(data: bytes, office: Office) -> tuple[Package, TrustedKey]:
    """Open a package that somebody trusted here has signed. Raises ExchangeError, UnknownKeyError."""
    package = open_package(data)
    keys = TrustedKey.objects.filter(office=office, fingerprint=package.fingerprint, revoked_at=None)
    key = keys.first()
    if key is None:
        raise UnknownKeyError(UNKNOWN.format(office=package.office), package.fingerprint, package.office)
    return package, key


@transaction.atomic
def receive_package(data: bytes, filename: str, office: Office | None, *, by: User) -> PackageImport:
    """Keep an uploaded package until it is confirmed. Raises NotAllowed, ExchangeError."""
    refuse(create_refusal(by, office))
    package, key = open_trusted(data, office)
    PackageImport.objects.filter(user=by, state=PackageImport.State.WAITING).delete()
    return PackageImport.objects.create(
        office=office,
        user=by,
        filename=filename[-200:],
        data=data,
        publisher=key.name,
        fingerprint=package.fingerprint,
        sha256=package.sha256,
        packed_at=package.created_at,
    )


def confirm_package(
    arrival: PackageImport,
    seen: str,
    *,
    by: User,
    taken: Collection[str],
    skipped: Collection[str],
    is_active: bool,
    has_wordings_in_use: bool,
) -> None:
    """Have a worker store a package; `seen` is the digest of what was shown.

    Of conflicts those in `taken`, of the rest all but `skipped` (ids of its rows). Raises NotAllowed,
    ExchangeError.
    """
    refuse(create_refusal(by, arrival.office))
    if arrival.data is None:
        raise ExchangeError(STORED_ALREADY)
    package, _ = open_trusted(bytes(arrival.data), arrival.office)
    if compare_package(package, arrival.office).digest != seen:
        raise ExchangeError(CHANGED_SINCE)
    choice = {"seen": seen, "taken": sorted(taken), "skipped": sorted(skipped), "is_active": is_active}
    choice |= {"has_wordings_in_use": has_wordings_in_use}
    begin(arrival, PackageImport.State.WAITING, PackageImport.State.STORING, **choice, by=by.pk)
    store_package.enqueue(str(arrival.pk))


@task()
def store_package(arrival_id: str) -> None:
    """Store a confirmed package, in a worker."""
    work(PackageImport.objects.get(pk=arrival_id), apply_package, PackageImport.State.WAITING)


@transaction.atomic
def apply_package(arrival: PackageImport) -> None:
    """Store all that was wanted, or nothing. Raises NotAllowed, ExchangeError."""
    arrival = locked(arrival, PackageImport.State.STORING)
    choice = arrival.confirmed
    by = User.objects.get(pk=choice["by"])
    refuse(create_refusal(by, arrival.office))
    # One package at a time for an office.
    Office.objects.select_for_update().get(pk=arrival.office_id)
    package, _ = open_trusted(bytes(arrival.data), arrival.office)
    hold(package, arrival.office)
    arrivals = compare_package(package, arrival.office)
    if arrivals.digest != choice["seen"]:
        raise ExchangeError(CHANGED_SINCE)
    taken, skipped = set(choice["taken"]), set(choice["skipped"])
    # What was confirmed before this could be chosen was to be in use.
    in_use = choice.get("has_wordings_in_use", True)
    store = Storing(arrival, by, is_active=choice["is_active"], has_wordings_in_use=in_use)
    store.add_tags(package, arrivals)
    for row in arrivals.rows:
        is_wanted = row.id in taken if row.fate == Fate.CONFLICT else row.id not in skipped
        store.row(row, is_wanted=is_wanted)
    arrival.changes, arrival.counts = store.changes, dict(store.counts)
    arrival.state, arrival.done_at, arrival.data = arrival.State.DONE, timezone.now(), None
    arrival.save()
    log_action(by, "import-package", arrival, publisher=arrival.publisher, **store.counts)


def hold(package: Package, office: Office) -> None:
    """Let whoever edits one of these rows wait."""
    ids = [row["id"] for row in package.rows] + package.withdrawn
    receipts = Receipt.objects.filter(office=office, publisher_key=package.fingerprint)
    for noun, model in {"entry": Entry, **WORDINGS}.items():
        received = receipts.exclude(**{noun: None}).values(noun)
        for found in (model.objects.filter(pk__in=ids), model.objects.filter(pk__in=received)):
            list(found.select_for_update().order_by("pk").values_list("pk"))


class Storing:
    """One package on its way into the library; remembers what it changed."""

    def __init__(
        self, arrival: PackageImport, by: User, *, is_active: bool, has_wordings_in_use: bool
    ) -> None:
        self.arrival, self.by, self.is_active = arrival, by, is_active
        self.new_wording_state = WordingState.ACTIVE if has_wordings_in_use else WordingState.RETIRED
        self.office = arrival.office
        self.changes: list[dict[str, Any]] = []
        self.counts: Counter[str] = Counter()
        receipts = Receipt.objects.filter(office=self.office, publisher_key=arrival.fingerprint)
        self.receipts = {str(receipt.upstream_id): receipt for receipt in receipts}

    def add_tags(self, package: Package, arrivals: Arrivals) -> None:
        """Add names that are missing here and wanted by a row, in the package's order."""
        rows = [row.row for row in arrivals.rows if row.row and row.fate not in SETTLED]
        themes = {name for row in rows for name in row.get("themes", ())}
        occasions = {name for row in rows for name in row.get("occasions", ())}
        occasions |= {row["occasion"] for row in rows if "occasion" in row}
        for model, used, order in ((Theme, themes, package.themes), (Occasion, occasions, package.occasions)):
            known = set(model.objects.values_list("name", flat=True))
            for name in [*(name for name in order if name in used), *sorted(used - set(order))]:
                if name not in known:
                    add_tag(model, name, by=self.by)

    def row(self, row: Arriving, *, is_wanted: bool) -> None:
        self.counts[row.fate.value if is_wanted or row.fate in SETTLED else "skipped"] += 1
        if row.fate == Fate.SAME:
            self.receive(row, row.local, version=row.local.version)
        elif row.fate in SETTLED:
            return
        elif is_wanted:
            self.take(row)
        elif row.local is not None:
            self.keep(row, row.local)

    def keep(self, row: Arriving, local: Thing) -> None:
        """This very change is not asked about again; a text of ours stays ours (no version is 0)."""
        self.receive(row, local, version=0 if row.fate == Fate.CONFLICT else local.version)
        kept = {"did": "kept", "id": str(local.pk), "version": local.version}
        self.changes.append({**self.record(row), **kept})

    def record(self, row: Arriving) -> dict[str, Any]:
        """Return what undoing needs to know of how it was."""
        receipt = self.receipts.get(row.id)
        return {
            "noun": row.noun,
            "upstream_id": row.id,
            "before": row_of(row.local) if row.local else None,
            "receipt": {"digest": receipt.digest, "version": receipt.version} if receipt else None,
        }

    def take(self, row: Arriving) -> None:
        change = self.record(row)
        if row.row is None:
            local, change["did"] = self.retire(row.local), "retired"
        elif row.noun in WORDINGS:
            local, change["did"] = self.store_wording(row, row.row), "changed" if row.local else "created"
        elif row.noun == "entry":
            local, change["did"] = self.store_entry(row, row.row), "changed" if row.local else "created"
        else:
            local, change["did"] = self.store_outline(row, row.row), "changed" if row.local else "created"
        self.changes.append({**change, "id": str(local.pk), "version": local.version})
        self.receive(row, local, version=local.version)

    def receive(self, row: Arriving, local: Thing, *, version: int) -> None:
        Receipt.objects.update_or_create(
            office=self.office,
            publisher_key=self.arrival.fingerprint,
            upstream_id=uuid.UUID(row.id),
            defaults={"digest": row.digest, "version": version, row.noun: local},
        )

    def reason(self) -> str:
        return f"导入{self.arrival.publisher}的素材包"

    def retire(self, local: Any) -> Any:
        retire = retire_entry if isinstance(local, Entry) else retire_wording
        retire(local, by=self.by, reason=f"{self.arrival.publisher}已停用")
        return local

    def store_wording(self, arriving: Arriving, row: Row) -> Expression | Confusable:
        if arriving.local is not None:
            return write_wording_back(arriving.local, row, self.by, self.reason())
        model = WORDINGS[arriving.noun]
        wording = model(pk=free_key(model, row), office=self.office, state=self.new_wording_state)
        fill_wording(wording, row)
        told = "" if wording.is_active else "，先停用"
        return create_wording(wording, by=self.by, reason=self.reason() + told)

    def store_entry(self, arriving: Arriving, row: Row) -> Entry:
        if arriving.local is not None:
            return write_back(arriving.local, row, self.by, self.reason())
        entry = Entry(pk=free_key(Entry, row), office=self.office, content=row["content"])
        fill_entry(entry, row)
        if self.is_active:
            create_entry(entry, row["text"], by=self.by, sorting=sorting_of(row))
            activate_entry(entry, by=self.by)
        else:
            suggest_entry(entry, row["text"], by=self.by, sorting=sorting_of(row))
        return entry

    def store_outline(self, arriving: Arriving, row: Row) -> Outline:
        if arriving.local is not None:
            return write_outline_back(arriving.local, row)
        outline = Outline(pk=free_key(Outline, row), office=self.office, scope=Scope.OWN)
        outline.occasion = Occasion.objects.get(name=row["occasion"])
        fill_outline(outline, row)
        outline.save()
        return outline


def free_key(model: type[Thing], row: Row) -> uuid.UUID:
    """Keep the publisher's number, unless another office here has it already."""
    key = uuid.UUID(row["id"])
    return uuid.uuid4() if model.objects.filter(pk=key).exists() else key


def write_back(entry: Any, row: Row, by: User, reason: str) -> Entry:
    """Give an entry a new version that says what a row says."""
    fill_entry(entry, row)
    return edit_entry(entry, row["text"], by=by, sorting=sorting_of(row), reason=reason[:200])


def write_wording_back(wording: Any, row: Row, by: User, reason: str) -> Any:
    """Give an expression or a confusable a new version that says what a row says."""
    fill_wording(wording, row)
    return edit_wording(wording, by=by, reason=reason)


def write_outline_back(outline: Any, row: Row) -> Outline:
    fill_outline(outline, row)
    outline.occasion = Occasion.objects.called(row["occasion"]).get()
    outline.version += 1
    outline.save()
    return outline


def sorting_of(row: Row) -> Sorting:
    themes = [tag for name in row["themes"] for tag in Theme.objects.called(name)]
    return Sorting(themes, [tag for name in row["occasions"] for tag in Occasion.objects.called(name)])

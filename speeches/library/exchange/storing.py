"""Storing what a table says, once it was confirmed: one transaction, through the library's actions."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from speeches.accounts.actions import log_action, save_person
from speeches.accounts.models import Office, Person, User
from speeches.accounts.permissions import refuse
from speeches.library.actions import (
    Sorting,
    activate_entry,
    create_entry,
    create_outline,
    create_wording,
    edit_entry,
    edit_outline,
    edit_wording,
    suggest_entry,
)
from speeches.library.actions.quoting import save_quotation
from speeches.library.actions.white_list import save_white_listing
from speeches.library.models import Entry, Outline, Quotation, WhiteListEntry
from speeches.library.models.package import SheetImport

from .columns import ID
from .comparisons import COMPARISONS, plan_sheet
from .differences import Outcome, RowPlan, SheetPlan
from .errors import ExchangeError
from .layouts import CURATED, LAYOUTS, Layout
from .sheets import Sheet, read_sheet
from .working import STORED_ALREADY, begin, locked, work

CHANGED_SINCE = "您看过之后，素材库有了变化，差别已重新比对。请再看一遍，然后确认。"
OF_ANOTHER_KIND = "这是“{is_}”的表格，不能在这里导入。人员名册在“人员名册”页导入，其余的在“导入导出”页。"
HAS_FAULTS = "还有 {count} 行有问题。请在表格里改好，重新上传；现在没有存入任何一行。"


@transaction.atomic
def receive_sheet(
    data: bytes, filename: str, office: Office | None, *, by: User, of: Layout | None = None
) -> SheetImport:
    """Keep an uploaded table, of one kind or of any that curators have. Raises NotAllowed, ExchangeError."""
    noun = read_sheet(data).layout.noun
    if noun not in {layout.noun for layout in ([of] if of else CURATED)}:
        raise ExchangeError(OF_ANOTHER_KIND.format(is_=LAYOUTS[noun].title))
    refuse(COMPARISONS[noun].import_refusal(by, office))
    SheetImport.objects.filter(user=by, state=SheetImport.State.WAITING).delete()
    return SheetImport.objects.create(office=office, user=by, filename=filename[-200:], data=data, noun=noun)


def confirmed_plan(sheet: SheetImport, read: Sheet, by: User, seen: str) -> SheetPlan:
    """Return what is to be stored: what was shown, and without a fault. Raises NotAllowed, ExchangeError."""
    refuse(COMPARISONS[sheet.noun].import_refusal(by, sheet.office))
    plan = plan_sheet(read, by, sheet.office)
    if plan.digest != seen:
        raise ExchangeError(CHANGED_SINCE)
    if faults := plan.counts[Outcome.FAULT]:
        raise ExchangeError(HAS_FAULTS.format(count=faults))
    return plan


def confirm_sheet(sheet: SheetImport, seen: str, *, by: User, is_active: bool) -> None:
    """Have a worker store it; `seen` is the digest of what was shown. Raises NotAllowed, ExchangeError."""
    if sheet.data is None:
        raise ExchangeError(STORED_ALREADY)
    confirmed_plan(sheet, read_sheet(bytes(sheet.data)), by, seen)
    begin(sheet, SheetImport.State.WAITING, SheetImport.State.STORING, seen=seen, is_active=is_active)
    store_sheet.enqueue(str(sheet.pk))


@task()
def store_sheet(sheet_id: str) -> None:
    """Store a confirmed table, in a worker."""
    work(SheetImport.objects.get(pk=sheet_id), apply_sheet, SheetImport.State.WAITING)


@transaction.atomic
def apply_sheet(sheet: SheetImport) -> None:
    """Store all rows or none. Raises NotAllowed, ExchangeError."""
    sheet = locked(sheet, SheetImport.State.STORING)
    by, is_active = sheet.user, sheet.confirmed["is_active"]
    read = read_sheet(bytes(sheet.data))
    # Whoever edits one of these entries now waits; whoever did since the preview shows in the digest.
    hold(read)
    plan = confirmed_plan(sheet, read, by, sheet.confirmed["seen"])
    for row in plan.rows:
        if row.target is not None and row.outcome != Outcome.SAME:
            store_row(row, f"导入表格“{sheet.filename}”"[:200], by, is_active=is_active)
    sheet.state, sheet.done_at, sheet.data, sheet.counts = sheet.State.DONE, timezone.now(), None, plan.counts
    sheet.save()
    log_action(by, "import-sheet", sheet, **plan.counts)


def hold(read: Sheet) -> None:
    """Let whoever edits one of these rows wait."""
    kind = COMPARISONS[read.layout.noun]
    ids = [key for row in read.rows if (key := kind.read_id(row.values.get(ID, "")))]
    list(kind.model.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def store_row(row: RowPlan, reason: str, by: User, *, is_active: bool) -> None:
    is_new = row.outcome == Outcome.NEW
    if isinstance(row.target, Entry):
        store_entry(row.target, reason, by, is_new=is_new, is_active=is_active)
    elif isinstance(row.target, Quotation):
        save_quotation(row.target, by=by)
    elif isinstance(row.target, WhiteListEntry):
        save_white_listing(row.target, by=by)
    elif isinstance(row.target, Person):
        save_person(row.target, by=by)
    elif isinstance(row.target, Outline):
        (create_outline if is_new else edit_outline)(row.target, by=by, reason=reason)
    else:
        (create_wording if is_new else edit_wording)(row.target, by=by, reason=reason)


def store_entry(entry: Entry, reason: str, by: User, *, is_new: bool, is_active: bool) -> None:
    sorting = Sorting(entry.chosen_themes, entry.chosen_occasions)
    if not is_new:
        edit_entry(entry, entry.text, by=by, sorting=sorting, reason=reason)
    elif is_active:
        create_entry(entry, entry.text, by=by, sorting=sorting)
        activate_entry(entry, by=by)
    else:
        suggest_entry(entry, entry.text, by=by, sorting=sorting)

"""Making a package: what goes in, signed with the office's newest key."""

from collections.abc import Collection

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.library.models import Entry, Outline, Theme
from speeches.library.models.shared import Scope
from speeches.library.permissions import create_refusal

from .errors import ExchangeError
from .keys import current_key
from .package import pack

NO_KEY = "本单位还没有签名密钥，请先生成一个。"
NOTHING = "按这些条件没有可以导出的内容，请放宽条件。"


@transaction.atomic
def make_package(
    office: Office | None,
    *,
    by: User,
    kinds: Collection[str],
    themes: Collection[Theme],
    is_published_only: bool,
    has_outlines: bool,
) -> bytes:
    """Return the file. No themes: all. Raises NotAllowed, ExchangeError."""
    refuse(create_refusal(by, office))
    key = current_key(office)
    if key is None:
        raise ExchangeError(NO_KEY)
    own = Entry.objects.filter(office=office)
    entries = own.filter(kind__in=kinds).active().order_by("kind", "created_at", "pk")
    outlines = (
        Outline.objects.filter(office=office).select_related("occasion")
        if has_outlines
        else Outline.objects.none()
    )
    if is_published_only:
        entries, outlines = entries.filter(scope=Scope.SUBTREE), outlines.filter(scope=Scope.SUBTREE)
    if themes:
        entries = entries.filter(themes__in=themes).distinct()
    entries = list(entries.prefetch_related("themes", "occasions"))
    if not entries and not outlines:
        raise ExchangeError(NOTHING)
    withdrawn = own.filter(state=Entry.State.RETIRED).values_list("pk", flat=True)
    data = pack(office, key, entries, outlines, withdrawn)
    log_action(by, "export-package", office, entries=len(entries), outlines=len(outlines))
    return data

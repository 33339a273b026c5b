"""Making a package: what goes in, signed with the office's newest key."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.library.models import Entry, Outline, Theme, WordingState
from speeches.library.models.shared import Scope
from speeches.library.permissions import create_refusal

from .errors import ExchangeError
from .keys import current_key
from .package import WORDING_PARTS, pack

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
    has_wordings: bool = False,
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
    wordings = own_wordings(office, is_published_only=is_published_only) if has_wordings else {}
    if not (entries or outlines or any(wordings.values())):
        raise ExchangeError(NOTHING)
    withdrawn = own.filter(state=Entry.State.RETIRED).values_list("pk", flat=True)
    if has_wordings:
        withdrawn = [*withdrawn, *retired_wordings(office)]
    data = pack(office, key, entries, outlines, withdrawn, wordings)
    counts = {name.removesuffix(".json"): len(rows) for name, rows in wordings.items()}
    log_action(by, "export-package", office, entries=len(entries), outlines=len(outlines), **counts)
    return data


def own_wordings(office: Office, *, is_published_only: bool) -> dict[str, list[Any]]:
    """Return an office's expressions and confusables in use, by part."""
    narrowed = {"scope": Scope.SUBTREE} if is_published_only else {}
    return {
        name: list(model.objects.filter(office=office, state=WordingState.ACTIVE, **narrowed))
        for name, model in WORDING_PARTS.items()
    }


def retired_wordings(office: Office) -> list[uuid.UUID]:
    retired = (
        model.objects.filter(office=office, state=WordingState.RETIRED).order_by()
        for model in WORDING_PARTS.values()
    )
    return [key for rows in retired for key in rows.values_list("pk", flat=True)]

"""What the pages of the library show, read in a fixed number of queries."""

from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

from speeches.accounts.models import RoleName, User
from speeches.manuscript.announcements import Announcement, find_announcements
from speeches.manuscript.duration import characters
from speeches.manuscript.paragraph import Role
from speeches.manuscript.value import Manuscript

from .forms import EntryFilterForm
from .fragments import read_fragment
from .models import Entry, EntryUse

PAGE_SIZE = 20
PANEL_SIZE = 20


def find_entries(user: User, wanted: dict[str, Any]) -> Any:
    """Return the visible entries that fit; `wanted` is what `EntryFilterForm.known` understood."""
    fields = {
        "kind": "kind",
        "function": "function",
        "theme": "themes",
        "occasion": "occasions",
        "state": "state",
    }
    chosen = {field: wanted[name] for name, field in fields.items() if name in wanted}
    found = Entry.objects.visible_to(user).filter(**chosen).search(wanted.get("q", ""))
    found = found.select_related("office").prefetch_related("themes", "occasions")
    return found.with_use_count().fresh_first()


def list_context(request: HttpRequest) -> dict[str, Any]:
    is_curator = request.user.has_role(RoleName.CURATOR)
    form = EntryFilterForm(request.GET, is_curator=is_curator)
    wanted = form.known()
    page = Paginator(find_entries(request.user, wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "form": form,
        "page": page,
        "q": wanted.get("q", ""),
        "is_filtered": bool(wanted),
        "is_curator": is_curator,
        "query": rest_of_address(request.GET, page),
    }


def rest_of_address(asked: QueryDict, page: Page) -> str:
    """Return the address's query without the page number, ready for one to be put after it."""
    rest = asked.copy()
    rest.pop("page", None)
    for name in [name for name, value in rest.items() if not value]:
        del rest[name]
    return f"{rest.urlencode()}&" if rest else ""


def panel_context(request: HttpRequest) -> dict[str, Any]:
    """Return the entries to offer beside a draft: in use today, with those of this draft marked as used."""
    form = EntryFilterForm(request.GET)
    wanted = form.known()
    found = find_entries(request.user, wanted).active()
    entries = list(found[: PANEL_SIZE + 1])
    draft = request.GET.get("draft", "")
    return {
        "form": form,
        "q": wanted.get("q", ""),
        "is_filtered": bool(wanted),
        "entries": entries[:PANEL_SIZE],
        "has_more": len(entries) > PANEL_SIZE,
        "draft": draft if draft.isdecimal() else "",
        "used": used_in(draft, request.user),
    }


def used_in(draft: str, user: User) -> set[Any]:
    """Return the ids of the entries that people of one's own office put into a draft."""
    if not draft.isdecimal() or len(draft) > 18:
        return set()
    uses = EntryUse.objects.filter(draft_id=int(draft), user__office=user.office_id)
    return set(uses.values_list("entry", flat=True))


class Preview(NamedTuple):
    """What was recognised in the text of an entry being written."""

    manuscript: Manuscript
    dropped: tuple[tuple[int, str], ...]
    headings: int
    items: int
    characters: int
    announcements: tuple[Announcement, ...]


def preview(text: str) -> Preview:
    parsed = read_fragment(text)
    roles = [paragraph.role for paragraph in parsed.manuscript.paragraphs]
    return Preview(
        manuscript=parsed.manuscript,
        dropped=parsed.dropped,
        headings=roles.count(Role.HEADING),
        items=roles.count(Role.ITEM),
        characters=characters(parsed.manuscript.to_text()),
        announcements=find_announcements(parsed.manuscript),
    )

"""What the list and the panel show: what was found, counted and turned to."""

import uuid
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from speeches.accounts.models import RoleName, User
from speeches.manuscript.punctuation import quoted

from .filters import PANEL_FILTERS, SORTS, EntryFilterForm
from .models import Entry, EntryUse, SearchRow, SourceDocument
from .places import open_draft
from .search.alike import find_alike
from .search.facets import count_values
from .search.finding import Found, find
from .search.labels import condition_for, usable_by
from .search.query import Query, read_query
from .search.statistics import frequencies
from .search.suggesting import Suggestion, suggest

PAGE_SIZE = 20
LAST_PAGE = 500
PANEL_SIZE = 20
ALIKE_SIZE = 10
# In a larger library the counts come after the list: some tenths of a second at a million entries.
COUNTED_AT_ONCE = 50_000
SUGGESTIONS = 8
KEY_LENGTH = 40


class Turn(NamedTuple):
    """A page of a list whose end need not be known."""

    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def is_only(self) -> bool:
        return self.number == 1 and not self.has_next


class Passage(NamedTuple):
    """A line of a past speech, counted from 1 over its whole text; 0 is the speech as such."""

    source: SourceDocument
    line: int

    @property
    def text(self) -> str:
        return self.source.text.split("\n")[self.line - 1] if self.line else self.source.text

    @property
    def anchor(self) -> str:
        return f"#line-{self.line}" if self.line else ""


class Try(NamedTuple):
    """What to try when nothing was found."""

    label: str
    address: str


def fetch_entries(user: User, ids: list[uuid.UUID]) -> list[Entry]:
    """Return the entries in the order of their ids. What a person may not see is left out here once more."""
    entries = Entry.objects.visible_to(user).filter(pk__in=ids).select_related("office")
    entries = entries.prefetch_related("themes", "occasions").with_use_count().order_by()
    by_id = {entry.pk: entry for entry in entries}
    return [by_id[identity] for identity in ids if identity in by_id]


def fetch_passages(user: User, ids: list[uuid.UUID]) -> list[Passage]:
    """Return the lines of past speeches among the ids, in their order, as they were spoken."""
    rows = SearchRow.objects.filter(pk__in=ids, source__in=SourceDocument.objects.visible_to(user))
    rows = rows.select_related("source__office").defer("text", "source__manuscript_json")
    by_id = {row.pk: Passage(row.source, row.line) for row in rows}
    return [by_id[identity] for identity in ids if identity in by_id]


def list_context(request: HttpRequest) -> dict[str, Any]:
    form = EntryFilterForm(request.GET, user=request.user)
    wanted = form.known()
    query = read_query(wanted.get("q", ""))
    number = page_number(request.GET.get("page", ""))
    condition = condition_for(request.user, form.chosen_labels())
    found = find(query, condition, order=SORTS[wanted.get("sort", "")], limit=number * PAGE_SIZE + 1)
    turn = turn_to(number, found)
    ids = found.ids[(turn.number - 1) * PAGE_SIZE : turn.number * PAGE_SIZE]
    entries = fetch_entries(request.user, ids)
    counts_follow = frequencies().rows > COUNTED_AT_ONCE
    if not (found.is_near or counts_follow):
        form.show_counts(counted(request.user, form, query))
    return {
        "counts_follow": counts_follow and not found.is_near,
        "form": form,
        "entries": entries,
        # Material stands first: most pages have no place left for past speeches.
        "passages": fetch_passages(request.user, ids) if len(entries) < len(ids) else [],
        "found": found,
        "turn": turn,
        "q": wanted.get("q", ""),
        "is_filtered": bool(wanted.keys() - {"sort"}),
        "is_curator": request.user.has_role(RoleName.CURATOR),
        "may_suggest": request.user.has_role(RoleName.DRAFTER),
        "query": rest_of_address(request.GET),
        "back": address_query(request.GET),
        "tries": tries(query, form),
    }


def counts_context(request: HttpRequest) -> dict[str, Any]:
    """Return the choices with their counts, where the library is too large to count with the list."""
    form = EntryFilterForm(request.GET, user=request.user)
    form.show_counts(counted(request.user, form, read_query(form.known().get("q", ""))))
    return {"form": form}


def alike_context(user: User, entry: Entry) -> dict[str, Any]:
    """Return the entries most like one, itself left out."""
    condition = condition_for(user, {})
    alike = find_alike(f"{entry.title}\n{entry.text}", condition, ALIKE_SIZE + 1)
    ids = [item.row.id for item in alike if item.row.id != entry.pk]
    return {"entry": entry, "entries": fetch_entries(user, ids[:ALIKE_SIZE]), "q": ""}


def counted(user: User, form: EntryFilterForm, query: Query) -> dict[str, int]:
    values = {name: list(form.labels(name).values()) for name in form.filters}
    return count_values(query, condition_for(user, {}), form.chosen_labels(), values)


def page_number(asked: str) -> int:
    return min(max(1, int(asked)), LAST_PAGE) if asked.isdecimal() and len(asked) < 9 else 1


def turn_to(number: int, found: Found) -> Turn:
    """Return the page asked for, or the last that there is."""
    last = max(1, -(-len(found.ids) // PAGE_SIZE))
    number = min(number, last)
    return Turn(number, has_next=len(found.ids) > number * PAGE_SIZE)


def rest_of_address(asked: QueryDict) -> str:
    """Return the address's query without the page number, ready for one to be put after it."""
    rest = asked.copy()
    rest.pop("page", None)
    query = address_query(rest)
    return f"{query}&" if query else ""


def address_query(asked: QueryDict) -> str:
    """Return the address's query without what is empty: the words, every filter, the order, the page."""
    rest = asked.copy()
    for name in [name for name, value in rest.items() if not value]:
        del rest[name]
    return rest.urlencode()


def tries(query: Query, form: EntryFilterForm) -> list[Try]:
    """Return what may find something where this found nothing: without the filters, each word by itself."""
    address = reverse("entry-list")
    words = form.known().get("q", "").split()
    found = []
    if words and form.chosen_labels():
        found.append(Try("去掉筛选条件再找", f"{address}?{urlencode({'q': ' '.join(words)})}"))
    if len(query.words) > 1:
        found += [Try(f"只找{quoted(word)}", f"{address}?{urlencode({'q': word})}") for word in words[:5]]
    return found


def panel_context(request: HttpRequest) -> dict[str, Any]:
    """Return the entries to offer beside a draft: in use today, with those of this draft marked as used."""
    form = EntryFilterForm(request.GET, user=request.user, filters=PANEL_FILTERS)
    wanted = form.known()
    query = read_query(wanted.get("q", ""))
    draft = request.GET.get("draft", "")
    suggestions = suggested(request) if not wanted else []
    found = find(query, usable_by(request.user, form.chosen_labels()))
    return {
        "suggestions": suggestions,
        "at": request.GET.get("at", "")[:KEY_LENGTH],
        "form": form,
        "q": wanted.get("q", ""),
        "is_filtered": bool(wanted),
        "entries": fetch_entries(request.user, found.ids[:PANEL_SIZE]),
        "found": found,
        "has_more": len(found.ids) > PANEL_SIZE,
        "draft": draft if draft.isdecimal() else "",
        "used": used_in(draft, request.user),
        "tries": [],
    }


def suggested(request: HttpRequest) -> list[Suggestion]:
    """Return what fits the place in the draft that the address names; nothing where it names none."""
    key = request.GET.get("at", "")[:KEY_LENGTH]
    draft = open_draft(request.user, request.GET.get("draft", "")) if key else None
    if draft is None:
        return []
    return suggest(draft.manuscript, key, request.user, occasion=draft.occasion, limit=SUGGESTIONS)


def used_in(draft: str, user: User) -> set[Any]:
    """Return the ids of the entries that people of one's own office put into a draft."""
    if not draft.isdecimal() or len(draft) > 18:
        return set()
    uses = EntryUse.objects.filter(draft_id=int(draft), user__office=user.office_id)
    return set(uses.values_list("entry", flat=True))

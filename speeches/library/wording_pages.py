"""What the pages of expressions (提法) and confusables (易错词) show."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from speeches.accounts.models import Office, User
from speeches.manuscript.pieces import Piece, compare_texts

from .details import curated_office
from .models import Confusable, Expression
from .permissions import wording_create_refusal, wording_refusal
from .results import rest_of_address
from .wording_forms import OutdateForm
from .wording_text import wording_text
from .wordings import WORDINGS

PAGE_SIZE = 40
LONGEST_WORDS = 100
VERSIONS = 20
SEARCHED = {"expressions": ("text", "successor", "note", "forms"), "confusables": ("wrong", "right", "note")}
SHOWN = {
    "active": "在用",
    "outdated": "过时",
    "uncertain": "未核实",
    "retired": "停用",
}
Wording = Expression | Confusable


class Version(NamedTuple):
    """A stored version beside the one before it; `row` is the history's."""

    row: Any
    pieces: list[Piece]


def narrowed(rows: QuerySet[Any], noun: str, asked: Mapping[str, str]) -> QuerySet[Any]:
    if noun == "expressions":
        rows = rows.annotate(forms=Cast("wrong_forms", TextField()))
    for word in asked.get("q", "")[:LONGEST_WORDS].split():
        held = Q()
        for name in SEARCHED[noun]:
            held |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(held)
    if (office := asked.get("office", "")).isdecimal() and len(office) < 9:
        rows = rows.filter(office=int(office))
    return shown(rows, asked.get("show", ""))


def shown(rows: QuerySet[Any], show: str) -> QuerySet[Any]:
    past = Q(until__lte=timezone.localdate())
    conditions = {
        "active": Q(state="active") & ~past,
        "outdated": Q(state="active") & past,
        "uncertain": Q(is_certain=False),
        "retired": Q(state="retired"),
    }
    return rows.filter(conditions[show]) if show in conditions else rows


def list_context(user: User, noun: str, asked: Any) -> dict[str, Any]:
    rows = WORDINGS[noun].objects.visible_to(user).select_related("office")
    page = Paginator(narrowed(rows, noun, asked), PAGE_SIZE).get_page(asked.get("page"))
    offices = Office.objects.at_or_above(user.offices_as())
    return {
        **noun_context(noun),
        "page": page,
        "query": rest_of_address(asked),
        "q": asked.get("q", "")[:LONGEST_WORDS],
        "show": asked.get("show", ""),
        "office": asked.get("office", ""),
        "shows": SHOWN.items(),
        "offices": [(str(office.pk), str(office)) for office in offices],
        "is_filtered": any(asked.get(name) for name in ("q", "show", "office")),
        "may_add": not wording_create_refusal(user, curated_office(user)),
    }


def noun_context(noun: str) -> dict[str, Any]:
    return {"noun": noun, "label": WORDINGS[noun]._meta.verbose_name, "is_expression": noun == "expressions"}


def detail_context(
    user: User, noun: str, wording: Wording, outdate_form: OutdateForm | None = None
) -> dict[str, Any]:
    """Return everything on the page of one row; a fixed number of queries."""
    is_own = wording.office_id in user.offices_as()
    can_edit = not wording_refusal(user, wording)
    context = {
        **noun_context(noun),
        "wording": wording,
        "can_edit": can_edit,
        "versions": versions(wording) if is_own else [],
    }
    if isinstance(wording, Expression):
        context["successor_row"] = successor_row(user, wording)
        if can_edit:
            context["outdate_form"] = outdate_form or OutdateForm(expression=wording)
    return context


def successor_row(user: User, expression: Expression) -> Expression | None:
    """Return the row of what took its place, where there is one."""
    if not expression.successor:
        return None
    return Expression.objects.visible_to(user).filter(text=expression.successor).first()


def versions(wording: Wording) -> list[Version]:
    """Return the last rows of the history, newest first, each compared with the one before."""
    rows = list(wording.history.select_related("history_user").order_by("-history_id")[: VERSIONS + 1])
    texts = [wording_text(row.instance) for row in rows]
    before = [*texts[1:], *([] if len(rows) > VERSIONS else [""])]
    pairs = list(zip(rows, texts, before, strict=False))
    return [
        Version(row, compare_texts(old, new) if old and old != new else [])
        for row, new, old in pairs[:VERSIONS]
    ]

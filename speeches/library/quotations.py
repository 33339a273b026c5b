"""Originals (原文) of quotations: as proofreading reads them, and what their pages show."""

from collections import OrderedDict
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q

from speeches.accounts.models import Office, RoleName, User
from speeches.proofreading import context

from .details import curated_office
from .forms import DATE
from .lexicon import MOST_KEPT, Stamp, stamp_of
from .models import Quotation
from .permissions import quotation_refusal
from .results import rest_of_address

PAGE_SIZE = 30
LONGEST_WORDS = 100
SEARCHED = ("text", "speaker", "source")
SHORTEST_ORIGINAL = 4
kept: OrderedDict[int, tuple[Stamp, tuple[context.Quotation, ...]]] = OrderedDict()


def quotations_for(office: Office | int | None) -> tuple[context.Quotation, ...]:
    """Return the originals an office's quotations are compared with. A short query; one more on changes."""
    if office is None:
        return ()
    key = office.pk if isinstance(office, Office) else office
    rows = Quotation.objects.of_office(key)
    stamp = stamp_of(rows)
    if key not in kept or kept[key][0] != stamp:
        kept[key] = stamp, tuple(row.value() for row in rows)
    kept.move_to_end(key)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return kept[key][1]


class QuotationForm(forms.ModelForm):
    class Meta:
        model = Quotation
        fields = ("text", "speaker", "source", "said_on", "scope")
        widgets: ClassVar = {"said_on": DATE, "text": forms.Textarea(attrs={"rows": 6})}
        help_texts: ClassVar = {
            "text": "一字不差地照录，不写外面的引号。可以录一整段，稿子里引其中一句也会核对。",
            "source": "哪次会议、哪份文件，以便核对。",
        }

    def clean_text(self) -> str:
        text = as_one_line(self.cleaned_data["text"])
        if len(text) < SHORTEST_ORIGINAL:
            raise ValidationError("原文太短，请录完整的一句。")
        others = Quotation.objects.filter(office=self.instance.office_id, text=text, is_removed=False)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError("本单位已录有这条原文，请直接修改那一条。")
        return text


def as_one_line(text: str) -> str:
    """Return an original as it is kept: with a line feed inside, each quotation across it would be wrong."""
    return unquoted(text.replace("\r", "").replace("\n", "").strip())


def unquoted(text: str) -> str:
    """Return the text without quotation marks around the whole of it."""
    inner = text[1:-1]
    return inner if text[:1] == "“" and text[-1:] == "”" and not set("“”") & set(inner) else text


def list_context(user: User, asked: Any) -> dict[str, Any]:
    rows = Quotation.objects.visible_to(user).select_related("office")
    q = asked.get("q", "")[:LONGEST_WORDS]
    for word in q.replace("\0", "").split():
        held = Q()
        for name in SEARCHED:
            held |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(held)
    removed = asked.get("removed", "")
    is_id = removed.isascii() and removed.isdecimal() and len(removed) < 10
    gone = Quotation.objects.curated_by(user).filter(is_removed=True)
    return {
        "page": Paginator(rows, PAGE_SIZE).get_page(asked.get("page")),
        "query": rest_of_address(asked),
        "q": q,
        "curated": user.offices_as(RoleName.CURATOR),
        "may_add": not quotation_refusal(user, curated_office(user)),
        "removed": gone.filter(pk=int(removed)).first() if is_id else None,
    }

"""What a command goes by: an office's own lexicon, or what ships with the product and needs no database."""

import json
from typing import Any

from django.conf import settings

from speeches.accounts.models import Office
from speeches.accounts.register import people_for
from speeches.library.lexicon import lexicon_for
from speeches.library.quotations import quotations_for
from speeches.proofreading.lexicon import Lexicon
from speeches.proofreading.statistics import Statistics

from .incoming import SpeechRefusedError

SHIPPED = settings.BASE_DIR / "fixtures" / "lexicon"
LIBRARY = settings.BASE_DIR / "fixtures" / "library"
OFFICE_HELP = "用哪个单位在用的提法和易错词（单位全称）；不写就用随产品发布的"
NO_OFFICE = "没有名称是“{name}”的单位。请写单位全称，或不写 --office，用随产品发布的提法和易错词。"


def lexicon_of(office: str | None) -> Lexicon:
    """Return the lexicon of the office of this name, without a name the shipped one.

    Raises SpeechRefusedError.
    """
    if not office:
        return shipped_lexicon()
    known = Office.objects.filter(name=office).first()
    if known is None:
        raise SpeechRefusedError(NO_OFFICE.format(name=office))
    return lexicon_for(known)


def registers_of(office: str | None) -> dict[str, Any]:
    """Return the people and originals of the office of this name, as a context takes them."""
    known = Office.objects.filter(name=office).first() if office else None
    return {"people": people_for(known), "quotations": quotations_for(known)} if known else {}


def shipped_lexicon() -> Lexicon:
    rows = {
        name: json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("expressions", "confusables")
    }
    return Lexicon.from_json(rows)


def shipped_statistics() -> Statistics:
    """Return what the shipped passages are used to. 0.2 s."""
    paths = [*LIBRARY.glob("entries.json"), *sorted(LIBRARY.glob("entries/*.json"))]
    return Statistics.of(
        entry["text"] for path in paths for entry in json.loads(path.read_text(encoding="utf-8"))
    )

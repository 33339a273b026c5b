"""Expressions and confusables that ship with the product: many rows, so they are read and stored in bulk."""

import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from speeches.accounts.models import Office
from speeches.manuscript.punctuation import quoted
from speeches.proofreading import lexicon

from .models import Confusable, Expression
from .models.shared import Scope

Row = Mapping[str, Any]
SAME, NEW, RENEWED, EDITED_HERE = "未变", "新增", "更新", "本单位已改，保留"
WORDINGS: dict[str, type[Expression | Confusable]] = {"expressions": Expression, "confusables": Confusable}
LOADED = "随产品装入"
# A repetition inside a repetition can take for ever on a text that does not match.
NESTED = re.compile(r"\([^()]*(?<!\\)[*+][^()]*\)[*+{]")


def digest_of(row: Row) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def value_of(model: type[Expression | Confusable], row: Row) -> Any:
    """Return a row of JSON as the value it is. Raises KeyError, TypeError, ValueError."""
    return (lexicon.Expression if model is Expression else lexicon.Confusable).from_json(row)


SAID = {
    "missing )": "少了右括号“)”",
    "unbalanced parenthesis": "多了右括号“)”",
    "unterminated character set": "“[”没有配上“]”",
    "nothing to repeat": "“*”“+”“?”前面没有可以重复的字",
    "multiple repeat": "“*”“+”“?”连写了两个",
    "look-behind requires": "“(?<!……)”里的几种写法要一样长",
    "bad character range": "“[ ]”里的范围前后颠倒了",
    "bad escape": "“\\”后面不能跟这个字符",
    "unknown extension": "“(?”后面的写法不认识",
    "redefinition of group": "同一个组名用了两次",
}


def said(error: Exception) -> str:
    """Return what Python says of a regular expression in the curator's language."""
    what = next(
        (words for start, words in SAID.items() if str(error).startswith(start)), "写法不完整或不认识"
    )
    place = getattr(error, "pos", None)
    return what if place is None else f"第 {place + 1} 个字符处{what}"


def pattern_fault(pattern: str) -> str:
    """Return what is wrong with a regular expression, "" for nothing."""
    if NESTED.search(pattern):
        return f"匹配式“{pattern}”里重复套着重复，太慢，请改简单些"
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"匹配式“{pattern}”写得不对：{said(error)}。不用正则的话，请用“前面不是”“除非”写明在哪里不算错"
    return ""


def returning_fault(found: str, pattern: str, right: str, unless: str = "") -> str:
    """Return why a wrong form would be reported where it is already right, "" if it would not be."""
    if not right:
        return ""
    if found == right:
        return f"错的和对的都是{quoted(right)}，请改其中一个"
    kept = [match.span() for match in re.finditer(unless, right)] if unless else []
    hits = (match.span() for match in re.finditer(pattern or re.escape(found), right))
    if any(not any(start < end_of and start_of < end for start_of, end_of in kept) for start, end in hits):
        return (
            f"写对了的{quoted(right)}里还有{quoted(found)}，也会被报错；"
            "请把错的写长一些，或写明前后是什么字时、在哪些词里不算错"
        )
    return ""


def returning_faults(wording: Expression | Confusable) -> list[str]:
    """Raises nothing for patterns that are sound."""
    if isinstance(wording, Confusable):
        return [returning_fault(wording.wrong, wording.pattern, wording.right, wording.unless)]
    return [
        returning_fault(form.text, form.pattern, right)
        for form in wording.forms()
        for right in dict.fromkeys((form.right, wording.text))
    ]


def check_wording(wording: Expression | Confusable) -> None:
    """Raises ValidationError for what cannot be stored or never be found."""
    wording.clean_fields(exclude=("office",))
    patterns = (
        [form.pattern for form in wording.forms()]
        if isinstance(wording, Expression)
        else [wording.pattern, wording.unless]
    )
    faults = [fault for pattern in patterns if (fault := pattern_fault(pattern))]
    if wording.since and wording.until and wording.until <= wording.since:
        faults.append("过时日期不晚于起用日期")
    faults += filter(None, returning_faults(wording) if not faults else ())
    if faults:
        raise ValidationError(faults)


class Shelf:
    """The rows of one file beside what is stored of them. Two queries a file, however many rows."""

    def __init__(self, model: type[Expression | Confusable], rows: list[Any], office: Office) -> None:
        self.model, self.office = model, office
        ids = [key for row in rows if isinstance(row, dict) and (key := as_uuid(row.get("id")))]
        self.stored = model.objects.select_for_update().in_bulk(ids)
        self.new: list[Any] = []
        self.renewed: list[Any] = []

    def take(self, row: Row) -> str:
        """Remember what is to be stored. Raises KeyError, TypeError, ValueError, ValidationError."""
        digest, value = digest_of(row), value_of(self.model, row)
        found = self.stored.get(uuid.UUID(value.id))
        if found is not None and found._state.adding:
            raise ValueError("同一个编号出现了两次")
        if found is not None and found.fixture_digest == digest:
            return SAME
        if found is not None and found.is_edited_here:
            return EDITED_HERE
        target = found or self.model(pk=uuid.UUID(value.id), office=self.office, scope=Scope.SUBTREE)
        target.take(value)
        target.version += found is not None
        target.updated_at = timezone.now()  # bulk_update does not.
        target.fixture_version, target.fixture_digest = target.version, digest
        check_wording(target)
        if found is None:
            self.stored[target.pk] = target
        (self.renewed if found else self.new).append(target)
        return RENEWED if found else NEW

    def store(self) -> None:
        if self.new:
            bulk_create_with_history(self.new, self.model, default_change_reason=LOADED)
        if self.renewed:
            fields = [field.name for field in self.model._meta.fields if not field.primary_key]
            bulk_update_with_history(self.renewed, self.model, fields, default_change_reason=LOADED)


def as_uuid(value: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None

"""Expressions and confusables as text for a person, to be read and compared."""

from typing import Any

from .models import Confusable, Expression
from .notation import write_forms


def wording_text(wording: Expression | Confusable) -> str:
    """Return a row as text for a person, a line a fact; what is empty is left out."""
    own = expression_lines(wording) if isinstance(wording, Expression) else confusable_lines(wording)
    told = [
        *own,
        ("起用", wording.since),
        ("过时", wording.until),
        ("说明", wording.note),
        ("核实", "" if wording.is_certain else "未核实"),
    ]
    return "\n".join(f"{label}：{value}" for label, value in told if value)


def expression_lines(expression: Expression) -> list[tuple[str, Any]]:
    return [
        ("提法", expression.text),
        ("成员", "、".join(expression.members)),
        ("错误写法", write_forms(expression.forms())),
        ("后继提法", expression.successor),
        ("出处", expression.source),
        ("固定名称", "是" if expression.is_set_name else ""),
    ]


def confusable_lines(confusable: Confusable) -> list[tuple[str, Any]]:
    return [
        ("错", confusable.wrong),
        ("对", confusable.right),
        ("程度", confusable.get_severity_display()),
        ("仅当", confusable.pattern),
        ("除非", confusable.unless),
    ]

"""The shipped tables: each row finds its wrong form in a sentence, and nothing in the right one."""

import json
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from speeches.proofreading.lexicon import Confusable, Expression, Lexicon, Use, WrongForm, is_valid_on
from speeches.proofreading.tables import pattern_fault, tables

from .carriers import carrier
from .tables import CONFUSABLE_ROWS, EXPRESSION_ROWS, LEXICON

TABLES = tables(LEXICON)
FORMS = [(expression, form) for expression in LEXICON.expressions for form in expression.wrong_forms]
COLLECTION_STARTED, COLLECTED = date(1949, 1, 1), date(2026, 12, 31)


def found(text: str) -> Iterator[tuple[int, int, Confusable | WrongForm]]:
    yield from TABLES.confusables.find(text)
    yield from ((start, end, form) for start, end, (_, form) in TABLES.wrong_forms.find(text))


def test_there_are_enough_rows() -> None:
    assert len(LEXICON.expressions) >= 240
    assert len(FORMS) >= 560
    assert len(LEXICON.confusables) >= 850


def test_stored_shape_comes_back() -> None:
    again = Lexicon.from_json(json.loads(json.dumps(LEXICON.to_json())))
    assert again.expressions == LEXICON.expressions
    assert again.confusables == LEXICON.confusables
    assert LEXICON.to_json() == {"expressions": EXPRESSION_ROWS, "confusables": CONFUSABLE_ROWS}


def test_ids_and_texts_are_unique() -> None:
    rows = [*LEXICON.expressions, *LEXICON.confusables]
    assert len({UUID(row.id) for row in rows}) == len(rows)
    texts = [expression.text for expression in LEXICON.expressions]
    assert len(set(texts)) == len(texts)


def test_dates_are_in_order() -> None:
    for row in [*LEXICON.expressions, *LEXICON.confusables, *(form for _, form in FORMS)]:
        days = [day for day in (row.since, row.until) if day]
        assert days == sorted(days)
        assert all(COLLECTION_STARTED <= day <= COLLECTED for day in days)


def test_a_dated_form_ends_and_a_context_form_has_one() -> None:
    for expression, form in FORMS:
        assert (form.use is Use.DATED) or form.until is None, (expression.text, form.text)
        assert form.pattern or form.use is not Use.CONTEXT, (expression.text, form.text)


def test_a_successor_is_an_expression() -> None:
    texts = {expression.text for expression in LEXICON.expressions}
    for expression in LEXICON.expressions:
        assert not expression.successor or (expression.successor in texts and expression.until)


def test_no_provenance_code_is_shipped() -> None:
    text = json.dumps([EXPRESSION_ROWS, CONFUSABLE_ROWS], ensure_ascii=False)
    assert not [
        word for word in ("核:", "?", "？", "/work", "shared", "seed") if word in strip_patterns(text)
    ]


def strip_patterns(text: str) -> str:
    rows = json.loads(text)
    for row in rows[1]:
        row["pattern"] = row["unless"] = ""
    for row in rows[0]:
        for form in row["wrong_forms"]:
            form["pattern"] = ""
    return json.dumps(rows, ensure_ascii=False)


@pytest.mark.parametrize("row", LEXICON.confusables, ids=lambda row: f"{row.wrong}-{row.id[:4]}")
def test_confusable_in_a_sentence(row: Confusable) -> None:
    assert not pattern_fault(row.pattern)
    assert not pattern_fault(row.unless)
    assert row.right
    assert row.right != row.wrong
    sentence = carrier(row.wrong, row.pattern)
    hits = [(start, end) for start, end, hit in found(sentence) if hit is row]
    assert hits
    start, end = hits[0]
    assert sentence[start:end] == row.wrong
    assert not list(found(sentence[:start] + row.right + sentence[end:])), sentence


@pytest.mark.parametrize(("expression", "form"), FORMS, ids=lambda row: row.text)
def test_wrong_form_in_a_sentence(expression: Expression, form: WrongForm) -> None:
    assert not pattern_fault(form.pattern)
    sentence = carrier(form.text, form.pattern)
    hits = [(start, end) for start, end, hit in found(sentence) if hit is form]
    assert hits, sentence
    start, end = hits[0]
    assert form.right != sentence[start:end]
    if form.right:
        left = [hit for _, _, hit in found(sentence[:start] + form.right + sentence[end:])]
        assert not left, (sentence, left)


@pytest.mark.parametrize("expression", LEXICON.expressions, ids=lambda row: row.text)
def test_an_expression_is_no_wrong_form(expression: Expression) -> None:
    for text in (expression.text, "、".join(expression.members)):
        hits = list(found(f"会议强调，{text}，要抓好落实。"))
        assert not hits, hits


def test_validity_ends_on_its_day() -> None:
    since, until = date(2020, 1, 13), date(2022, 10, 16)
    assert is_valid_on(since, until, since)
    assert not is_valid_on(since, until, until)
    assert not is_valid_on(since, until, date(2020, 1, 12))
    assert is_valid_on(None, None, date(1990, 1, 1))

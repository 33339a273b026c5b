"""The engine: places, dates, quotations, overlaps, dismissal keys, checking again after a change."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Front, FrontLine, Manuscript
from speeches.proofreading.context import Context
from speeches.proofreading.engine import check, proofread
from speeches.proofreading.findings import Finding, Severity, identity
from speeches.proofreading.registry import RULES

from .planted import FOLDER, check_file, plant
from .tables import LEXICON

CONTEXT = Context(today=date(2026, 11, 1), lexicon=LEXICON)
WILD = st.text(
    alphabet="一二三是要、，。；：“”（）《》【】Xx×*123年月 　a.,;:?!的了学习党纪检监察\n\t🙂\u0000",
    max_size=300,
)


def body(*texts: str) -> Manuscript:
    return Manuscript(paragraphs=tuple(Paragraph(f"p{n}", Role.BODY, text) for n, text in enumerate(texts)))


def found(text: str, **changes: object) -> tuple[Finding, ...]:
    return proofread(body(text), replace(CONTEXT, **changes))


def test_finding_says_where_what_and_why() -> None:
    (finding,) = found("有的干部作风浮燥，要纠正。")
    assert (finding.key, finding.start, finding.end, finding.text) == ("p0", 6, 8, "浮燥")
    assert (finding.rule, finding.severity) == ("characters.confusable", Severity.MUST)
    assert (finding.suggestions, finding.is_safe) == (("浮躁",), True)
    assert finding.message == "“浮燥”应为“浮躁”。"
    assert finding.to_json()["severity"] == "must"


def test_title_block_is_checked_too() -> None:
    manuscript = Manuscript((FrontLine(Front.TITLE, "惯彻会议精神"), FrontLine(Front.NOTE, "（XX）")))
    assert [(f.key, f.rule) for f in proofread(manuscript, CONTEXT)] == [
        ("front:0", "characters.confusable"),
        ("front:1", "residue.placeholder"),
    ]


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        (date(2021, 3, 1), []),
        (date(2023, 3, 1), ["严的主基调"]),
    ],
)
def test_old_wording_is_right_in_its_time(day: date, texts: list[str]) -> None:
    findings = found("要坚持严的主基调，深化整治。", today=day)
    assert [finding.text for finding in findings] == texts


@pytest.mark.parametrize(
    ("day", "is_found"),
    [(date(2022, 3, 1), False), (date(2023, 3, 1), True)],
)
def test_replaced_expression_depends_on_the_day(day: date, *, is_found: bool) -> None:
    rules = [finding.rule for finding in found("学习党的十九大和十九届历次全会精神。", today=day)]
    assert ("expressions.replaced" in rules) is is_found


def test_version_remark_without_a_date_is_a_question() -> None:
    (finding,) = found("要坚持严的主基调，深化整治。", is_dated=False)
    assert finding.severity is Severity.CHECK


def test_words_of_others_are_only_questioned() -> None:
    (finding,) = found("领导强调：“作风建设要驰而不息，坚决克服浮燥情绪，久久为功。”")
    assert (finding.severity, finding.is_safe) == (Severity.CHECK, False)
    assert "核对原文" in finding.reason


def test_of_overlapping_faults_of_words_one_is_shown() -> None:
    (finding,) = found("要加强巡视巡查工作。")
    assert finding.text == "巡视巡查"


def test_rule_switched_off_is_silent() -> None:
    assert found("有的干部作风浮燥。", rules_off=frozenset({"characters.confusable"})) == ()


def test_own_term_is_right() -> None:
    assert found("开展“齐抓共关”行动。", own_terms=frozenset({"齐抓共关"})) == ()


def test_identity_survives_edits_elsewhere_and_dies_with_its_passage() -> None:
    (first,) = found("今年以来，有的干部作风浮燥，要坚决加以纠正。")
    (moved,) = found("各位同志：今年以来，有的干部作风浮燥，要坚决加以纠正。请大家注意。")
    (changed,) = found("今年以来，少数同志的作风浮燥，要坚决加以纠正。")
    assert first.identity == moved.identity != changed.identity
    assert identity("a.b", "甲乙丙", 1, 2) != identity("a.c", "甲乙丙", 1, 2)


def speech() -> Manuscript:
    text, _ = plant((FOLDER / "clean" / "01-full-speech.txt").read_text().partition("\n")[2], corrected=False)
    return parse(text).manuscript


def test_checking_again_gives_what_checking_anew_gives() -> None:
    manuscript = speech()
    before = check(manuscript, CONTEXT)
    for place, new in ((3, "有的干部作风浮燥。"), (5, ""), (7, "惯彻落实会议精神，，抓好整改。")):
        paragraphs = list(manuscript.paragraphs)
        paragraphs[place] = replace(paragraphs[place], text=new)
        changed = manuscript.with_paragraphs(tuple(paragraphs))
        assert check(changed, CONTEXT, before).findings == proofread(changed, CONTEXT)


def test_checking_again_reads_only_what_changed() -> None:
    manuscript = speech()
    read: list[str] = []
    rule = next(rule for rule in RULES if rule.id == "characters.confusable")
    spying = replace(rule, find_in=lambda paragraph, context: read.append(paragraph.key) or ())
    before = check(manuscript, CONTEXT, rules=[spying])
    read.clear()
    last = manuscript.paragraphs[-1]
    changed = manuscript.with_paragraphs((*manuscript.paragraphs[:-1], replace(last, text="新的一段。")))
    check(changed, CONTEXT, before, rules=[spying])
    assert read == [last.key]


def test_empty_manuscript_has_no_findings() -> None:
    assert proofread(Manuscript(), CONTEXT) == ()


@settings(max_examples=150, deadline=None)
@given(text=WILD)
def test_any_text_is_read_without_an_exception(text: str) -> None:
    for manuscript in (parse(text).manuscript, body(text, text)):
        texts = {p.key: p.text for p in manuscript.paragraphs}
        texts |= {f"front:{n}": line.text for n, line in enumerate(manuscript.front)}
        for finding in proofread(manuscript, CONTEXT):
            assert 0 <= finding.start <= finding.end <= len(texts[finding.key])
            assert texts[finding.key][finding.start : finding.end] == finding.text


@pytest.mark.parametrize("path", sorted((FOLDER / "faulty").glob("*.txt")), ids=lambda path: path.stem)
def test_safe_fixes_make_no_new_fault(path: object) -> None:
    """Applying all that may be applied without a person leaves none of it, and adds nothing grave."""
    checked = check_file(path)  # type: ignore[arg-type]
    manuscript, findings = checked.parsed.manuscript, [spot.finding for spot in checked.spots]
    fixed = apply(manuscript, [f for f in findings if f.is_safe and not f.key.startswith("front:")])
    again = proofread(fixed, CONTEXT)
    grave = {f.text for f in findings}
    assert not [f.text for f in again if f.severity is Severity.MUST and f.text not in grave]


def apply(manuscript: Manuscript, findings: list[Finding]) -> Manuscript:
    paragraphs = []
    for paragraph in manuscript.paragraphs:
        text = paragraph.text
        for finding in sorted(findings, key=lambda f: -f.start):
            if finding.key == paragraph.key:
                text = text[: finding.start] + finding.suggestions[0] + text[finding.end :]
        paragraphs.append(replace(paragraph, text=text))
    return manuscript.with_paragraphs(tuple(paragraphs))


def test_a_count_is_certain_where_its_items_stand_by_themselves() -> None:
    heads = "同志们：\n下面，我讲四点意见。\n一、提高认识\n略。\n二、加强领导\n略。"
    inside = "同志们：\n履行“监督、执纪、问责、教育”三项职责。"
    found = [f for f in proofread(parse(heads).manuscript, CONTEXT) if f.rule == "counts.announced"]
    assert [finding.severity for finding in found] == [Severity.MUST]
    found = [f for f in proofread(parse(inside).manuscript, CONTEXT) if f.rule == "counts.announced"]
    assert [finding.severity for finding in found] == [Severity.SHOULD]

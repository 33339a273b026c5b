"""Every rule of the registry: its bad examples are hit, its good ones are not, its safe fixes silence it."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Manuscript
from speeches.proofreading import rules
from speeches.proofreading.engine import proofread
from speeches.proofreading.findings import Family, Finding
from speeches.proofreading.registry import RULES
from speeches.proofreading.rule import Rule

EXAMPLES = [(rule, text) for rule in RULES for text in rule.bad]
GOOD = [(rule, text) for rule in RULES for text in rule.good]


def manuscript_of(text: str, rule: Rule) -> Manuscript:
    """Return an example as its rule reads it: one paragraph of running text, or a whole speech."""
    if rule.find_in:
        return Manuscript(paragraphs=(Paragraph("a", Role.BODY, text),))
    return parse(text).manuscript


def found(manuscript: Manuscript, rule: Rule) -> tuple[Finding, ...]:
    return proofread(manuscript, rule.example, rules=[rule])


def fixed(manuscript: Manuscript, finding: Finding) -> Manuscript:
    return manuscript.with_paragraphs(
        tuple(
            replace(p, text=p.text[: finding.start] + finding.suggestions[0] + p.text[finding.end :])
            if p.key == finding.key
            else p
            for p in manuscript.paragraphs
        )
    )


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=lambda value: getattr(value, "id", None))
def test_bad_example_is_hit(rule: Rule, text: str) -> None:
    assert found(manuscript_of(text, rule), rule)


@pytest.mark.parametrize(("rule", "text"), GOOD, ids=lambda value: getattr(value, "id", None))
def test_good_example_is_not_hit(rule: Rule, text: str) -> None:
    assert found(manuscript_of(text, rule), rule) == ()


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=lambda value: getattr(value, "id", None))
def test_safe_fix_silences_the_rule(rule: Rule, text: str) -> None:
    manuscript = manuscript_of(text, rule)
    for _ in range(len(text)):
        safe = [finding for finding in found(manuscript, rule) if finding.is_safe]
        if not safe:
            return
        manuscript = fixed(manuscript, safe[-1])
    pytest.fail(f"{rule.id}: the fix does not silence the rule")


def test_ids_are_unique_and_named_after_their_module() -> None:
    assert [rule_id for rule_id, times in Counter(rule.id for rule in RULES).items() if times > 1] == []
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+(?:-[a-z]+)*", rule.id) for rule in RULES)
    assert {rule.family for rule in RULES} == set(Family)


def test_every_module_of_rules_is_registered() -> None:
    modules = {path.stem for path in Path(rules.__path__[0]).glob("*.py")} - {"__init__"}
    assert modules == {rule.family.value for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_is_complete(rule: Rule) -> None:
    assert (rule.find_in is None) != (rule.find_across is None)
    assert rule.message.endswith("。")
    assert rule.bad
    assert rule.good

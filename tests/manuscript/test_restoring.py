"""A section of an old version comes back, and nothing else changes."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.restoring import with_section
from speeches.manuscript.sections import sections
from speeches.manuscript.value import Manuscript
from tests.strategies import manuscripts

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def heading(key: str, text: str, level: int = 1) -> Paragraph:
    return Paragraph(key * 12, Role.HEADING, text, level=level, series="一、" if level == 1 else "（一）")


def body(key: str, text: str) -> Paragraph:
    return Paragraph(key * 12, Role.BODY, text)


THEN = Manuscript(
    (),
    (
        body("a", "开场。"),
        heading("b", "第一部分"),
        body("c", "一的正文。"),
        heading("d", "第二部分"),
        body("e", "二的正文。"),
        heading("f", "第三部分"),
        body("g", "三的正文。"),
        Paragraph("h" * 12, Role.CLOSING, "谢谢大家！"),
    ),
)


def texts(manuscript: Manuscript) -> list[str]:
    return [paragraph.text for paragraph in manuscript.paragraphs]


def test_a_changed_section_is_what_it_was_and_the_others_stay() -> None:
    a, b, _, *others = THEN.paragraphs
    now = Manuscript((), (replace(a, text="新开场。"), b, body("z", "改写过。"), *others))
    assert texts(with_section(now, THEN, "b" * 12)) == ["新开场。", *texts(THEN)[1:]]


def test_a_deleted_section_comes_back_in_its_place() -> None:
    a, b, c, _, _, *others = THEN.paragraphs
    now = Manuscript((), (a, b, c, body("z", "一的新段。"), *others))
    assert texts(with_section(now, THEN, "d" * 12)) == [
        *(
            "开场。",
            "第一部分",
            "一的正文。",
            "一的新段。",
            "第二部分",
            "二的正文。",
            "第三部分",
            "三的正文。",
        ),
        "谢谢大家！",
    ]


def test_a_deleted_last_section_comes_back_before_the_thanks() -> None:
    now = Manuscript((), (*THEN.paragraphs[:5], THEN.paragraphs[-1]))
    assert texts(with_section(now, THEN, "f" * 12)) == texts(THEN)


def test_what_came_in_from_another_section_is_not_lost() -> None:
    a, b, c, d, e, f, g, h = THEN.paragraphs
    now = Manuscript((), (a, b, g, c, d, e, f, h))
    assert texts(with_section(now, THEN, "b" * 12)) == [
        *(
            "开场。",
            "第一部分",
            "一的正文。",
            "三的正文。",
            "第二部分",
            "二的正文。",
            "第三部分",
            "谢谢大家！",
        )
    ]


def test_what_went_to_another_section_comes_back_and_is_not_doubled() -> None:
    a, b, c, d, e, f, g, h = THEN.paragraphs
    now = Manuscript((), (a, b, d, e, f, g, c, h))
    assert texts(with_section(now, THEN, "b" * 12)) == texts(THEN)


def test_the_opening_comes_back_under_another_key() -> None:
    now = Manuscript((), (body("z", "另一个开场。"), *THEN.paragraphs[1:]))
    assert texts(with_section(now, THEN, "a" * 12)) == texts(THEN)


def test_an_announced_count_follows() -> None:
    then = Manuscript((), (*THEN.paragraphs[:7],))
    now = Manuscript((), (*THEN.paragraphs[:5],))
    assert len(sections(with_section(now, then, "f" * 12))) == 4


def test_no_such_section_raises() -> None:
    with pytest.raises(KeyError):
        with_section(THEN, THEN, "c" * 12)


@settings(calm, max_examples=60)
@given(st.data())
def test_a_section_brought_back_into_its_own_version_changes_nothing(data: st.DataObject) -> None:
    speech = data.draw(manuscripts())
    section = data.draw(st.sampled_from(sections(speech)))
    assert with_section(speech, speech, section.key) == speech


@settings(calm, max_examples=80)
@given(st.data())
def test_no_paragraph_is_doubled_and_none_of_other_sections_lost(data: st.DataObject) -> None:
    then = data.draw(manuscripts())
    section = data.draw(st.sampled_from(sections(then)))
    kept = data.draw(st.permutations(then.paragraphs)).copy()
    now = then.with_paragraphs(tuple(kept[: data.draw(st.integers(0, len(kept)))]))
    after = with_section(now, then, section.key)
    keys = [paragraph.key for paragraph in after.paragraphs]
    own = {paragraph.key for paragraph in then.paragraphs[section.start : section.end]}
    assert len(set(keys)) == len(keys)
    assert set(keys) == own | {paragraph.key for paragraph in now.paragraphs}

"""What holds for every speech: parse after print is the identity, nothing is lost, markers are right."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.manuscript import editing
from speeches.manuscript.announcements import bind, find_announcements
from speeches.manuscript.groups import group_members, group_refs
from speeches.manuscript.numbering import derived_markers, markers
from speeches.manuscript.numerals import number_of
from speeches.manuscript.paragraph import Role
from speeches.manuscript.parsing import INVISIBLE, Parsed, parse
from speeches.manuscript.placeholders import find_placeholders
from speeches.manuscript.sections import sections
from speeches.manuscript.value import Manuscript

from .shapes import squeeze
from .speeches import speeches

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def bones(manuscript: Manuscript) -> list[tuple[object, ...]]:
    """Return all of a manuscript but keys and spans; list ids by the order in which they come."""
    names: dict[str, int] = {"": 0}
    return [
        *((line.kind, line.text) for line in manuscript.front),
        *(
            (
                p.role,
                p.level,
                p.series,
                p.text,
                names.setdefault(p.list_id, len(names)),
                p.depth,
                p.run_in,
                p.typed_marker,
            )
            for p in manuscript.paragraphs
        ),
    ]


@settings(calm, max_examples=250)
@given(speech=speeches())
def test_parse_after_print_is_the_identity(speech: Manuscript) -> None:
    parsed = parse(speech.to_text())
    assert parsed.dropped == ()
    for read, written in zip_longest(bones(parsed.manuscript), bones(speech)):
        assert read == written


@settings(calm, max_examples=60)
@given(speech=speeches())
def test_stored_and_read_again_is_the_same(speech: Manuscript) -> None:
    assert Manuscript.from_json(bind(speech).to_json()) == bind(speech)


# Chinese-ish lines: whatever may look like a marker, a title, a date, an advert.
pieces = st.sampled_from(
    [
        *"一二三四五十、，。；：！（）()“”《》123.．①②③　 ",
        *(
            "一是",
            "二是",
            "三是",
            "一要",
            "二要",
            "首先",
            "其次",
            "再次",
            "最后",
            "第一",
            "第二，",
            "其三",
            "（一）",
        ),
        *(
            "（二）",
            "1.",
            "2、",
            "（1）",
            "一、",
            "二、",
            "第一部分",
            "第二个",
            "同志们",
            "同志们：",
            "各位代表",
        ),
        *(
            "抓学习",
            "抓落实",
            "三点意见",
            "四个意识",
            "五个“始终”",
            "“2+3”",
            "以上",
            "2024年3月5日",
            "XX",
            "X月",
        ),
        *(
            "谢谢大家",
            "讲话",
            "——",
            "市委书记",
            "公众号",
            "www.a.com",
            "仅供学习",
            "- 2 -",
            "【单位】",
            "【案例一】",
            "方面",
        ),
        *(
            "✅",
            "1）",
            "关键词一：",
            "关键词二：",
            "六个严禁",
            "严禁",
            "注：",
            "地点：",
            "纪委：",
            "大家好！",
            "镇党委",
            "- END -",
            "\ufeff",
        ),
    ]
)
chinese_lines = st.lists(pieces, max_size=14).map("".join)
chinese_texts = st.lists(chinese_lines, max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "　　"]).map(lambda joint: joint.join(lines))
)


def assert_nothing_is_lost(text: str, parsed: Parsed) -> None:
    """What is kept stands in the order of the text; with what was dropped it is the whole text."""
    whole, kept = bare(text), bare(parsed.manuscript.to_text())
    dropped = bare("".join(part for _, part in parsed.dropped))
    rest = iter(whole)
    assert all(character in rest for character in kept)
    assert Counter(whole) == Counter(kept + dropped)


def bare(text: str) -> str:
    return squeeze(INVISIBLE.sub("", text))


@settings(calm, max_examples=400)
@given(text=chinese_texts)
def test_nothing_is_lost(text: str) -> None:
    assert_nothing_is_lost(text, parse(text))


@settings(calm, max_examples=300)
@given(text=st.text(max_size=120) | chinese_texts)
def test_any_text_can_be_read(text: str) -> None:
    parsed = parse(text)
    assert_nothing_is_lost(text, parsed)
    sections(parsed.manuscript)
    find_placeholders(text)
    keys = [paragraph.key for paragraph in parsed.manuscript.paragraphs]
    assert list(parsed.lines) == keys
    assert len(set(keys)) == len(keys)


@settings(calm, max_examples=150)
@given(text=chinese_texts)
def test_announcements_stand_where_they_say(text: str) -> None:
    manuscript = parse(text).manuscript
    places = {paragraph.key: paragraph for paragraph in manuscript.paragraphs}
    for found in find_announcements(manuscript):
        assert places[found.key].text[found.start : found.end] == found.text
        assert found.consistent == (found.n == found.counted)


@settings(calm, max_examples=100)
@given(text=chinese_texts)
def test_what_is_healed_prints_the_derived_markers(text: str) -> None:
    healed = [replace(paragraph, typed_marker=None) for paragraph in parse(text).manuscript.paragraphs]
    assert markers(healed) == derived_markers(healed)


@st.composite
def edited(draw: st.DrawFn) -> list[Manuscript]:
    """A speech, and what it becomes by inserting, deleting and moving."""
    speech = bind(draw(speeches()))
    history = [speech]
    for number in range(draw(st.integers(1, 6))):
        keys = [paragraph.key for paragraph in speech.paragraphs]
        if not keys:
            break
        chosen = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True))
        others = [None, *(key for key in keys if key not in chosen)]
        after = draw(st.sampled_from(others))
        match draw(st.sampled_from(["insert", "delete", "move"])):
            case "insert":
                speech = editing.insert(speech, after, list(copies(speech, chosen, number)))
            case "delete":
                speech = editing.delete(speech, chosen)
            case "move":
                speech = editing.move(speech, chosen, after)
        history.append(speech)
    return history


def copies(speech: Manuscript, keys: list[str], number: int) -> Iterator[object]:
    for paragraph in speech.paragraphs:
        if paragraph.key in keys:
            yield type(paragraph)(
                f"{paragraph.key}n{number}",
                paragraph.role,
                paragraph.text,
                level=paragraph.level,
                series=paragraph.series,
                list_id=paragraph.list_id,
                depth=paragraph.depth,
                typed_marker="甲、" if paragraph.series else None,
            )


@settings(calm, max_examples=150)
@given(history=edited())
def test_markers_run_from_one_after_any_edit(history: list[Manuscript]) -> None:
    last = history[-1]
    for keys in group_members(last.paragraphs).values():
        numbered = [
            (marker, paragraph)
            for marker, paragraph in zip(markers(last.paragraphs), last.paragraphs, strict=True)
            if paragraph.key in keys and paragraph.series
        ]
        families = {paragraph.series for _, paragraph in numbered}
        if len(families) == 1 and not families & {"首先，"}:
            numbers = [number_in(marker) for marker, _ in numbered]
            assert numbers == list(range(1, len(numbers) + 1))


def number_in(marker: str) -> int | None:
    numeral = re.search(r"[一二三四五六七八九十]+|[0-9０-９]+|[①-⑳]", marker)
    return number_of(numeral[0]) if numeral else None


@settings(calm, max_examples=100)
@given(history=edited())
def test_typed_markers_are_gone_where_a_group_changed(history: list[Manuscript]) -> None:
    before, after = history[-2], history[-1]
    old, new = group_members(before.paragraphs), group_members(after.paragraphs)
    for paragraph, ref in zip(after.paragraphs, group_refs(after.paragraphs), strict=True):
        if ref and old.get(ref) != new[ref]:
            assert paragraph.typed_marker is None


@settings(calm, max_examples=60)
@given(history=edited())
def test_spans_stay_inside_their_text(history: list[Manuscript]) -> None:
    for paragraph in history[-1].paragraphs:
        for span in paragraph.spans:
            assert 0 <= span.start < span.end <= len(paragraph.text)
            assert paragraph.role is not Role.SALUTATION

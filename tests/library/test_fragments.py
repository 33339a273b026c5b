"""An entry edited as plain text: paragraphs that are still there keep their keys."""

from hypothesis import given
from hypothesis import strategies as st

from speeches.library.fragments import read_fragment, rewritten
from speeches.manuscript.value import Manuscript

from .factories import ENUMERATION

LINES = (
    "一是始终从严。",
    "二是始终从实。",
    "第一段讲形势。",
    "第二段讲任务。",
    "要抓早抓小、防微杜渐。",
    "（一）压实责任。",
)


def keys(manuscript: Manuscript) -> dict[str, str]:
    return {paragraph.text: paragraph.key for paragraph in manuscript.paragraphs}


def test_the_same_text_keeps_everything():
    before = read_fragment(ENUMERATION).manuscript
    assert rewritten(before, ENUMERATION) == before


def test_a_changed_paragraph_keeps_its_key_and_a_new_one_has_its_own():
    before = read_fragment(ENUMERATION).manuscript
    after = rewritten(before, ENUMERATION.replace("抓早抓小。", "坚持抓早抓小。") + "\n四是始终从优。")
    old, new = keys(before), keys(after)
    assert new["坚持抓早抓小。"] == old["抓早抓小。"]
    assert new["始终从实。"] == old["始终从实。"]
    assert new["始终从优。"] not in old.values()


def test_moved_items_take_their_keys_along_and_the_count_stays_bound():
    before = read_fragment("讲“两个始终”。\n一是始终从严。\n二是始终从实。").manuscript
    after = rewritten(before, "讲“两个始终”。\n一是始终从实。\n二是始终从严。")
    assert keys(after) == keys(before)
    assert after.paragraphs[0].spans[0].ref == before.paragraphs[1].list_id


@given(st.lists(st.sampled_from(LINES), max_size=6), st.lists(st.sampled_from(LINES), min_size=1, max_size=6))
def test_whatever_is_written_keys_are_unique_and_the_text_is_the_text(old: list[str], new: list[str]):
    before = read_fragment("\n".join(old)).manuscript
    text = read_fragment("\n".join(new)).manuscript.to_text()
    after = rewritten(before, "\n".join(new))
    assert after.to_text() == text
    assert len(set(keys(after).values())) <= len({p.key for p in after.paragraphs}) == len(after.paragraphs)

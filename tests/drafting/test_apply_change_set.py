"""The save protocol: order, idempotence, clashes, merging, reviving, limits."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting import changes
from speeches.drafting.actions import apply_change_set
from speeches.drafting.errors import BadChangesError, NumberTakenError, OutOfStepError
from speeches.drafting.models import ChangeSet, Draft
from speeches.drafting.remote import changes_since
from speeches.manuscript.paragraph import Role

from .factories import body, change_set, make_draft, make_manuscript, make_speech, upsert

pytestmark = pytest.mark.django_db


def texts(draft: Draft) -> list[str]:
    return [paragraph.text for paragraph in draft.manuscript().paragraphs]


def keys(draft: Draft) -> list[str]:
    return [paragraph.key for paragraph in draft.manuscript().paragraphs]


def test_text_changes_and_sequence_moves_on(draft: Draft, drafter: User) -> None:
    answer = apply_change_set(
        draft, author=drafter, payload=change_set(draft, upserts=[upsert(body(2, "新的第二段。"))])
    )
    assert texts(draft) == ["第1段。", "新的第二段。", "第3段。"]
    assert answer == {"sequence": 2, "number": 1, "conflicts": [], "bindings": {}}


def test_every_field_of_a_paragraph_is_kept(draft: Draft, drafter: User) -> None:
    paragraph = replace(
        body(9, "要做到五个始终。"),
        role=Role.ITEM,
        series="一是",
        list_id="list1",
        depth=2,
        typed_marker="",
        run_in=True,
    )
    apply_change_set(draft, author=drafter, payload=change_set(draft, upserts=[upsert(paragraph, "p00003")]))
    assert draft.manuscript().paragraphs[-1] == paragraph


def test_the_same_save_sent_twice_is_stored_once(draft: Draft, drafter: User) -> None:
    payload = change_set(draft, upserts=[upsert(body(4), "p00003")])
    first = apply_change_set(draft, author=drafter, payload=payload)
    assert apply_change_set(draft, author=drafter, payload=payload) == first
    assert ChangeSet.objects.count() == 1
    assert len(texts(draft)) == 4


def test_paragraphs_follow_their_after_keys(draft: Draft, drafter: User) -> None:
    payload = change_set(
        draft,
        upserts=[upsert(body(7), None), upsert(body(8), "p00007"), upsert(body(1), "p00003")],
    )
    apply_change_set(draft, author=drafter, payload=payload)
    assert keys(draft) == ["p00007", "p00008", "p00002", "p00003", "p00001"]


def test_many_inserts_at_one_place_renumber_and_keep_order(draft: Draft, drafter: User) -> None:
    expected = keys(draft)
    for number in range(1, 90):
        key = f"q{number:05}"
        payload = change_set(draft, number, upserts=[upsert(replace(body(1), key=key), "p00001")])
        apply_change_set(draft, author=drafter, payload=payload)
        expected.insert(1, key)
    assert keys(draft) == expected


def test_split_keeps_the_left_key_and_merge_is_remembered(draft: Draft, drafter: User) -> None:
    split = [upsert(body(1, "第1")), upsert(replace(body(1, "段。"), key="fresh1"), "p00001")]
    apply_change_set(draft, author=drafter, payload=change_set(draft, 1, upserts=split))
    merge = change_set(
        draft, 2, upserts=[upsert(body(1, "第1段。"))], deletions=["fresh1"], merged={"fresh1": "p00001"}
    )
    apply_change_set(draft, author=drafter, payload=merge)
    assert texts(draft) == ["第1段。", "第2段。", "第3段。"]
    assert draft.paragraphs.get(key="fresh1").merged_into == "p00001"


def test_undoing_a_deletion_revives_the_key_in_its_place(draft: Draft, drafter: User) -> None:
    apply_change_set(draft, author=drafter, payload=change_set(draft, 1, deletions=["p00002"]))
    assert keys(draft) == ["p00001", "p00003"]
    apply_change_set(draft, author=drafter, payload=change_set(draft, 2, upserts=[upsert(body(2), "p00001")]))
    assert keys(draft) == ["p00001", "p00002", "p00003"]
    assert draft.paragraphs.count() == 3


def test_a_paragraph_may_follow_one_that_somebody_deleted(draft: Draft, drafter: User) -> None:
    stale = change_set(draft, 1, client="tab2", upserts=[upsert(body(9), "p00002")])
    apply_change_set(draft, author=drafter, payload=change_set(draft, 1, deletions=["p00002"]))
    apply_change_set(draft, author=drafter, payload=stale)
    assert keys(draft) == ["p00001", "p00009", "p00003"]


def test_a_clash_keeps_the_server_text_and_returns_both(draft: Draft, drafter: User) -> None:
    stale = change_set(
        draft, 1, client="tab2", upserts=[upsert(body(1, "乙改的。")), upsert(body(2, "乙改二。"))]
    )
    apply_change_set(
        draft, author=drafter, payload=change_set(draft, 1, upserts=[upsert(body(1, "甲改的。"))])
    )
    answer = apply_change_set(draft, author=drafter, payload=stale)
    assert texts(draft) == ["甲改的。", "乙改二。", "第3段。"]
    (conflict,) = answer["conflicts"]
    assert (conflict["key"], conflict["mine"]["text"], conflict["theirs"]["text"]) == (
        "p00001",
        "乙改的。",
        "甲改的。",
    )


def test_the_same_change_by_two_people_is_no_clash(draft: Draft, drafter: User) -> None:
    stale = change_set(draft, 1, client="tab2", upserts=[upsert(body(1, "同样的。"))])
    apply_change_set(
        draft, author=drafter, payload=change_set(draft, 1, upserts=[upsert(body(1, "同样的。"))])
    )
    assert apply_change_set(draft, author=drafter, payload=stale)["conflicts"] == []


def test_deleting_what_another_edited_is_a_clash(draft: Draft, drafter: User) -> None:
    stale = change_set(draft, 1, client="tab2", deletions=["p00001"])
    apply_change_set(
        draft, author=drafter, payload=change_set(draft, 1, upserts=[upsert(body(1, "甲改的。"))])
    )
    (conflict,) = apply_change_set(draft, author=drafter, payload=stale)["conflicts"]
    assert (conflict["mine"], conflict["theirs"]["text"]) == (None, "甲改的。")
    assert "p00001" in keys(draft)


def test_editing_what_another_deleted_is_a_clash(draft: Draft, drafter: User) -> None:
    stale = change_set(draft, 1, client="tab2", upserts=[upsert(body(1, "乙改的。"))])
    apply_change_set(draft, author=drafter, payload=change_set(draft, 1, deletions=["p00001"]))
    (conflict,) = apply_change_set(draft, author=drafter, payload=stale)["conflicts"]
    assert (conflict["mine"]["text"], conflict["theirs"]) == ("乙改的。", None)


def test_a_client_hears_of_others_with_its_answer(draft: Draft, drafter: User) -> None:
    stale = change_set(draft, 1, client="tab2", upserts=[upsert(body(2, "乙改二。"))])
    apply_change_set(
        draft,
        author=drafter,
        payload=change_set(draft, 1, upserts=[upsert(body(1, "甲改的。"))], deletions=["p00003"]),
    )
    others = apply_change_set(draft, author=drafter, payload=stale)["others"]
    assert [(row["key"], row["after"], row["text"]) for row in others["upserts"]] == [
        ("p00001", None, "甲改的。")
    ]
    assert others["deletions"] == ["p00003"]
    assert others["front"] is None


def test_a_client_does_not_clash_with_itself(draft: Draft, drafter: User) -> None:
    first = change_set(draft, 1, upserts=[upsert(body(1, "一改。"))])
    second = {**first, "number": 2, "upserts": [upsert(body(1, "二改。"))]}
    apply_change_set(draft, author=drafter, payload=first)
    assert apply_change_set(draft, author=drafter, payload=second)["conflicts"] == []
    assert texts(draft)[0] == "二改。"


def test_title_block_is_saved_and_a_clash_over_it_returned(draft: Draft, drafter: User) -> None:
    was = [["title", "在测试会议上的讲话"]]
    stale = change_set(draft, 1, client="tab2", front=[["title", "乙的标题"]], front_was=was)
    apply_change_set(draft, author=drafter, payload=change_set(draft, 1, front=[["title", "甲的标题"]]))
    (conflict,) = apply_change_set(draft, author=drafter, payload=stale)["conflicts"]
    assert conflict["key"] == "front"
    assert (conflict["mine"], conflict["theirs"]) == ([["title", "乙的标题"]], [["title", "甲的标题"]])
    assert conflict["difference"] == [[-1, "乙"], [1, "甲"], [0, "的标题"]]
    draft.refresh_from_db()
    assert draft.title == "甲的标题"


def test_title_block_changed_in_different_places_is_merged(draft: Draft, drafter: User) -> None:
    was = [["title", "在测试会议上的讲话"]]
    stale = change_set(draft, 1, client="tab2", front=[["title", "在测试会议上的总结讲话"]], front_was=was)
    mine = change_set(draft, 1, front=[["title", "在全市测试会议上的讲话"]])
    apply_change_set(draft, author=drafter, payload=mine)
    answer = apply_change_set(draft, author=drafter, payload=stale)
    assert answer["conflicts"] == []
    assert answer["others"]["front"] == [["title", "在全市测试会议上的总结讲话"]]


LONG = "要坚持问题导向，抓住关键少数，压实主体责任。"


def clashing(
    draft: Draft, drafter: User, theirs: str | None, mine: str | None, base: str = LONG
) -> dict[str, Any]:
    """Let two people change one paragraph from the same text; None deletes. Returns the second answer."""
    apply_change_set(draft, author=drafter, payload=change_set(draft, 1, upserts=[upsert(body(1, base))]))
    was = [body(1, base).to_json()]
    payloads = [
        change_set(draft, 1, client=client, was=was, **change)
        for client, text in (("one", theirs), ("two", mine))
        for change in [{"deletions": ["p00001"]} if text is None else {"upserts": [upsert(body(1, text))]}]
    ]
    apply_change_set(draft, author=drafter, payload=payloads[0])
    return apply_change_set(draft, author=drafter, payload=payloads[1])


def test_changes_in_different_places_of_one_paragraph_are_both_kept(draft: Draft, drafter: User) -> None:
    theirs, mine = LONG.replace("坚持", "始终坚持"), LONG.replace("主体责任", "主体责任和监督责任")
    answer = clashing(draft, drafter, theirs, mine)
    both = theirs.replace("主体责任", "主体责任和监督责任")
    assert texts(draft)[0] == both
    assert answer["conflicts"] == []
    assert [row["text"] for row in answer["others"]["upserts"]] == [both], "news to the one who saved last"
    draft.refresh_from_db()
    assert [row["text"] for row in changes_since(draft, answer["sequence"] - 1, "one")["upserts"]] == [both]


def test_who_types_on_after_a_merge_merges_again(draft: Draft, drafter: User) -> None:
    """The paper still shows what was sent: that is what the next change is made from."""
    theirs, sent = LONG.replace("坚持", "始终坚持"), LONG.replace("主体责任", "主体责任和监督责任")
    clashing(draft, drafter, theirs, sent)
    on = upsert(body(1, sent + "真抓实干。"))
    again = change_set(draft, 2, client="two", was=[body(1, sent).to_json()], upserts=[on])
    assert apply_change_set(draft, author=drafter, payload=again)["conflicts"] == []
    assert texts(draft)[0] == theirs.replace("主体责任", "主体责任和监督责任") + "真抓实干。"


def test_changes_in_one_place_clash_and_a_version_of_either_is_kept(draft: Draft, drafter: User) -> None:
    theirs, mine = LONG.replace("关键少数", "少数关键人"), LONG.replace("关键少数", "领导干部")
    (conflict,) = clashing(draft, drafter, theirs, mine)["conflicts"]
    assert (conflict["mine"]["text"], conflict["theirs"]["text"]) == (mine, theirs)
    assert [0, "，压实主体责任。"] in conflict["difference"]
    assert texts(draft)[0] == theirs
    kept = [revision.manuscript().paragraphs[0].text for revision in draft.revisions.all()[:2]]
    assert kept == [mine, theirs]


def test_a_role_and_a_text_changed_by_two_people_are_both_kept(draft: Draft, drafter: User) -> None:
    was = [body(1).to_json()]
    heading = replace(body(1), role=Role.HEADING, level=1, series="一、")
    one = change_set(draft, 1, client="one", was=was, upserts=[upsert(heading)])
    two = change_set(draft, 1, client="two", was=was, upserts=[upsert(body(1, "第1段话。"))])
    for payload in (one, two):
        assert apply_change_set(draft, author=drafter, payload=payload)["conflicts"] == []
    assert draft.manuscript().paragraphs[0] == replace(heading, text="第1段话。")


def test_changing_what_another_deleted_clashes_and_the_text_is_kept(draft: Draft, drafter: User) -> None:
    (conflict,) = clashing(draft, drafter, None, "改了。")["conflicts"]
    assert (conflict["mine"]["text"], conflict["theirs"]) == ("改了。", None)
    assert draft.revisions.first().manuscript().paragraphs[-1].text == "改了。"


def test_deleting_what_another_changed_clashes_and_the_text_stays(draft: Draft, drafter: User) -> None:
    (conflict,) = clashing(draft, drafter, "改了。", None)["conflicts"]
    assert (conflict["mine"], conflict["theirs"]["text"]) == (None, "改了。")
    assert texts(draft)[0] == "改了。"


def test_a_set_that_comes_late_is_judged_by_what_it_was_made_from(draft: Draft, drafter: User) -> None:
    """Kept in a browser overnight, it has an old base; nobody else touched its paragraph."""
    was = [body(1).to_json()]
    late = change_set(draft, 1, client="late", was=was, upserts=[upsert(body(1, "隔夜的。"))])
    apply_change_set(draft, author=drafter, payload=change_set(draft, 1, upserts=[upsert(body(2, "别的。"))]))
    assert apply_change_set(draft, author=drafter, payload=late)["conflicts"] == []
    assert texts(draft)[:2] == ["隔夜的。", "别的。"]


def test_the_same_words_sent_by_two_pages_are_there_once(draft: Draft, drafter: User) -> None:
    answer = clashing(draft, drafter, LONG + "同样。", LONG + "同样。")
    assert answer["conflicts"] == []
    assert texts(draft)[0] == LONG + "同样。"


def test_a_number_is_not_used_twice(draft: Draft, drafter: User) -> None:
    apply_change_set(draft, author=drafter, payload=change_set(draft, 1, deletions=["p00001"]))
    with pytest.raises(NumberTakenError):
        apply_change_set(draft, author=drafter, payload=change_set(draft, 1, deletions=["p00002"]))
    assert len(texts(draft)) == 2


def test_a_new_item_changes_the_bound_count_span(drafter: User) -> None:
    draft = make_speech(drafter)
    counts = {p.key: p.spans for p in draft.manuscript().paragraphs if p.spans}
    assert counts, "the speech announces its parts"
    key = next(iter(counts))
    paragraph = next(p for p in draft.manuscript().paragraphs if p.key == key)
    stripped = replace(paragraph, spans=())
    answer = apply_change_set(draft, author=drafter, payload=change_set(draft, upserts=[upsert(stripped)]))
    assert answer["bindings"][key] == [
        [s.start, s.end, s.kind, s.ref] for s in counts[key] if s.kind == "count"
    ]
    assert next(p for p in draft.manuscript().paragraphs if p.key == key).spans == counts[key]


def test_a_base_the_server_never_had_is_refused(draft: Draft, drafter: User) -> None:
    with pytest.raises(OutOfStepError):
        apply_change_set(draft, author=drafter, payload={**change_set(draft), "base": 99})


def test_outside_editable_states_nothing_is_stored_but_old_answers_are_given(
    draft: Draft, drafter: User
) -> None:
    payload = change_set(draft, 1, upserts=[upsert(body(1, "甲改的。"))])
    answer = apply_change_set(draft, author=drafter, payload=payload)
    Draft.objects.update(state=Draft.State.IN_REVIEW)
    assert apply_change_set(draft, author=drafter, payload=payload) == answer
    with pytest.raises(NotAllowed):
        apply_change_set(draft, author=drafter, payload=change_set(draft, 2, deletions=["p00001"]))


def test_too_long_a_speech_is_refused_whole(
    draft: Draft, drafter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MAX_CHARACTERS", 40)
    payload = change_set(draft, upserts=[upsert(body(1, "长" * 30)), upsert(body(2, "短"))])
    with pytest.raises(BadChangesError, match="100,000 字"):
        apply_change_set(draft, author=drafter, payload=payload)
    assert texts(draft) == ["第1段。", "第2段。", "第3段。"]


GOOD = body(1).to_json()
BAD_PAYLOADS = {
    "not an object": [],
    "no client": {"number": 1, "base": 1},
    "strange client": {"client": "a b", "number": 1, "base": 1},
    "number zero": {"client": "c", "number": 0, "base": 1},
    "number true": {"client": "c", "number": True, "base": 1},
    "number huge": {"client": "c", "number": 2**40, "base": 1},
    "negative base": {"client": "c", "number": 1, "base": -1},
    "deletions no list": {"deletions": "p00001"},
    "bad key": {"deletions": ["../etc"]},
    "key twice": {"deletions": ["p00001"], "upserts": [GOOD]},
    "merged but not deleted": {"merged": {"p00001": "p00002"}},
    "unknown role": {"upserts": [{**GOOD, "role": "boss"}]},
    "heading without level": {"upserts": [{**GOOD, "role": "heading"}]},
    "level five": {"upserts": [{**GOOD, "role": "heading", "level": 5}]},
    "text missing": {"upserts": [{"key": "p00001", "role": "body"}]},
    "line feed": {"upserts": [{**GOOD, "text": "一\n二"}]},
    "NUL": {"upserts": [{**GOOD, "text": "一\x00二"}]},
    "half a surrogate pair": {"upserts": [{**GOOD, "text": "\ud83d"}]},
    "paragraph too long": {"upserts": [{**GOOD, "text": "长" * 20_001}]},
    "span outside": {"upserts": [{**GOOD, "spans": [[0, 99, "count", "x"]]}]},
    "span backwards": {"upserts": [{**GOOD, "spans": [[2, 1, "count", "x"]]}]},
    "span of what": {"upserts": [{**GOOD, "spans": [[0, 1, "script", "x"]]}]},
    "span kind a list": {"upserts": [{**GOOD, "spans": [[0, 1, [], "x"]]}]},
    "role a list": {"upserts": [{**GOOD, "role": []}]},
    "origin no uuid": {"upserts": [{**GOOD, "origin": ["x", 1]}]},
    "after itself": {"upserts": [{**GOOD, "after": "p00001"}]},
    "after unknown": {"upserts": [{**GOOD, "after": "nowhere1"}]},
    "front of what": {"front": [["banner", "x"]]},
    "front kind a list": {"front": [[[], "x"]]},
    "front no pair": {"front": [["title"]]},
    "was no list": {"was": {"p00001": "x"}},
    "was no paragraph": {"was": ["p00001"]},
    "was of a strange role": {"was": [{**GOOD, "role": "boss"}]},
    "front_was of what": {"front_was": [["banner", "x"]]},
}


@pytest.mark.parametrize("payload", BAD_PAYLOADS.values(), ids=BAD_PAYLOADS.keys())
def test_bad_payloads_are_refused_with_a_sentence_and_nothing_stored(
    draft: Draft, drafter: User, payload: object
) -> None:
    if isinstance(payload, dict) and not payload.keys() & {"client", "number", "base"}:
        payload = {**change_set(draft), **payload}
    with pytest.raises(BadChangesError, match="没有保存"):
        apply_change_set(draft, author=drafter, payload=payload)
    draft.refresh_from_db()
    assert (draft.sequence, texts(draft)) == (1, ["第1段。", "第2段。", "第3段。"])


def test_queries_of_a_save_do_not_grow_with_paragraphs(drafter: User) -> None:
    counts = []
    for size in (5, 300):
        draft = make_draft(drafter, make_manuscript(size))
        written = [upsert(body(place, f"改{place}。")) for place in range(1, size)]
        payload = change_set(draft, upserts=[*written, upsert(body(9999), None)])
        with CaptureQueriesContext(connection) as captured:
            apply_change_set(draft, author=drafter, payload=payload)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15

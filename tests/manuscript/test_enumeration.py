"""An enumeration taken apart and put together anew: items, order, form, series, and counts that say so."""

import pytest

from speeches.manuscript.announcements import bind, find_announcements
from speeches.manuscript.enumeration import Arrangement, Enumeration, Form, arranged, read_enumeration
from speeches.manuscript.numbering import markers

from .shapes import read

LINES = (
    "同志们：\n一、坚持“四个管住”\n要在“四个管住”上下功夫。\n"
    "一是管住处方。每月排名。\n二是管住设备。全程留痕。\n三是管住耗材。一件一码。\n四是管住讲课。事先报批。\n"
    "以上四个“管住”，难在天天管。"
)
RUN_IN = "…都要守住“三个不离”：一是人不离岗；二是眼不离人；三是物不离管。"
HEADS = (
    "同志们：\n要对照“三个有”。\n"
    "（一）部署有记录。要查得到。\n（二）分工有名单。写到人。\n（三）督办有期限。逐件报。"
)


def enumeration(text: str) -> Enumeration:
    found = read_enumeration(bind(read(text).manuscript))
    assert found is not None
    return found


def printed(text: str, *order: int, form: Form = Form.LINES, **how: object) -> list[str]:
    made = arranged(enumeration(text), Arrangement(order, form, **how))  # type: ignore[arg-type]
    assert all(one.consistent for one in find_announcements(made) if one.group)
    return made.to_text().split("\n")


def test_lead_items_and_closing_are_told_apart() -> None:
    found = enumeration(LINES)
    assert [len(part) for part in (found.lead, found.items, found.closing)] == [3, 4, 1]
    assert (found.form, found.series) == (Form.LINES, "一是")


def test_an_item_less_and_everything_says_so() -> None:
    assert printed(LINES, 0, 1, 3) == [
        "同志们：",
        "一、坚持“三个管住”",
        "要在“三个管住”上下功夫。",
        "一是管住处方。每月排名。",
        "二是管住设备。全程留痕。",
        "三是管住讲课。事先报批。",
        "以上三个“管住”，难在天天管。",
    ]


def test_in_another_order_without_lead_and_closing() -> None:
    assert printed(LINES, 2, 0, has_lead=False, has_closing=False) == [
        "一是管住耗材。一件一码。",
        "二是管住处方。每月排名。",
    ]


@pytest.mark.parametrize(
    ("series", "marks"),
    [
        ("一要", ["一要", "二要", "三要"]),
        ("首先，", ["首先，", "其次，", "最后，"]),
        ("（一）", ["（一）", "（二）", "（三）"]),
        ("①", ["①", "②", "③"]),
        ("", ["", "", ""]),
    ],
)
def test_in_another_series(series: str, marks: list[str]) -> None:
    made = arranged(enumeration(RUN_IN), Arrangement((0, 1, 2), Form.LINES, series))
    assert markers(made.paragraphs)[1:] == marks


def test_run_in_items_with_sentences_of_their_own_end_with_full_stops() -> None:
    line = printed(LINES, 0, 3, form=Form.RUN_IN, has_lead=False)[0]
    assert line == "一是管住处方。每月排名。二是管住讲课。事先报批。"


def test_lines_made_of_a_sentence_end_with_full_stops_and_the_other_way_round_with_semicolons() -> None:
    lines = printed(RUN_IN, 1, 0)
    assert [line[-9:] for line in lines] == ["守住“两个不离”：", "一是眼不离人。", "二是人不离岗。"]
    text = "同志们：\n就是坚持“三个始终”。\n一是始终从严。\n二是始终从实。\n三是始终从细。"
    assert printed(text, 0, 2, form=Form.RUN_IN)[1] == "就是坚持“两个始终”：一是始终从严；二是始终从细。"


def test_headings_stay_headings_until_another_series_or_form_is_asked_for() -> None:
    assert printed(HEADS, 0, 2)[1:] == [
        "要对照“两个有”。",
        "（一）部署有记录。要查得到。",
        "（二）督办有期限。逐件报。",
    ]
    assert printed(HEADS, 0, 2, form=Form.RUN_IN)[1].endswith(
        "有”。一是部署有记录。要查得到。二是督办有期限。逐件报。"
    )
    assert printed(HEADS, 0, 2, series="第一，")[2] == "第一，部署有记录。要查得到。"


def test_items_of_several_lines_keep_them_and_the_closing_is_still_found() -> None:
    items = "一是坚持从严。\n从严不放松。\n二是坚持从实。\n从实不走样。"
    text = f"同志们：\n做到“两个坚持”。\n{items}\n以上两个“坚持”要落实。"
    found = enumeration(text)
    assert [len(item) for item in found.items] == [2, 2]
    assert [p.text for p in found.closing] == ["以上两个“坚持”要落实。"]


def test_a_text_without_a_list_is_no_enumeration() -> None:
    assert read_enumeration(read("…\n…").manuscript) is None

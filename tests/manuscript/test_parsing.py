"""Speeches in many shapes, and what is read from each. … stands for a paragraph of running text."""

import pytest

from speeches.manuscript.parsing import parse

from .shapes import FILLER, dropped, front, read, shape

TITLE_BLOCKS = {
    "title, date, speaker": (
        "在全县警示教育大会上的讲话\n（2024年3月5日）\n县委书记　李 四",
        ["title", "date", "byline"],
    ),
    "speaker and date first": (
        "市长 王小明\n2024年3月5日\n在全市动员会上的讲话",
        ["byline", "date", "title"],
    ),
    "two title lines and a subtitle": (
        "坚定信心 真抓实干\n奋力开创机关建设新局面\n——在机关建设推进会上的讲话\n（二〇二四年三月五日）",
        ["title", "title", "subtitle", "date"],
    ),
    "spaced out": (
        "在全县警示教育大会上的\n讲 话\n张 三\n（2023年X月X日）",
        ["title", "title", "byline", "date"],
    ),
    "labels": ("讲话人：张三\n时间：2024年3月5日\n清廉机关建设工作汇报", ["byline", "date", "title"]),
    "a note": ("在全市会议上的讲话\n（根据录音整理）\n2024.3.5", ["title", "note", "date"]),
    "masked": ("在全市会议上的讲话\n20XX年X月X日\nXXX", ["title", "date", "byline"]),
    "to be filled": ("在【会议名称】上的讲话\n（【日期】）\n【讲话人】", ["title", "date", "byline"]),
    "title alone": ("在全市会议上的讲话（根据录音整理）", ["title"]),
    "post with a colon": ("会议讲话\n（2024年1月）\n主任：李四", ["title", "date", "byline"]),
    "a name of a body over a report": (
        "中国共产党某某县第五届纪律检查委员会\n第四次全体会议工作报告\n（2025年1月20日）\n王 五",
        ["title", "title", "date", "byline"],
    ),
}


@pytest.mark.parametrize(("block", "kinds"), TITLE_BLOCKS.values(), ids=TITLE_BLOCKS)
def test_title_block(block: str, kinds: list[str]) -> None:
    for opening in ("同志们：\n…", "…"):
        assert front(f"{block}\n{opening}") == list(zip(kinds, block.split("\n"), strict=True))


def test_speech_without_title_block() -> None:
    for text in ("同志们：\n…", "…\n…", "一、形势\n…", "（一）开篇\n…", "一要践行宗旨\n…\n二要担起责任\n…"):
        assert front(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "同志们：",
        "各位代表、同志们：",
        "尊敬的各位领导、各位来宾：",
        "各位新任职的干部：",
        "尊敬的各位来宾，女士们、先生们：",
        "老师们，同学们：",
    ],
)
def test_salutation(line: str) -> None:
    assert shape(f"工作讲话\n{line}\n…") == [f"S {line}", "B …"]


def test_text_may_run_in_after_the_salutation() -> None:
    assert shape("老师们、同学们：大家好！…") == ["S 老师们、同学们： | B 大家好！…"]


@pytest.mark.parametrize("line", ["同志们，形势逼人。…", "各位代表！…", "同志们！时不我待。…", "同志们："])
def test_salutation_inside_the_speech_is_body(line: str) -> None:
    assert shape(f"同志们：\n…\n{line}\n一、任务\n…")[2] == f"B {line}"


ADVERTS = {
    "before, with a site's name": (
        "仅供学习 禁止外传\n好文之家\n\n在全市会议上的讲话\n同志们：\n…\n谢谢大家。",
        [1, 2],
    ),
    "after": (
        "在全市会议上的讲话\n同志们：\n…\n谢谢大家。\n\n关注公众号：某某文稿\n扫码更多精彩内容",
        [6, 7],
    ),
    "both": ("来源：某某文库\n会议讲话\n同志们：\n…\n谢谢大家。\n本资料仅供学习，如有侵权请联系删除", [1, 6]),
    "links to other pages": (
        "会议讲话\n发布人：管理员　点击数：35　【打印】\n同志们：\n…"
        "\n【上一篇】某会讲话\n【下一篇】没有了\n· 别的讲话",
        [2, 5, 6, 7],
    ),
    "the end of a page": (
        "会议讲话\n同志们：\n…\n- END -\n素材来源：网络\n往期推荐\n● 别的讲话",
        [4, 5, 6, 7],
    ),
    "none": ("会议讲话\n同志们：\n…\n谢谢大家。", []),
    "page numbers": (
        "- 1 -\n会议讲话\n同志们：\n…\n- 2 -\n…\n第3页 共8页\n…\n4 / 8\n谢谢大家！",
        [1, 5, 7, 9],
    ),
    "an address in the middle": ("会议讲话\n同志们：\n…\n访问www.example.com免费下载\n…", [4]),
    "the speech may speak of adverts": ("会议讲话\n同志们：\n要管好公众号，不能靠会员收费。…\n…", []),
    "and of what an office runs": ("会议讲话\n同志们：\n要清理整合公众号、小程序和微信群。\n…\n…", []),
    "and name an address": ("会议讲话\n同志们：\n举报网站www.example.cn已经开通，要做好宣传。\n…\n…", []),
    "who solicits is no leader": (
        "会议讲话\n同志们：\n更多资料请关注公众号，加入会员群。\n…\n会员专享，扫码下载。\n…",
        [3, 5],
    ),
    "signature above an advert stays": ("会议讲话\n…\n张三\n二〇二四年三月\n更多资料请关注公众号", [5]),
}


@pytest.mark.parametrize(("text", "lines"), ADVERTS.values(), ids=ADVERTS)
def test_adverts_are_dropped_and_listed(text: str, lines: list[int]) -> None:
    assert dropped(text) == lines
    assert "讲话" in read(text).manuscript.title


def test_only_adverts_leave_nothing() -> None:
    parsed = parse("关注公众号：某某文稿\n仅供学习 禁止外传\n更多材料请加微信")
    assert (parsed.manuscript.front, parsed.manuscript.paragraphs, len(parsed.dropped)) == ((), (), 3)


def test_dropped_part_of_a_line_is_listed_alone() -> None:
    parsed = parse(f"同志们：\n{FILLER}　　扫码关注公众号")
    assert parsed.dropped == ((2, "扫码关注公众号"),)


@pytest.mark.parametrize("text", ["", "  \n\n", "\ufeff"])
def test_empty_text_is_an_empty_manuscript(text: str) -> None:
    assert parse(text).manuscript.to_text() == ""


HEADINGS = {
    "four levels": (
        "一、形势\n…\n（一）成绩。…\n1.想担当，必须有本领。…\n（1）学懂。…\n（2）弄通。…\n2.敢担当。…\n（二）问题。…\n二、任务\n…",
        [
            "H1<一、>形势",
            "B …",
            "H2<（一）>成绩。 | B …",
            "H3<1.>想担当，必须有本领。 | B …",
            "H4<（1）>学懂。 | B …",
            "H4<（2）>弄通。 | B …",
            "H3<2.>敢担当。 | B …",
            "H2<（二）>问题。 | B …",
            "H1<二、>任务",
            "B …",
        ],
    ),
    "half width": (
        "(一)抓学习。…\n(二)抓落实。…\n1、甲。…\n2、乙。…",
        ["H2<(一)>抓学习。 | B …", "H2<(二)>抓落实。 | B …", "H3<1、>甲。 | B …", "H3<2、>乙。 | B …"],
    ),
    "mixed brackets": (
        "（一)抓学习。…\n(二）抓落实。…",
        ["H2<（一)>抓学习。 | B …", "H2<(二）>抓落实。 | B …"],
    ),
    "full-width digits": (
        "1．抓学习。…\n2．抓落实。…\n３．抓考核。…",
        ["H3<1．>抓学习。 | B …", "H3<2．>抓落实。 | B …", "H3<３．>抓考核。 | B …"],
    ),
    "one bracket": ("同志们：\n1）甲。…\n2）乙。…", ["S 同志们：", "H4<1）>甲。 | B …", "H4<2）>乙。 | B …"]),
    "parts": (
        "第一部分　认清形势\n…\n一、成绩\n…\n第二部分　明确任务\n…",
        ["H1<第一部分>　认清形势", "B …", "H2<一、>成绩", "B …", "H1<第二部分>　明确任务", "B …"],
    ),
    "spoken heads": (
        "同志们：\n…\n一要践行宗旨\n…\n二要扛起责任\n…一要抓学习，二要抓落实；三要抓作风。\n三要守住底线\n…",
        [
            "S 同志们：",
            "B …",
            "H1<一要>践行宗旨",
            "B …",
            "H1<二要>扛起责任",
            "B … | I1<一要>抓学习， | I1<二要>抓落实； | I1<三要>抓作风。",
            "H1<三要>守住底线",
            "B …",
        ],
    ),
    "spoken heads over numbered ones": (
        "同志们：\n…\n一要践行宗旨\n（一）甲。…\n（二）乙。…\n二要扛起责任\n…\n（一）丙。…\n三要守住底线\n…",
        [
            *("S 同志们：", "B …", "H1<一要>践行宗旨", "H2<（一）>甲。 | B …", "H2<（二）>乙。 | B …"),
            *("H1<二要>扛起责任", "B …", "H2<（一）>丙。 | B …", "H1<三要>守住底线", "B …"),
        ],
    ),
    "spoken heads over items alike": (
        "同志们：\n…\n一要践行宗旨\n一要学。…\n二要做。…\n二要扛起责任\n…\n三要守住底线\n…",
        [
            *("S 同志们：", "B …", "H1<一要>践行宗旨", "I1<一要>学。 | B …", "I1<二要>做。 | B …"),
            *("H1<二要>扛起责任", "B …", "H1<三要>守住底线", "B …"),
        ],
    ),
    "spoken heads as the first line": (
        "一要践行宗旨\n…\n二要扛起责任\n…",
        ["H1<一要>践行宗旨", "B …", "H1<二要>扛起责任", "B …"],
    ),
    "a year after the marker": (
        "1.2023年工作回顾。…\n2.2024年工作打算。…",
        ["H3<1.>2023年工作回顾。 | B …", "H3<2.>2024年工作打算。 | B …"],
    ),
    "without markers": (
        "…\n工作回顾\n…\n存在问题\n…\n下步打算\n…",
        ["B …", "H1 工作回顾", "B …", "H1 存在问题", "B …", "H1 下步打算", "B …"],
    ),
    "a gap": (
        "一、甲\n…\n二、乙\n…\n四、丁\n…",
        ["H1<一、>甲", "B …", "H1<二、>乙", "B …", "H1<四、!>丁", "B …"],
    ),
    "a double": ("一、甲\n…\n一、乙\n…", ["H1<一、>甲", "B …", "H1<一、!>乙", "B …"]),
    "quotation in a run-in head": (
        "一、抓“三农”。…\n二、讲“对！就是对”的话。…",
        ["H1<一、>抓“三农”。 | B …", "H1<二、>讲“对！就是对”的话。 | B …"],
    ),
}


@pytest.mark.parametrize(("text", "lines"), HEADINGS.values(), ids=HEADINGS)
def test_headings(text: str, lines: list[str]) -> None:
    assert shape(text) == lines


ITEMS = {
    "paragraphs": (
        "…\n一是抓学习。…\n…\n二是抓落实。…",
        ["B …", "I1<一是>抓学习。 | B …", "B …", "I1<二是>抓落实。 | B …"],
    ),
    "inline": (
        "…一是抓学习；二是抓落实，三是抓作风。…",
        ["B … | I1<一是>抓学习； | I1<二是>抓落实， | I1<三是>抓作风。 | B …"],
    ),
    "other verbs": ("一抓学习。…\n二抓落实。…", ["I1<一抓>学习。 | B …", "I1<二抓>落实。 | B …"]),
    "after a subject": (
        "希望大家一靠学习，二靠实干，三靠自律。",
        ["B 希望大家 | I1<一靠>学习， | I1<二靠>实干， | I1<三靠>自律。"],
    ),
    "order words": (
        "…首先，要讲政治；其次，要讲规矩；再次，要讲奉献；最后，要讲廉洁。…",
        [
            "B … | I1<首先，>要讲政治； | I1<其次，>要讲规矩； | I1<再次，>要讲奉献；"
            " | I1<最后，>要讲廉洁。 | B …"
        ],
    ),
    "order words as paragraphs": (
        "首先，要学习。…\n其次，要担当。…\n最后，要廉洁。…",
        ["I1<首先，>要学习。 | B …", "I1<其次，>要担当。 | B …", "I1<最后，>要廉洁。 | B …"],
    ),
    "order words mixed": (
        "我们首先要讲政治，其次要提能力，其三要守纪律。",
        ["B 我们 | I1<首先>要讲政治， | I1<其次>要提能力， | I1<其三>要守纪律。"],
    ),
    "其一": (
        "…其一，学是根本。…其二，做是关键。…",
        ["B … | I1<其一，>学是根本。 | B … | I1<其二，>做是关键。 | B …"],
    ),
    "第一": ("第一，学。…\n第二，做。…", ["I1<第一，>学。 | B …", "I1<第二，>做。 | B …"]),
    "第一条": (
        "第一条，讲政治。…\n第二条，讲规矩。…",
        ["I1<第一条，>讲政治。 | B …", "I1<第二条，>讲规矩。 | B …"],
    ),
    "第一个 with a name": (
        "要做到三个“一”：第一个“一”是一心为民，第二个“一”是一身正气，第三个“一”是一尘不染。",
        [
            "B 要做到三个“一”： | I1<第一个“一”>是一心为民， | I1<第二个“一”>是一身正气，"
            " | I1<第三个“一”>是一尘不染。"
        ],
    ),
    "circled": ("要抓三件事：①学；②做；③改。", ["B 要抓三件事： | I1<①>学； | I1<②>做； | I1<③>改。"]),
    "bracketed": ("…要做好：(1)抓学习；(2)抓落实。", ["B …要做好： | I1<(1)>抓学习； | I1<(2)>抓落实。"]),
    "numbered": ("…要做好：1.抓学习；2.抓落实。", ["B …要做好： | I1<1.>抓学习； | I1<2.>抓落实。"]),
    "a gap": (
        "一是学。…\n二是做。…\n四是改。…",
        ["I1<一是>学。 | B …", "I1<二是>做。 | B …", "I1<四是!>改。 | B …"],
    ),
    "a double": (
        "一是学。…\n二是做。…\n二是改。…\n四是评。…",
        ["I1<一是>学。 | B …", "I1<二是>做。 | B …", "I1<二是!>改。 | B …", "I1<四是>评。 | B …"],
    ),
    "一 after the marker": (
        "…一是一体推进；二是二次攻坚。",
        ["B … | I1<一是>一体推进； | I1<二是>二次攻坚。"],
    ),
    "two lists in a row": (
        "…一是学；二是做。…一是查；二是改。",
        ["B … | I1<一是>学； | I1<二是>做。 | B … | I1<一是>查； | I1<二是>改。"],
    ),
    "inside a run-in head's text": (
        "（一）抓学习。…一是学深；二是学透。\n（二）抓落实。…",
        ["H2<（一）>抓学习。 | B … | I1<一是>学深； | I1<二是>学透。", "H2<（二）>抓落实。 | B …"],
    ),
}


@pytest.mark.parametrize(("text", "lines"), ITEMS.values(), ids=ITEMS)
def test_items(text: str, lines: list[str]) -> None:
    assert shape(text) == lines


NESTED = {
    "inline of the same family": (
        "一要抓监督。…二要抓问责：一要问到人、二要问到事、三要问到底；三要抓整改。…",
        [
            "I1<一要>抓监督。 | B … | I1<二要>抓问责： | I2<一要>问到人、 | I2<二要>问到事、"
            " | I2<三要>问到底； | I1<三要>抓整改。 | B …"
        ],
    ),
    "inline of another family": (
        "…一要抓学习。…二要抓落实：一是定责、二是问责；三要抓作风。…",
        [
            "B … | I1<一要>抓学习。 | B … | I1<二要>抓落实： | I2<一是>定责、 | I2<二是>问责；"
            " | I1<三要>抓作风。 | B …"
        ],
    ),
    "inline in the last item": (
        "…一是抓学习；二是抓落实：一是定责、二是问责。",
        ["B … | I1<一是>抓学习； | I1<二是>抓落实： | I2<一是>定责、 | I2<二是>问责。"],
    ),
    "inline in a paragraph's item": (
        "一是抓学习。…一要学深，二要学透。\n二是抓落实。…",
        ["I1<一是>抓学习。 | B … | I2<一要>学深， | I2<二要>学透。", "I1<二是>抓落实。 | B …"],
    ),
    "continued after the inner list": (
        "一要站位高。…\n二要措施实。…重点把握四个环节，一要严入口，二要严过程，三要严出口，四要严考核。\n三要效果好。…",
        [
            "I1<一要>站位高。 | B …",
            "I1<二要>措施实。 | B …重点把握四个环节， | I2<一要>严入口， | I2<二要>严过程，"
            " | I2<三要>严出口， | I2<四要>严考核。",
            "I1<三要>效果好。 | B …",
        ],
    ),
    "paragraphs between two items": (
        "重点做到：\n一是抓学习。…\n①学原文。…\n②学原理。…\n二是抓落实。…",
        [
            "B 重点做到：",
            "I1<一是>抓学习。 | B …",
            "I2<①>学原文。 | B …",
            "I2<②>学原理。 | B …",
            "I1<二是>抓落实。 | B …",
        ],
    ),
    "announced with a colon": (
        "一是抓学习。要做到：\n第一，学原文。…\n第二，学原理。…\n二是抓落实。…",
        [
            "I1<一是>抓学习。 | B 要做到：",
            "I2<第一，>学原文。 | B …",
            "I2<第二，>学原理。 | B …",
            "I1<二是>抓落实。 | B …",
        ],
    ),
}


@pytest.mark.parametrize(("text", "lines"), NESTED.values(), ids=NESTED)
def test_lists_inside_lists(text: str, lines: list[str]) -> None:
    assert shape(text) == lines


@pytest.mark.parametrize(
    "sentence",
    [
        "一是一、二是二，来不得半点虚假。",
        "第一责任人要担责，第一方阵要带头，第一时间要报告。",
        "一方面要抓教育，另一方面要抓惩处。",
        "一手抓学习，一手抓落实。",
        "一个是抓学习，一个是抓落实。",
        "四个意识要增强，八项规定要落实。",
        "2023年，任务完成85%，同比增长1.5倍。",
        "30个单位参加了检查，3月份以来成效明显。",
        "《一、二、三》这本书讲得好，第二个百年奋斗目标不能忘。",
        "要推动一、二、三产业融合发展，一二三级联动。",
        "领导强调：“一是抓学习。二是抓落实。”要抓好贯彻。",
        "（其中一是抓学习，二是抓落实）要抓好贯彻。",
        "最后，我再讲一点。",
        "再次强调，首先是态度问题。",
        "一是抓学习，没有下文。",
        "五是抓作风，没有上文。",
        "第二季度要见效，第三届会议要开好。",
        "十一一是个节日，二二是四。",
        "要一查到底、一抓到底，一看就懂、一学就会。",
    ],
)
def test_what_must_not_be_read_as_a_list(sentence: str) -> None:
    assert shape(f"同志们：\n…\n{sentence}\n…") == ["S 同志们：", "B …", f"B {sentence}", "B …"]


@pytest.mark.parametrize(
    "line", ["30.5公里的路修好了。", "2024年工作要点已经印发。", "12个单位受到表扬。", "30.加强宣传。"]
)
def test_number_at_a_lines_start_that_belongs_to_the_sentence(line: str) -> None:
    assert shape(f"同志们：\n…\n{line}\n一、任务\n…")[2] == f"B {line}"


CLOSINGS = {
    "thanks": ("一、形势\n…\n谢谢大家！", ["C 谢谢大家！"]),
    "call": ("一、形势\n…\n让我们携手并进，为实现目标而奋斗！", ["C 让我们携手并进，为实现目标而奋斗！"]),
    "a report's last words": ("一、形势\n…\n以上报告，请予审议。", ["C 以上报告，请予审议。"]),
    "signature": (
        "一、形势\n…\n讲完了，谢谢！\n某某市委\n2024年3月5日",
        ["C 讲完了，谢谢！", "C 某某市委", "C 2024年3月5日"],
    ),
    "call and thanks": ("一、形势\n…\n同志们，使命光荣。…\n谢谢！", ["C 同志们，使命光荣。…", "C 谢谢！"]),
    "after the items of the last part": ("一是学。…\n二是做。…\n…", ["C …"]),
    "none": ("同志们：\n…\n…\n…", []),
}


@pytest.mark.parametrize(("text", "lines"), CLOSINGS.values(), ids=CLOSINGS)
def test_closing(text: str, lines: list[str]) -> None:
    assert [line for line in shape(text) if line.startswith("C")] == lines


WHITE_SPACE = {
    "CRLF": "同志们：\r\n…\r\n一、形势\r\n…\r\n二、任务\r\n…",
    "full-width indent": "　　同志们：\n　　…\n　　一、形势\n　　…\n　　二、任务\n　　…",
    "no-break indent": "\u00a0\u00a0同志们：\n\u00a0\u00a0…\n\u00a0一、形势\n\u00a0…\n\t二、任务\n\u00a0…",
    "blank lines": "\n\n同志们：\n\n…\n\n一、形势\n…\n\n二、任务\n…\n\n",
    "byte order mark and zero-width": "\ufeff同志们：\n\u200b…\n一、形势\n…\n二、\u200b任务\n…",
    "old Mac and form feeds": "同志们：\r…\f一、形势\r…\r二、任务\r…",
    "joined by indents": "同志们：　　…　　一、形势　　…　　二、任务　　…",
}


@pytest.mark.parametrize("text", WHITE_SPACE.values(), ids=WHITE_SPACE)
def test_white_space_of_every_kind(text: str) -> None:
    assert shape(text)[-5:] == ["B …", "H1<一、>形势", "B …", "H1<二、>任务", "B …"]
    assert shape(text)[0] == "S 同志们："


def test_line_numbers_are_those_of_the_text() -> None:
    parsed = read("会议讲话\n\n同志们：\n…一是学；二是做。\n\n谢谢大家！")
    assert list(parsed.lines.values()) == [3, 4, 4, 4, 6]
    assert list(parsed.lines) == [paragraph.key for paragraph in parsed.manuscript.paragraphs]


def test_items_of_one_list_share_an_id() -> None:
    items = [p for p in read("…一是学；二是做。…一是查；二是改。").manuscript.paragraphs if p.list_id]
    ids = [item.list_id for item in items]
    assert ids[0] == ids[1] != ids[2] == ids[3]


def test_a_list_of_phrases_has_a_title_and_a_body() -> None:
    text = "\n".join(
        ["廉政谈话要点", "2026年1月5日", *(f"第{number}件要紧事" for number in "甲乙丙丁戊己庚辛")]
    )
    manuscript = parse(text).manuscript
    assert (manuscript.title, manuscript.date) == ("廉政谈话要点", "2026年1月5日")
    assert len(manuscript.paragraphs) == 8


def test_a_very_long_title_is_still_the_title() -> None:
    title = "在" + "贯彻落实上级部署要求、" * 7 + "推进会上的讲话"
    assert parse(f"{title}\n同志们：\n今天开会。").manuscript.title == title

"""Generated speeches: manuscripts built piece by piece, and plain texts as people send them."""

import string
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from speeches.manuscript.paragraph import KEY_ALPHABET, Paragraph, Role, new_key
from speeches.manuscript.value import Front, FrontLine, Manuscript

CLAUSES = (
    "坚持严的主基调不动摇",
    "压紧压实管党治党责任",
    "推动监督贯通协同",
    "一体推进“三不腐”",
    "查处案件１２件",
    "2023年共处置问题线索36件",
    "挽回损失1.5亿元",
    "贯彻落实《中国共产党纪律处分条例》",
    "做实日常监督",
    "紧盯关键少数",
    "深化“四风”整治",
    "提高政治判断力、政治领悟力、政治执行力",
    "以案促改、以案促治",
    "增长12.6%",
    "把监督融入治理",
    "完成【数据】项任务",
    "严查XX问题",
    "守住廉洁底线——这是根本",
    "学思践悟……知行合一",
    "坚持“2+3”机制",
    "对照清单(共7项)逐条整改",
    "知责,明责",
    "加强能力建设;改进作风",
    '树立"四个意识"',
)
TOPICS = (
    "提高政治站位",
    "压实主体责任",
    "强化监督执纪",
    "加强队伍建设",
    "深化标本兼治：惩治震慑、制度约束、提高觉悟一体发力",
    "聚焦“两个维护”",
    "2022年工作回顾",
    "认清形势，增强定力",
    "准确把握新时代新征程纪检监察工作高质量发展的总体要求",
)
TITLES = (
    "在市纪委全会上的讲话",
    "在2023年全面从严治党工作会议上的讲话",
    "在全市纪检监察干部队伍教育整顿动员部署会上的讲话",
    "纪委书记在2023年全面从严治党和党风廉政建设工作会议上的讲话",
    "坚持严的基调 深化标本兼治 为高质量发展提供坚强保障",
    "在某某市“不忘初心、牢记使命”主题教育领导小组扩大会议暨警示教育大会上的讲话",
    "在【会议名称】上的讲话",
)
FAMILIES = {1: ("一、", "一.", "一要"), 2: ("（一）", "(一)"), 3: ("1.", "1、", "１．"), 4: ("（1）", "(1)")}
ITEM_FAMILIES = ("一是", "一要", "第一，", "首先，", "①", "其一，", "（1）", "1.")

keys = st.text(KEY_ALPHABET, min_size=12, max_size=12)
sentences = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4).map(
    lambda clauses: "，".join(clauses) + "。"
)
passages = st.lists(sentences, min_size=1, max_size=5).map("".join)
topics = st.sampled_from(TOPICS)
dates = st.dates(date(2015, 1, 1), date(2030, 12, 31)).map(
    lambda day: f"（{day.year}年{day.month}月{day.day}日）"
)


@st.composite
def fronts(draw: st.DrawFn) -> tuple[FrontLine, ...]:
    """A title with or without subtitle, speaker and date, the last two in any order."""
    lines = [FrontLine(Front.TITLE, draw(st.sampled_from(TITLES)))]
    if draw(st.booleans()):
        lines.append(FrontLine(Front.SUBTITLE, "——在全市工作会议上"))
    below = [
        FrontLine(Front.BYLINE, draw(st.sampled_from(("市纪委书记　张三", "【讲话人】", "李四")))),
        FrontLine(Front.DATE, draw(dates)),
    ]
    return tuple(lines + draw(st.permutations(below))[: draw(st.integers(0, 2))])


@st.composite
def heads(draw: st.DrawFn, level: int, family: str) -> list[Paragraph]:
    """A heading: a line of its own, or a head that its text runs in after."""
    if level == 1 or draw(st.booleans()):
        return [Paragraph(draw(keys), Role.HEADING, draw(topics), level=level, series=family)]
    head = Paragraph(draw(keys), Role.HEADING, draw(topics) + "。", level=level, series=family)
    return [head, Paragraph(draw(keys), Role.BODY, draw(passages), run_in=True)]


@st.composite
def item_lists(draw: st.DrawFn) -> list[Paragraph]:
    """A list of items, each on its own line or all on one."""
    list_id, family, on_one_line = draw(keys), draw(st.sampled_from(ITEM_FAMILIES)), draw(st.booleans())
    paragraphs = [Paragraph(draw(keys), Role.BODY, draw(sentences))] if on_one_line else []
    for _ in range(draw(st.integers(2, 4))):
        paragraphs.append(
            Paragraph(
                draw(keys),
                Role.ITEM,
                draw(sentences),
                series=family,
                list_id=list_id,
                depth=1,
                run_in=on_one_line,
            )
        )
        if draw(st.booleans()):
            paragraphs.append(Paragraph(draw(keys), Role.BODY, draw(passages), run_in=True))
    return paragraphs


@st.composite
def sections(draw: st.DrawFn, level: int = 1) -> list[Paragraph]:
    """Some sections of one level with text, lists and sections of the next level in them."""
    family = draw(st.sampled_from(FAMILIES[level]))
    paragraphs = []
    for _ in range(draw(st.integers(1, 3 if level == 1 else 2))):
        paragraphs += draw(heads(level, family))
        paragraphs += [
            Paragraph(draw(keys), Role.BODY, draw(passages)) for _ in range(draw(st.integers(0, 2)))
        ]
        if draw(st.booleans()):
            paragraphs += draw(item_lists())
        if level < 4 and draw(st.booleans()):
            paragraphs += draw(sections(level + 1))
    return paragraphs


@st.composite
def manuscripts(draw: st.DrawFn) -> Manuscript:
    """A speech such as an office writes it: title block, salutation, opening, sections, closing."""
    salutation = Paragraph(
        draw(keys), Role.SALUTATION, draw(st.sampled_from(("同志们：", "各位代表，同志们:")))
    )
    opening = Paragraph(draw(keys), Role.BODY, draw(passages))
    closing = [Paragraph(draw(keys), Role.CLOSING, text) for text in (draw(passages), "谢谢大家！")]
    body = [salutation, opening, *draw(sections()), *closing]
    return Manuscript(draw(fronts()), tuple(with_own_keys(body)))


def with_own_keys(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Generated keys may repeat; those of a manuscript never do."""
    seen: dict[str, Paragraph] = {paragraph.key: paragraph for paragraph in paragraphs}
    return list(seen.values())


@st.composite
def revised(draw: st.DrawFn, old: Manuscript) -> Manuscript:
    """What a person may make of a speech: words changed, paragraphs moved, split, joined, pasted anew."""
    paragraphs = list(old.paragraphs)
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(paragraphs) - 1)) if paragraphs else 0
        match draw(st.sampled_from(("type", "delete", "move", "split", "join", "insert", "paste"))):
            case _ if not paragraphs:
                break
            case "type":
                text = paragraphs[at].text
                cut = draw(st.integers(0, len(text)))
                rest = text[cut + draw(st.integers(0, 6)) :]
                paragraphs[at] = replace(
                    paragraphs[at], text=text[:cut] + draw(st.sampled_from(CLAUSES)) + rest
                )
            case "delete":
                del paragraphs[at]
            case "move":
                run = paragraphs[at : at + 3]
                del paragraphs[at : at + 3]
                to = draw(st.integers(0, len(paragraphs)))
                paragraphs[to:to] = run
            case "split":
                text = paragraphs[at].text
                cut = draw(st.integers(0, len(text)))
                tail = replace(paragraphs[at], key=new_key(), text=text[cut:])
                paragraphs[at : at + 1] = [replace(paragraphs[at], text=text[:cut]), tail]
            case "join" if at + 1 < len(paragraphs):
                both = paragraphs[at].text + paragraphs[at + 1].text
                paragraphs[at : at + 2] = [replace(paragraphs[at], text=both)]
            case "insert":
                paragraphs.insert(at, Paragraph(new_key(), Role.BODY, draw(st.sampled_from(CLAUSES))))
            case "paste":
                paragraphs[at] = replace(paragraphs[at], key=new_key())
    return old.with_paragraphs(tuple(paragraphs))


# Anything that a clipboard may bring along.
wild_texts = st.text(
    st.one_of(
        st.sampled_from("党风廉政，。“”—…·×　 \n\t\r\v\f\x00\x08\x1b\u2028\ufffe\ufeff\U00020000"),
        st.sampled_from(string.printable),
        st.characters(),
    ),
    max_size=40,
)
wild_manuscripts = st.builds(
    Manuscript,
    st.lists(st.builds(FrontLine, st.sampled_from(Front), wild_texts), max_size=4).map(tuple),
    st.lists(
        st.builds(
            Paragraph,
            keys,
            st.sampled_from(Role),
            wild_texts,
            level=st.integers(0, 5),
            series=st.sampled_from(("", "一、", "（一）", "(一)", "1.", "一是")),
            run_in=st.booleans(),
        ),
        max_size=8,
        unique_by=lambda paragraph: paragraph.key,
    ).map(tuple),
)

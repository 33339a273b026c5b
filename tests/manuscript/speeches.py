"""Speeches as an office writes them, every part of which can be told from the plain text alone."""

from dataclasses import replace
from itertools import chain, count

from hypothesis import strategies as st

from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript
from tests.strategies import CLAUSES, fronts, passages, sentences, topics

FAMILIES = {1: ("一、", "一.", "一要"), 2: ("（一）", "(一)"), 3: ("1.", "1、", "１．"), 4: ("（1）", "(1)")}
SPOKEN = "一要"
LINE_FAMILIES = ("一是", "一要", "第一，", "首先，", "①", "其一，", "第一条，", "一抓")
INLINE_FAMILIES = (*LINE_FAMILIES, "（1）", "(1)")

Line = list[Paragraph]

clauses = st.sampled_from(CLAUSES)


def body(text: str) -> Paragraph:
    return Paragraph("", Role.BODY, text)


@st.composite
def inline_items(draw: st.DrawFn, family: str, depth: int, ends: str = "；。") -> Line:
    """Items of one list inside a line; with depth 1 one of them may hold a list of its own, parted by 、."""
    between, last = ends
    size = draw(st.integers(2, 4))
    holder = draw(st.integers(0, size)) if depth == 1 else size
    items = []
    for place in range(size):
        end = last if place == size - 1 else between
        item = Paragraph("", Role.ITEM, draw(clauses) + end, series=family, depth=depth, run_in=True)
        if place == holder:
            inner = draw(inline_items(draw(st.sampled_from(("一是", "一要"))), 2, "、" + end))
            # A semicolon before the colon would let the inner list follow the outer one as well.
            items += [replace(item, text=item.text[:-1].replace(";", "，") + "："), *inner]
        else:
            items.append(item)
    return with_list_ids(items)


@st.composite
def line_items(draw: st.DrawFn) -> list[Line]:
    """Items that begin lines, with text after them, with lines or a list of lines between them."""
    family = draw(st.sampled_from(LINE_FAMILIES))
    size = draw(st.integers(2, 4))
    lines: list[Line] = []
    for place in range(size):
        lines.append(draw(item_line(family, 1)))
        if place < size - 1 and family != "①" and draw(st.integers(0, 4)) == 0:
            lines += [draw(item_line("①", 2)) for _ in range(draw(st.integers(2, 3)))]
        elif draw(st.integers(0, 4)) == 0:
            lines.append([body(draw(passages))])
    return lines


@st.composite
def item_line(draw: st.DrawFn, family: str, depth: int) -> Line:
    line = [Paragraph("", Role.ITEM, draw(sentences), series=family, depth=depth)]
    if draw(st.booleans()):
        line.append(replace(body(draw(passages)), run_in=True))
    return line


@st.composite
def text_lines(draw: st.DrawFn) -> list[Line]:
    """What stands below a heading: running text, text with items in it, or lines of items."""
    lines: list[Line] = [[body(draw(passages))] for _ in range(draw(st.integers(0, 1)))]
    form = draw(st.sampled_from(("text", "inline", "lines")))
    if form == "lines":
        return [*lines, *with_list_ids_by_line(draw(line_items()))]
    line = [body(draw(passages))]
    if form == "inline":
        line += draw(inline_items(draw(st.sampled_from(INLINE_FAMILIES)), 1))
    return [*lines, line]


@st.composite
def section_lines(draw: st.DrawFn, families: dict[int, str], level: int = 1) -> list[Line]:
    """Some sections of one level: at least two where only the list tells that they are headings."""
    spoken = families[level] == SPOKEN
    lines: list[Line] = []
    for _ in range(draw(st.integers(2 if spoken else 1, 3))):
        head = Paragraph("", Role.HEADING, draw(topics), level=level, series=families[level])
        if level > 1 and draw(st.booleans()):
            run_in = draw(inline_items(draw(st.sampled_from(INLINE_FAMILIES)), 1) | passages)
            rest = [replace(body(run_in), run_in=True)] if isinstance(run_in, str) else run_in
            lines.append([replace(head, text=head.text + "。"), *rest])
        else:
            lines += [[head], *draw(text_lines())]
        if level < 4 and draw(st.integers(0, 2)) == 0:
            lines += draw(section_lines(families, draw(st.integers(level + 1, 4))))
    return lines


@st.composite
def speeches(draw: st.DrawFn) -> Manuscript:
    families = {level: draw(st.sampled_from(choices)) for level, choices in FAMILIES.items()}
    salutation = Paragraph("", Role.SALUTATION, draw(st.sampled_from(("同志们：", "各位代表，同志们:"))))
    closing = [
        [Paragraph("", Role.CLOSING, "同志们，" + draw(passages))],
        [Paragraph("", Role.CLOSING, "谢谢大家！")],
    ]
    lines = [[salutation], [body(draw(passages))], *draw(section_lines(families)), *closing]
    numbers = count(1)
    keyed = (replace(paragraph, key=f"p{next(numbers)}") for paragraph in chain.from_iterable(lines))
    return Manuscript(draw(fronts()), tuple(keyed))


numbers_of_lists = count(1)


def with_list_ids(items: Line) -> Line:
    """Give the outer items one list id; items deeper down have theirs already or get one for each stretch."""
    outer = f"list{next(numbers_of_lists)}"
    depth = items[0].depth
    return [replace(item, list_id=outer) if item.depth == depth else item for item in items]


def with_list_ids_by_line(lines: list[Line]) -> list[Line]:
    """Give the items that begin lines their list ids: one for the outer list, one for each stretch inside."""
    outer, inner = f"list{next(numbers_of_lists)}", ""
    found: list[Line] = []
    for line in lines:
        first, *rest = line
        if first.depth == 1:
            inner = f"list{next(numbers_of_lists)}"
        ids = {0: "", 1: outer, 2: inner}
        found.append([replace(first, list_id=ids[first.depth]), *rest])
    return found

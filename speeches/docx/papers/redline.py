"""花脸稿: the speech laid out like the final copy, with what changed since an earlier one.

What went is struck, what came is bold and underlined, what was moved has two lines in the margin: all of it
can be told apart without colour.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from speeches.docx.layout import Layout
from speeches.docx.ordinal import standard_marker
from speeches.docx.oxml import styles
from speeches.docx.segments import head_font, line_style
from speeches.docx.writer import FRONT_STYLES, cleaned
from speeches.manuscript.compare import compare
from speeches.manuscript.comparison import BREAK, Comparison, FrontRow, Kind, Move, Placed, Row, printed
from speeches.manuscript.punctuation import full_width
from speeches.manuscript.value import FrontLine, Manuscript

from .flow import LEGEND, Block, Mark, Piece, front_blocks

MARKS = {"": Mark.NONE, "ins": Mark.INSERTED, "del": Mark.DELETED}
STARTS, JOINS = Piece("［另起一段］", mark=Mark.LABEL), Piece("［并入上段］", mark=Mark.LABEL)
FORM_CHANGED = Piece("［层级或序号样式有改动］", mark=Mark.LABEL)
LONGEST_TITLE = 18


@dataclass
class Open:
    """A block while it is being put together: its pieces, and the paragraphs that decide how it looks."""

    pieces: list[Piece] = field(default_factory=list)
    new: list[Placed] = field(default_factory=list)
    old: list[Placed] = field(default_factory=list)


def redline_blocks(old: Manuscript, new: Manuscript, layout: Layout, *, about: str) -> list[Block]:
    """Return the legend, the title block and the speech; `about` says what is compared."""
    comparison = compare(standardized(old), standardized(new))
    return [
        legend(comparison, about),
        Block(styles.NORMAL),
        *front(comparison.front, new, layout),
        *(block for rows in printed(comparison.rows) for block in line_blocks(rows)),
    ]


def standardized(manuscript: Manuscript) -> Manuscript:
    """Return the manuscript with the marks that the final copy prints."""
    manuscript = cleaned(manuscript)
    return Manuscript(
        tuple(FrontLine(line.kind, full_width(line.text)) for line in manuscript.front),
        tuple(replace(one, text=full_width(one.text)) for one in manuscript.paragraphs),
    )


def legend(comparison: Comparison, about: str) -> Block:
    said = [Piece(f"花脸稿：{about}。")]
    if comparison.is_same:
        return Block(LEGEND, (*said, Piece("文字没有改动。")))
    moves = f"，移动 {len(comparison.moves)} 处" if comparison.moves else ""
    said += [Piece(f"共增 {comparison.added} 字，删 {comparison.removed} 字{moves}。图例：")]
    said += [Piece("新增的字", mark=Mark.INSERTED), Piece("、"), Piece("删去的字", mark=Mark.DELETED)]
    if comparison.moves:
        said += [
            Piece("，左边双线为移来的段落，"),
            Piece("［移1］", mark=Mark.LABEL),
            Piece("标出去处和来处"),
        ]
    return Block(LEGEND, (*said, Piece("。")))


def front(rows: Sequence[FrontRow], new: Manuscript, layout: Layout) -> Iterator[Block]:
    if not any(row.is_change for row in rows):
        yield from front_blocks(cleaned(new), layout)
        return
    for row in rows:
        line = row.new or row.old
        if line and row.pieces:
            pieces = tuple(Piece(text.replace(BREAK, ""), mark=MARKS[kind]) for kind, text in row.pieces)
            yield Block(FRONT_STYLES.get(line.kind, styles.TITLE), pieces)
    yield Block(styles.NORMAL)


def line_blocks(rows: Sequence[Row]) -> Iterator[Block]:
    """Yield the blocks of a printed line: one, or several where a paragraph was split."""
    move = rows[0].move
    if rows[0].kind is Kind.LEFT and move:
        yield Block(styles.BODY, (Piece(left_label(move), mark=Mark.LABEL),))
        return
    still_open = Open([Piece(came_label(move), mark=Mark.LABEL)] if move else [])
    for row in rows:
        for part in row_parts(row):
            if part is None:
                yield from closed(still_open, is_moved=bool(move))
                still_open = Open()
            elif isinstance(part, Piece):
                still_open.pieces.append(part)
            else:
                still_open.new += part[1]
                still_open.old += part[0]
    yield from closed(still_open, is_moved=bool(move))


def left_label(move: Move) -> str:
    where = "后面" if move.is_down else "前面"
    title = move.title if len(move.title) <= LONGEST_TITLE else f"{move.title[:LONGEST_TITLE]}…"
    return f"［移{move.number}］此处“{title}”{move.paragraphs}段，已移到{where}"


def came_label(move: Move) -> str:
    return f"［移{move.number}：从{'前面' if move.is_down else '后面'}移来］"


Opening = tuple[list[Placed], list[Placed]]


def row_parts(row: Row) -> Iterator[Piece | Opening | None]:
    """Yield a row's pieces; before them the old and new paragraphs that begin, None where a line ends."""
    old, new = iter(row.old), iter(row.new)
    yield from begun(next(old, None), next(new, None))
    if row.form_changes:
        yield FORM_CHANGED
    for kind, text in row.pieces:
        for place, part in enumerate(text.split(BREAK)):
            if place:
                yield from broken(kind, next(old, None) if kind != "ins" else None, new)
            if part:
                yield Piece(part, mark=MARKS[kind])


def begun(old: Placed | None, new: Placed | None) -> Iterator[Piece | Opening]:
    """Yield the paragraphs that begin, and their markers: one where they are equal."""
    yield [old] if old else [], [new] if new else []
    was, now = (standard_marker(one.marker) if one else "" for one in (old, new))
    if was == now:
        yield from ([Piece(now)] if now else [])
        return
    if was:
        yield Piece(was, mark=Mark.DELETED)
    if now:
        yield Piece(now, mark=Mark.INSERTED)


def broken(kind: str, old: Placed | None, new: Iterator[Placed]) -> Iterator[Piece | Opening | None]:
    """Yield what stands where a paragraph ended, ends now, or both."""
    following = None if kind == "del" else next(new, None)
    if following and not following.paragraph.run_in:
        yield None
    if kind:
        yield JOINS if kind == "del" else STARTS
    yield from begun(old, following)


def closed(block: Open, *, is_moved: bool) -> Iterator[Block]:
    """Yield the block, if anything is in it, in the style of what it is now, else of what it was."""
    paragraphs = [one.paragraph for one in block.new or block.old]
    if not paragraphs or not any(piece.text.strip() for piece in block.pieces):
        return
    first = (block.new or block.old)[0]
    style, own_font = line_style(paragraphs)
    gone = () if not block.new else (Mark.DELETED,)
    pieces = tuple(in_fonts(block.pieces, own_font, first, gone))
    yield Block(style, pieces, key=first.paragraph.key, is_moved=is_moved)


def in_fonts(pieces: Iterable[Piece], own_font: str, first: Placed, gone: Sequence[Mark]) -> Iterator[Piece]:
    """Yield the pieces with their fonts: the head's as far as it reaches in the text that holds."""
    pieces = list(pieces)
    whole = "".join(piece.text for piece in pieces if piece.mark not in (Mark.LABEL, *gone))
    font, left = head_font(whole, standard_marker(first.marker), first.paragraph)
    for piece in pieces:
        if piece.mark is Mark.LABEL:
            yield replace(piece, font=other(styles.BODY_FONT, own_font))
            continue
        head = piece.text if piece.mark in gone and left > 0 else piece.text[: max(0, left)]
        if head:
            yield replace(piece, text=head, font=other(font, own_font))
        if rest := piece.text[len(head) :]:
            yield replace(piece, text=rest, font=other(styles.BODY_FONT, own_font))
        left -= 0 if piece.mark in gone else len(piece.text)


def other(font: str, own_font: str) -> str:
    """Return a font as a run names it: not at all where the paragraph has it."""
    return "" if font == own_font else font

"""Tables as .xlsx files: writing entries, reading rows. No cell is ever a formula, nor read as one."""

import io
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from .archive import ZIP_START, Limits, unpack
from .cells import cell_text, safe
from .errors import ExchangeError
from .layouts import ENTRIES, Layout, layout_of

MOST_ROWS = 5_000
LIMITS = Limits(entries=300, part=80_000_000, total=120_000_000, ratio=300)
WRAPPED, BOLD = Alignment(wrap_text=True, vertical="top"), Font(bold=True)


class Row(NamedTuple):
    """`number` is the row's in the table, as Excel counts; `fault` says why it cannot be read at all."""

    number: int
    values: dict[str, str]
    fault: str = ""


class Sheet(NamedTuple):
    layout: Layout
    rows: list[Row]


def write_sheet(targets: Iterable[Any], layout: Layout = ENTRIES) -> bytes:
    """Return a workbook with a row a target (for entries see `columns.with_tags`)."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(layout.title)
    sheet.freeze_panes = "C2"
    for letter, name in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", layout.names, strict=False):
        sheet.column_dimensions[letter].width = layout.widths.get(name, 12)
        if name in layout.choices:
            sheet.data_validations.append(offered(letter, layout.choices[name].labels))
    sheet.append([text_cell(sheet, name, is_bold=True) for name in layout.names])
    for target in targets:
        sheet.append([text_cell(sheet, value) for value in layout.columns.show(target).values()])
    add_advice(book, layout)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def offered(letter: str, labels: Iterable[str]) -> DataValidation:
    rule = DataValidation(type="list", formula1=f'"{",".join(labels)}"', allow_blank=True)
    rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    return rule


def add_advice(book: Workbook, layout: Layout) -> None:
    sheet = book.create_sheet("说明")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 80
    for line in layout.all_advice:
        sheet.append([text_cell(sheet, value) for value in line])


def text_cell(sheet: Any, value: str, *, is_bold: bool = False) -> WriteOnlyCell:
    """Text, whatever it begins with; quotePrefix keeps it text when somebody edits the cell."""
    cell = WriteOnlyCell(sheet, safe(value))
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = WRAPPED
    if is_bold:
        cell.font = BOLD
    return cell


def read_sheet(data: bytes) -> Sheet:
    """Return the first table. Raises ExchangeError; a fault of one row stands in the row."""
    if not data.startswith(ZIP_START):
        raise ExchangeError("这不是 .xlsx 文件。请在 Excel 或 WPS 中另存为“Excel 工作簿（.xlsx）”再导入。")
    refuse_document_types(unpack(data, LIMITS))
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What a file says of its own size is not to be believed.
        sheet.reset_dimensions()
        cells = list(limited(sheet.iter_rows()))
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        if isinstance(error, ExchangeError):
            raise
        raise ExchangeError(
            "这个文件不是能读的 Excel 表格。请在 Excel 或 WPS 中另存为 .xlsx 再导入。"
        ) from error
    if not cells:
        raise ExchangeError("表格是空的。可以先导出一份，照它的列填写。")
    layout, names = column_names(cells[0])
    rows = [read_row(number, names, row) for number, row in enumerate(cells[1:], 2) if has_content(row)]
    return Sheet(layout, rows)


def refuse_document_types(parts: dict[str, bytes]) -> None:
    marks = [
        mark.encode(code)
        for mark in ("<!DOCTYPE", "<!ENTITY")
        for code in ("ascii", "utf-16-le", "utf-16-be")
    ]
    if any(mark in part for part in parts.values() for mark in marks):
        raise ExchangeError("文件里有 Excel 表格不该有的内容，为安全起见没有读取。")


def limited(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Pass on the rows while there are not too many; empty ones at the end of a table do not count."""
    count = blank = 0
    for row in rows:
        is_blank = not has_content(row)
        blank = blank + 1 if is_blank else 0
        count += not is_blank
        if count > MOST_ROWS + 1:
            raise ExchangeError(f"表格超过 {MOST_ROWS:,} 行，请分成几份导入。")
        if blank > MOST_ROWS:
            return
        yield row


def has_content(row: tuple[Any, ...]) -> bool:
    return any(cell.value not in (None, "") for cell in row)


def column_names(cells: tuple[Any, ...]) -> tuple[Layout, list[str]]:
    """Return the kind of table and its names, "" for empty cells. Raises ExchangeError naming wrong ones."""
    names = ["" if cell.data_type == "f" else cell_text(cell.value).strip() for cell in cells]
    given = [name for name in names if name]
    layout = layout_of(given)
    faults = {
        "缺少列": [name for name in layout.required if name not in given],
        "不认识的列": [name for name in dict.fromkeys(given) if name not in layout.names],
        "重复的列": [name for name in dict.fromkeys(given) if given.count(name) > 1],
    }
    told = [f"{fault}：{'、'.join(wrong)[:200]}" for fault, wrong in faults.items() if wrong]
    if told:
        raise ExchangeError(f"{'；'.join(told)}。第一行应是列名，请照导出的表格或空表填写。")
    return layout, names


def read_row(number: int, names: list[str], cells: tuple[Any, ...]) -> Row:
    values = {}
    for index, cell in enumerate(cells):
        name = names[index] if index < len(names) else ""
        if cell.data_type == "f":
            return Row(number, {}, f"“{name or index + 1}”这一格是公式。公式不会计算也不导入，请改成文字。")
        if cell.data_type == "e":
            return Row(number, {}, f"“{name or index + 1}”这一格是错误值 {cell.value}。")
        if name:
            values[name] = cell_text(cell.value)
        elif cell.value not in (None, ""):
            return Row(number, {}, f"第 {index + 1} 列没有列名，不知道“{str(cell.value)[:20]}”是什么。")
    return Row(number, {name: values.get(name, "") for name in names if name})

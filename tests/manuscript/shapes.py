"""The structure of a speech written short, so that a test shows what is read from what."""

from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.parsing import Parsed, parse

# Stands for any paragraph of running text; drawn as “…”.
FILLER = (
    "今年以来，各级各部门围绕中心抓落实，做了大量富有成效的工作，取得了明显的进步，"
    "这些成绩来之不易，应当倍加珍惜。"
)

LETTERS = {
    Role.SALUTATION: "S",
    Role.HEADING: "H",
    Role.ITEM: "I",
    Role.BODY: "B",
    Role.CLOSING: "C",
}


def read(text: str) -> Parsed:
    """Parse a text in which … stands for a paragraph."""
    return parse(text.replace("…", FILLER))


def shape(text: str) -> list[str]:
    """Return one string a printed line: "H1<一、>形势", "I1<一是>抓学习。 | B …"; ! is for a typed marker."""
    return [
        " | ".join(segment(marker, paragraph) for marker, paragraph in line)
        for line in read(text).manuscript.printed_lines()
    ]


def segment(marker: str, paragraph: Paragraph) -> str:
    letter = LETTERS[paragraph.role] + str(paragraph.level or paragraph.depth or "")
    typed = "!" if paragraph.typed_marker is not None else ""
    text = paragraph.text.replace(FILLER, "…")
    return f"{letter}<{marker}{typed}>{text}" if marker else f"{letter} {text}"


def front(text: str) -> list[tuple[str, str]]:
    return [(line.kind.value, line.text) for line in read(text).manuscript.front]


def dropped(text: str) -> list[int]:
    """Return the numbers of the dropped lines."""
    return [number for number, _ in read(text).dropped]


def squeeze(text: str) -> str:
    return "".join(text.split())

"""comments.xml and the parts beside it: who said what, what answers what, what is resolved."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from speeches.docx.marking import Comment, Stamp

from .additions import Part
from .body import HINT, XML_DECLARATION, clean, escape
from .names import MC, W14, W15, R, W
from .parts import WORDPROCESSING

MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships"
# Word renumbers what is not between 0 and 2³¹.
FIRST_PARAGRAPH_ID = 0x10000000
INITIALS = 2


class Entry(NamedTuple):
    """A comment or a reply on its way into the file; `parent` is the number of what it answers, −1 none."""

    number: int
    stamp: Stamp
    text: str
    parent: int
    is_resolved: bool


def entries(comments: Sequence[Comment], numbers: Sequence[Sequence[int]]) -> Iterator[Entry]:
    for comment, (first, *others) in zip(comments, numbers, strict=True):
        yield Entry(first, comment.stamp, comment.text, -1, comment.is_resolved)
        for number, reply in zip(others, comment.replies, strict=True):
            yield Entry(number, reply.stamp, reply.text, first, comment.is_resolved)


def comment_parts(comments: Sequence[Comment], numbers: Sequence[Sequence[int]]) -> list[Part]:
    """Return the three parts, none where there are no comments."""
    found = list(entries(comments, numbers))
    if not found:
        return []
    people = dict.fromkeys(entry.stamp.author for entry in found)
    return [
        Part("comments", f"{R}/comments", f"{WORDPROCESSING}.comments+xml", comments_xml(found)),
        Part(
            "commentsExtended",
            f"{MICROSOFT}/commentsExtended",
            f"{WORDPROCESSING}.commentsExtended+xml",
            extended_xml(found),
        ),
        Part("people", f"{MICROSOFT}/people", f"{WORDPROCESSING}.people+xml", people_xml(people)),
    ]


def paragraph_id(number: int) -> str:
    return f"{FIRST_PARAGRAPH_ID + number:08X}"


def comments_xml(found: Iterable[Entry]) -> str:
    return (
        f'{XML_DECLARATION}<w:comments xmlns:w="{W}" xmlns:w14="{W14}" xmlns:mc="{MC}" mc:Ignorable="w14">'
        f"{''.join(map(comment_xml, found))}</w:comments>"
    )


def comment_xml(entry: Entry) -> str:
    date = f' w:date="{entry.stamp.at}Z"' if entry.stamp.at else ""
    author = escape(entry.stamp.author)
    lines = clean(entry.text).split("\n")
    paragraphs = [
        paragraph_xml(line, paragraph_id(entry.number) if at == len(lines) else "", is_first=at == 1)
        for at, line in enumerate(lines, 1)
    ]
    return (
        f'<w:comment w:id="{entry.number}" w:author="{author}"{date} '
        f'w:initials="{escape(entry.stamp.author[:INITIALS])}">{"".join(paragraphs)}</w:comment>'
    )


def paragraph_xml(text: str, own_id: str, *, is_first: bool) -> str:
    """Return a paragraph of a comment; only the last one has an id, by which the others refer to it."""
    named = f' w14:paraId="{own_id}"' if own_id else ""
    mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>' * is_first
    return (
        f'<w:p{named}><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{mark}'
        f'<w:r><w:rPr>{HINT}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def extended_xml(found: Iterable[Entry]) -> str:
    def entry_xml(entry: Entry) -> str:
        parent = f' w15:paraIdParent="{paragraph_id(entry.parent)}"' if entry.parent >= 0 else ""
        return (
            f'<w15:commentEx w15:paraId="{paragraph_id(entry.number)}"{parent}'
            f' w15:done="{int(entry.is_resolved)}"/>'
        )

    return (
        f'{XML_DECLARATION}<w15:commentsEx xmlns:w15="{W15}" xmlns:mc="{MC}" mc:Ignorable="w15">'
        f"{''.join(map(entry_xml, found))}</w15:commentsEx>"
    )


def people_xml(names: Iterable[str]) -> str:
    people = "".join(
        f'<w15:person w15:author="{escape(name)}"><w15:presenceInfo w15:providerId="None"'
        f' w15:userId="{escape(name)}"/></w15:person>'
        for name in names
    )
    return (
        f'{XML_DECLARATION}<w15:people xmlns:w15="{W15}" xmlns:mc="{MC}" mc:Ignorable="w15">{people}'
        "</w15:people>"
    )

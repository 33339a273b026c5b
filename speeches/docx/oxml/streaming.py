"""A document's XML as a stream of the elements that matter, with the limits of an untrusted file."""

import io
from collections.abc import Collection, Iterator

from lxml import etree

from speeches.docx.errors import NotWordError, UnsafeFileError

from .names import w

DOCUMENT = w("document")


def stream(data: bytes, tags: Collection[str]) -> Iterator[tuple[str, etree._Element]]:
    """Yield the start and end of each element of these tags. Raises NotWordError for another root."""
    events = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        tag=(DOCUMENT, *tags),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    is_document = False
    for event, element in events:
        if element.tag != DOCUMENT:
            if not is_document:
                raise NotWordError
            yield event, element
        elif event == "start":
            is_document = True
            if element.getroottree().docinfo.internalDTD is not None:
                raise UnsafeFileError
    if not is_document:
        raise NotWordError


def forget(element: etree._Element) -> None:
    """Free a paragraph and what stands before it, so that the tree never grows."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]

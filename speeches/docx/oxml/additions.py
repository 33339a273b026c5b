"""What a marked copy has beyond a working copy: more parts, more settings, two styles, more identity."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree

from .names import CUSTOM, PROPERTY_PREFIX
from .parts import archive, custom_properties

DOCUMENT, RELATIONSHIPS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
SETTINGS, STYLES, PROPERTIES = "word/settings.xml", "word/styles.xml", "docProps/custom.xml"
# Their places in settings.xml are fixed: behind the zoom, before the tab stops.
BEFORE_SETTINGS = "<w:defaultTabStop"
TRACKING = "<w:trackRevisions/>"
COMMENTS_ONLY = '<w:documentProtection w:edit="comments" w:enforcement="1"/>'
# Without them Word sets a comment in the type of the speech.
COMMENT_STYLES = (
    '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:snapToGrid w:val="0"/>'
    '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="left"/></w:pPr>'
    '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
    "</w:style>"
)


class Part(NamedTuple):
    """A part beside document.xml: its name, the type of its relationship, its content type, its XML."""

    name: str
    relationship: str
    content_type: str
    xml: str


def with_additions(
    package: bytes,
    document: str,
    parts: Iterable[Part],
    identity: Mapping[str, str],
    *,
    is_comments_only: bool,
) -> bytes:
    """Return a package of ours with its document, and with everything that is marked in it."""
    with zipfile.ZipFile(io.BytesIO(package)) as zipped:
        texts = {name: zipped.read(name).decode() for name in zipped.namelist()}
    texts[DOCUMENT] = document
    switches = TRACKING + COMMENTS_ONLY * is_comments_only
    texts[SETTINGS] = texts[SETTINGS].replace(BEFORE_SETTINGS, switches + BEFORE_SETTINGS)
    texts[STYLES] = texts[STYLES].replace("</w:styles>", f"{COMMENT_STYLES}</w:styles>")
    if PROPERTIES in texts:
        texts[PROPERTIES] = custom_properties(identity)
    for part in parts:
        add(texts, part)
    return archive(texts)


def add(texts: dict[str, str], part: Part) -> None:
    texts[f"word/{part.name}.xml"] = part.xml
    relationship = f'<Relationship Id="rId-{part.name}" Type="{part.relationship}" Target="{part.name}.xml"/>'
    override = f'<Override PartName="/word/{part.name}.xml" ContentType="{part.content_type}"/>'
    texts[RELATIONSHIPS] = texts[RELATIONSHIPS].replace("</Relationships>", f"{relationship}</Relationships>")
    texts[TYPES] = texts[TYPES].replace("</Types>", f"{override}</Types>")


def read_properties(root: etree._Element | None) -> dict[str, str]:
    """Return the custom properties that are ours, by their names without the prefix."""
    found = {}
    for each in [] if root is None else root.iter(f"{{{CUSTOM}}}property"):
        name = each.get("name", "")
        if name.startswith(PROPERTY_PREFIX):
            found[name.removeprefix(PROPERTY_PREFIX)] = "".join(str(text) for text in each.itertext())
    return found

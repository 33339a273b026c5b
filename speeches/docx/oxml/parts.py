"""The other parts of a file: settings, footers, fonts, properties, relationships; and the zip around them."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from speeches.docx.layout import SUBSTITUTES, Layout, PageNumbers, Preset
from speeches.docx.properties import Properties

from .body import HINT, XML_DECLARATION, escape
from .names import CORE, CUSTOM, EXTENDED, PACKAGE_RELATIONSHIPS, PROPERTY_PREFIX, VARIANT_TYPES, R, W
from .styles import EVEN_FOOTER, FOOTER, styles_part

WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = {
    "word/document.xml": f"{WORDPROCESSING}.document.main+xml",
    "word/styles.xml": f"{WORDPROCESSING}.styles+xml",
    "word/settings.xml": f"{WORDPROCESSING}.settings+xml",
    "word/fontTable.xml": f"{WORDPROCESSING}.fontTable+xml",
    "word/footer1.xml": f"{WORDPROCESSING}.footer+xml",
    "word/footer2.xml": f"{WORDPROCESSING}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
CUSTOM_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# Zip times say nothing about the speech; a constant makes equal speeches equal files.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return a .rels part; `targets` maps an id to (type, target)."""
    items = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{XML_DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONSHIPS}">{items}</Relationships>'


DOCUMENT_RELATIONSHIPS = relationships(
    {
        "rId1": (f"{R}/styles", "styles.xml"),
        "rId2": (f"{R}/settings", "settings.xml"),
        "rId3": (f"{R}/fontTable", "fontTable.xml"),
        "rId4": (f"{R}/footer", "footer1.xml"),
        "rId5": (f"{R}/footer", "footer2.xml"),
    }
)
# Mode 15 keeps “兼容模式” out of the title bar; a line broken by hand in justified text is not stretched.
SETTINGS = (
    f'{XML_DECLARATION}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    "<w:doNotExpandShiftReturn/>"
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    + '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


def footer(style: str, numbers: PageNumbers) -> str:
    """Return “— 1 —”, or “第 1 页　共 8 页”, with complex fields."""

    def run(content: str) -> str:
        return f"<w:r><w:rPr>{HINT}</w:rPr>{content}</w:r>"

    def mark(kind: str) -> str:
        return run(f'<w:fldChar w:fldCharType="{kind}"/>')

    def field(name: str) -> str:
        return (
            mark("begin")
            + run(f'<w:instrText xml:space="preserve"> {name} </w:instrText>')
            + mark("separate")
            + run("<w:t>1</w:t>")
            + mark("end")
        )

    def words(text: str) -> str:
        return run(f'<w:t xml:space="preserve">{text}</w:t>')

    content = words("— ") + field("PAGE") + words(" —")
    if numbers is PageNumbers.OF_TOTAL:
        content = words("第 ") + field("PAGE") + words(" 页　共 ") + field("NUMPAGES") + words(" 页")
    return (
        f'{XML_DECLARATION}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"{content}</w:p></w:ftr>"
    )


def font_table(layout: Layout) -> str:
    fonts = layout.fonts
    names = dict.fromkeys([fonts.body, fonts.title, fonts.level_one, fonts.level_two, fonts.page_number])

    def font(name: str) -> str:
        substitute = f'<w:altName w:val="{SUBSTITUTES[name]}"/>' if name in SUBSTITUTES else ""
        kind = '<w:charset w:val="86"/><w:family w:val="auto"/>'
        return f'<w:font w:name="{escape(name)}">{substitute}{kind}</w:font>'

    return f'{XML_DECLARATION}<w:fonts xmlns:w="{W}">{"".join(map(font, names))}</w:fonts>'


def core_properties(properties: Properties) -> str:
    def timestamp(name: str, at: datetime | None) -> str:
        if at is None:
            return ""
        text = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{text}</dcterms:{name}>'

    author = escape(properties.author)
    return (
        f'{XML_DECLARATION}<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + (f"<dc:title>{escape(properties.title)}</dc:title>" if properties.title else "")
        + (
            f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
            if author
            else ""
        )
        + timestamp("created", properties.created)
        + timestamp("modified", properties.modified or properties.created)
        + "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def extended_properties(properties: Properties) -> str:
    company = f"<Company>{escape(properties.author)}</Company>" if properties.author else ""
    return f'{XML_DECLARATION}<Properties xmlns="{EXTENDED}">{company}</Properties>'


def custom_properties(values: Mapping[str, str]) -> str:
    """Return the custom properties of a working copy; numbers start at 2 by the format's own rule."""
    items = "".join(
        f'<property fmtid="{CUSTOM_FORMAT_ID}" pid="{number}" name="{PROPERTY_PREFIX}{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), start=2)
    )
    return f'{XML_DECLARATION}<Properties xmlns="{CUSTOM}" xmlns:vt="{VARIANT_TYPES}">{items}</Properties>'


def content_types(names: list[str]) -> str:
    items = "".join(f'<Override PartName="/{name}" ContentType="{CONTENT_TYPES[name]}"/>' for name in names)
    return (
        f'{XML_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{items}</Types>'
    )


@lru_cache(maxsize=64)
def template(layout: Layout, preset: Preset) -> tuple[tuple[str, str], ...]:
    """Return the parts that depend on the office's settings only, as (name, XML)."""
    return (
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONSHIPS),
        ("word/styles.xml", styles_part(layout, preset)),
        ("word/settings.xml", SETTINGS),
        ("word/fontTable.xml", font_table(layout)),
        ("word/footer1.xml", footer(FOOTER, layout.page_numbers)),
        ("word/footer2.xml", footer(EVEN_FOOTER, layout.page_numbers)),
    )


def package(document: str, layout: Layout, preset: Preset, properties: Properties) -> bytes:
    """Return the whole file."""
    parts = {
        "word/document.xml": document,
        **dict(template(layout, preset)),
        "docProps/core.xml": core_properties(properties),
        "docProps/app.xml": extended_properties(properties),
    }
    package_relationships = {
        "rId1": (f"{R}/officeDocument", "word/document.xml"),
        "rId2": (f"{PACKAGE_RELATIONSHIPS}/metadata/core-properties", "docProps/core.xml"),
        "rId3": (f"{R}/extended-properties", "docProps/app.xml"),
    }
    identity = {"Draft": properties.draft, "Revision": properties.revision}
    if preset is Preset.WORKING and any(identity.values()):
        parts["docProps/custom.xml"] = custom_properties(
            {name: value for name, value in identity.items() if value}
        )
        package_relationships["rId4"] = (f"{R}/custom-properties", "docProps/custom.xml")
    types = content_types([name for name in parts if name in CONTENT_TYPES])
    return archive(
        {"[Content_Types].xml": types, "_rels/.rels": relationships(package_relationships), **parts}
    )


def archive(parts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(info, text.encode())
    return buffer.getvalue()

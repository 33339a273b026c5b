"""styles.xml: our few styles under Word's own names, so that Word and WPS show 标题, 称呼, outline."""

from dataclasses import dataclass

from speeches.docx.layout import (
    FIRST_LINE_INDENT,
    PAGE_NUMBER_SIZE,
    Fonts,
    Layout,
    PageNumbers,
    Preset,
)
from speeches.docx.sizes import Pt

from .body import XML_DECLARATION, escape
from .names import W

TITLE, SUBTITLE, BYLINE, DATE, NOTE = "Title", "Subtitle", "Byline", "Date", "FrontNote"
SALUTATION, BODY, CLOSING, NORMAL = "Salutation", "BodyText", "Closing", "Normal"
HEADINGS = {1: "Heading1", 2: "Heading2", 3: "Heading3", 4: "Heading4"}
FOOTER, EVEN_FOOTER = "Footer", "EvenFooter"
# The font of a run that differs from its paragraph's: heads that run in, heads without a standard ordinal.
LEVEL_ONE_FONT, LEVEL_TWO_FONT, BODY_FONT = "LevelOneFont", "LevelTwoFont", "BodyFont"

CENTRED = '<w:jc w:val="center"/>'


@dataclass(frozen=True, slots=True)
class Style:
    """A style: id, name (English where it is built in), what it is based on, the insides of pPr and rPr."""

    id: str
    name: str
    paragraph: str = ""
    run: str = ""
    base: str = NORMAL
    next: str = ""
    kind: str = "paragraph"
    built_in: bool = True


def fonts(east_asian: str, latin: str) -> str:
    east_asian, latin = escape(east_asian), escape(latin)
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asian}" w:cs="{latin}"/>'


def size(points: Pt) -> str:
    return f'<w:sz w:val="{points.half_points}"/><w:szCs w:val="{points.half_points}"/>'


def first_line(layout: Layout) -> str:
    """Return the indent in characters, and in twips for programs that know only those."""
    twips = round(FIRST_LINE_INDENT * layout.body_size * 20)
    return f'<w:ind w:firstLineChars="{FIRST_LINE_INDENT * 100}" w:firstLine="{twips}"/>'


def heading(level: int, font: str, layout: Layout) -> Style:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return Style(
        HEADINGS[level],
        f"heading {level}",
        f"<w:keepNext/>{first_line(layout)}{outline}",
        fonts(font, layout.fonts.latin),
        next=BODY,
    )


def title_block(layout: Layout) -> list[Style]:
    names = layout.fonts
    title = fonts(names.title, names.latin) + '<w:spacing w:val="0"/>' + size(layout.title_size)
    spoken_by = fonts(names.level_two, names.latin)
    return [
        # Off the grid: a tall font would take two grid lines for each line of the title.
        Style(TITLE, "Title", '<w:snapToGrid w:val="0"/>' + CENTRED, title, next=BODY),
        Style(SUBTITLE, "Subtitle", CENTRED, spoken_by, next=BODY),
        Style(BYLINE, "讲话人", CENTRED, spoken_by, built_in=False),
        Style(DATE, "Date", CENTRED, spoken_by),
        Style(NOTE, "题注说明", CENTRED, spoken_by, built_in=False),
    ]


def text_styles(layout: Layout) -> list[Style]:
    indent, names = first_line(layout), layout.fonts
    return [
        Style(SALUTATION, "Salutation", '<w:ind w:firstLineChars="0" w:firstLine="0"/>', next=BODY),
        Style(BODY, "Body Text", indent),
        heading(1, names.level_one, layout),
        heading(2, names.level_two, layout),
        heading(3, names.body, layout),
        heading(4, names.body, layout),
        Style(CLOSING, "Closing", indent),
    ]


def run_fonts(names: Fonts) -> list[Style]:
    def face(style_id: str, name: str, font: str) -> Style:
        return Style(
            style_id,
            name,
            run=fonts(font, names.latin),
            base="DefaultParagraphFont",
            kind="character",
            built_in=False,
        )

    return [
        face(LEVEL_ONE_FONT, "一级标题字", names.level_one),
        face(LEVEL_TWO_FONT, "二级标题字", names.level_two),
        face(BODY_FONT, "正文字", names.body),
    ]


def footers(layout: Layout) -> list[Style]:
    """Return the page number's two styles: one character in from the outer edge, or centred."""
    # 宋体 in the Latin slots too, else the digits are Times New Roman.
    face = (
        fonts(layout.fonts.page_number, layout.fonts.page_number)
        + '<w:spacing w:val="0"/>'
        + size(PAGE_NUMBER_SIZE)
    )
    base = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
    odd = even = CENTRED
    if layout.page_numbers is PageNumbers.OUTSIDE:
        inset = PAGE_NUMBER_SIZE.twips
        odd = f'<w:ind w:rightChars="100" w:right="{inset}"/><w:jc w:val="right"/>'
        even = f'<w:ind w:leftChars="100" w:left="{inset}"/><w:jc w:val="left"/>'
    return [
        Style(FOOTER, "footer", base + odd, face),
        Style(EVEN_FOOTER, "双页页脚", base + even, face, built_in=False),
    ]


def style_xml(style: Style) -> str:
    custom = "" if style.built_in else ' w:customStyle="1"'
    following = f'<w:next w:val="{style.next}"/>' if style.next else ""
    paragraph = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
    run = f"<w:rPr>{style.run}</w:rPr>" if style.run else ""
    return (
        f'<w:style w:type="{style.kind}"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.base}"/>{following}<w:qFormat/>{paragraph}{run}</w:style>'
    )


def defaults(layout: Layout, preset: Preset) -> str:
    """Return the defaults and the roots. Word's grid counts from the default size: it must be the body's."""
    condensed = f'<w:spacing w:val="{layout.condensed}"/>' if preset is Preset.PREVIEW else ""
    face = (
        fonts(layout.fonts.body, layout.fonts.latin)
        + condensed
        + size(layout.body_size)
        + '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    )
    # Widow control leaves pages of 21 lines.
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{layout.line_pitch.twips}" w:lineRule="exact"/>'
    hanging = "" if layout.has_hanging_marks else '<w:overflowPunct w:val="0"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{face}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/>{hanging}{spacing}<w:jc w:val="both"/></w:pPr>'
        f"<w:rPr>{face}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )


def styles_part(layout: Layout, preset: Preset) -> str:
    styles = [*title_block(layout), *text_styles(layout), *run_fonts(layout.fonts), *footers(layout)]
    return (
        f'{XML_DECLARATION}<w:styles xmlns:w="{W}">{defaults(layout, preset)}'
        f"{''.join(map(style_xml, styles))}</w:styles>"
    )

"""From a draft to a .docx in its office's layout."""

from speeches.accounts.models import OfficeSettings
from speeches.docx.layout import Fonts, Layout, PageNumbers, Preset
from speeches.docx.properties import Properties
from speeches.docx.sizes import Pt
from speeches.docx.writer import write

from .models import Draft, Revision

# What a person may take away; the preview preset is for our own renderer.
PRESETS = {
    Preset.FINAL: "定稿",
    Preset.WORKING: "工作稿",
    Preset.READING: "大字版",
    Preset.REDLINE: "花脸稿",
    Preset.OUTLINE: "提纲",
}
PAGE_NUMBERS = {
    OfficeSettings.PageNumberStyle.OUTER: PageNumbers.OUTSIDE,
    OfficeSettings.PageNumberStyle.CENTRE: PageNumbers.CENTRED,
}
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\t\r\n', "_"))
LONGEST_NAME = 80


def office_layout(settings: OfficeSettings) -> Layout:
    """Return the layout of an office's settings."""
    return Layout(
        fonts=Fonts(
            title=settings.title_font,
            body=settings.body_font,
            level_one=settings.heading1_font,
            level_two=settings.heading2_font,
        ),
        line_pitch=Pt(float(settings.line_pitch)),
        byline_before_date=settings.byline_before_date,
        page_numbers=PAGE_NUMBERS[OfficeSettings.PageNumberStyle(settings.page_number_style)],
    )


def export_docx(draft: Draft, *, preset: Preset, revision: Revision | None = None) -> bytes:
    """Return the draft as a .docx: final, working, or for our own renderer."""
    layout = office_layout(OfficeSettings.of(draft.office))
    properties = properties_of(draft, revision)
    return write(draft.manuscript(), layout=layout, preset=preset, properties=properties)


def properties_of(draft: Draft, revision: Revision | None = None) -> Properties:
    """Return the true properties of a copy: title, office, when it was begun and last changed."""
    return Properties(
        title=draft.title,
        author=draft.office.name,
        created=draft.created_at,
        modified=draft.updated_at,
        draft=str(draft.pk),
        revision=str(revision.number) if revision else "",
    )


def export_name(draft: Draft, preset: Preset, extension: str = "docx") -> str:
    """Return the file name: the title, and what copy it is unless it is the final one."""
    title = draft.title.translate(FORBIDDEN_IN_NAMES).strip(" .")[:LONGEST_NAME]
    suffix = "" if preset is Preset.FINAL else f"（{PRESETS[preset]}）"
    return f"{title}{suffix}.{extension}"

"""The numbers of the standard."""

from speeches.docx.layout import LINE_PITCH, TOP_MARGIN, Layout
from speeches.docx.sizes import Mm, Pt


def test_the_standard_page() -> None:
    layout = Layout()
    assert (layout.lines_per_page, layout.characters_per_line, layout.title_capacity) == (22, 28, 20)
    assert (layout.type_area_width, layout.type_area_height) == (8845, 12756)
    assert (LINE_PITCH.twips, TOP_MARGIN.twips, layout.character_grid) == (579, 2098, -849)


def test_a_wider_pitch_loses_a_line() -> None:
    assert Layout(line_pitch=Pt(28)).lines_per_page == 22
    assert Layout(line_pitch=Pt(29)).lines_per_page == 21


def test_units() -> None:
    assert (Pt(16).half_points, Pt(16).twips, Mm(25.4).twips) == (32, 320, 1440)

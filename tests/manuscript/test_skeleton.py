"""The outline of any manuscript keeps its headings with their numbers."""

from hypothesis import given

from speeches.manuscript.numbering import markers
from speeches.manuscript.paragraph import Role
from speeches.manuscript.skeleton import has_outline, is_of_outline, outline_of
from speeches.manuscript.value import Manuscript
from tests.strategies import manuscripts


def headings(manuscript: Manuscript) -> list[tuple[str, str]]:
    pairs = zip(markers(manuscript.paragraphs), manuscript.paragraphs, strict=True)
    return [(mark, one.key) for mark, one in pairs if one.role is Role.HEADING]


@given(manuscripts())
def test_headings_keep_their_numbers(manuscript: Manuscript) -> None:
    outline = outline_of(manuscript)
    assert headings(outline) == headings(manuscript)
    assert outline.front == manuscript.front
    assert all(map(is_of_outline, outline.paragraphs))
    assert outline_of(outline) == outline
    assert has_outline(outline) == has_outline(manuscript)

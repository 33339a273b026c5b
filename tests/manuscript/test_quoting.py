"""A name in quotation marks."""

import pytest

from speeches.manuscript.punctuation import quoted


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("小切口整治", "“小切口整治”"),
        ("“三个始终”", "“三个始终”"),
        ("“六个有”：看得见的样子", "“‘六个有’：看得见的样子”"),
        ("“严”与“实”", "“‘严’与‘实’”"),
        ("", "“”"),
    ],
)
def test_marks_are_not_doubled(name: str, read: str):
    assert quoted(name) == read

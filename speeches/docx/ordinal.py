"""Typed markers in the standard form of GB/T 9704."""

import re

MARKER_BRACKETS = str.maketrans("()．,０１２３４５６７８９", "（）.，0123456789")
STANDARD_MARKERS = (
    (re.compile(r"(\d{1,3})[、.]"), r"\1."),
    (re.compile(r"([〇零一二三四五六七八九十百]+)[、.，]"), r"\1、"),
    (re.compile(r"（?(\d{1,3}|[〇零一二三四五六七八九十百]+)）、?"), r"（\1）"),
)


def standard_marker(marker: str) -> str:
    """Return a typed marker in the form of GB/T 9704 7.3.3: 一、 （一） 1. （1）."""
    marker = marker.translate(MARKER_BRACKETS)
    for form, standard in STANDARD_MARKERS:
        if match := form.fullmatch(marker):
            return match.expand(standard)
    return marker

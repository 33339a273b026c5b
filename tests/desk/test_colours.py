"""Every ink can be read on every ground it stands on (WCAG 2.2 AA)."""

import re

import pytest
from django.conf import settings

TOKENS = dict(
    re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", (settings.BASE_DIR / "static/css/tokens.css").read_text())
)
GROUNDS = ("paper", "panel", "desk")
PAIRS = [
    *(
        (ink, ground)
        for ink in ("ink", "ink-2", "ink-3", "accent", "info", "ok", "warn")
        for ground in GROUNDS
    ),
    *((state, f"{state}-soft") for state in ("accent", "ok", "warn", "info")),
    ("ink-2", "line"),
    ("ink", "hit"),
    *(("ink", f"gap-{shade}") for shade in ("none", "few", "some")),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
]


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_reaches_four_and_a_half(ink: str, ground: str):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
def test_lines_of_fields_reach_three(ground: str):
    assert contrast("line-field", ground) >= 3

"""What holds for every template: nothing inline, nothing from elsewhere, every icon exists."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
ICONS = set(
    re.findall(r'<symbol id="([\w-]+)"', (settings.BASE_DIR / "static/vendor/lucide/icons.svg").read_text())
)
INLINE = re.compile(r'<style\b|\sstyle="|\son\w+="|hx-on|javascript:|hx-vals=.js:')
TEMPLATE_TAG = re.compile(r"{%.*?%}|{#.*?#}")
ELSEWHERE = re.compile(r'(?:src|href|action)="(?:https?:)?//')


def name_of(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_the_content_security_policy_has_nothing_to_stop(path: Path):
    text = TEMPLATE_TAG.sub("", path.read_text(encoding="utf-8"))
    assert not INLINE.search(text)
    assert not ELSEWHERE.search(text)
    for attributes in re.findall(r"<script\b([^>]*)>", text):
        assert "src=" in attributes or "csp_nonce" in attributes


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_icon_exists(path: Path):
    named = re.findall(r'icons/_icon\.html" with name="([\w-]+)"', path.read_text(encoding="utf-8"))
    assert set(named) <= ICONS


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name.startswith("_")], ids=name_of)
def test_a_partial_is_short_and_never_asks_who_asks(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "request.htmx" not in text
    assert len(text.splitlines()) <= 60

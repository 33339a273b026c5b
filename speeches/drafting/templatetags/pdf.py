"""The button that has a file made into a PDF, or says what is missing for that."""

from typing import Any

from django import template

from speeches.docx.rendering import missing_office

register = template.Library()


@register.inclusion_tag("drafting/_pdf_button.html", takes_context=True)
def pdf_button(context: template.Context, url: str, preset: str = "") -> dict[str, Any]:
    """`url` takes a POST; `preset` says which paper where it can make several."""
    return {
        "url": url,
        "preset": preset,
        "missing": missing_office(),
        "csrf_token": context.get("csrf_token"),
    }

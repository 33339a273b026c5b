"""The custom properties that name the draft and the revision of a working copy."""

from lxml import etree

from .names import CUSTOM, PROPERTY_PREFIX

FIELDS = ("draft", "revision")


def read_identity(root: etree._Element | None) -> dict[str, str]:
    """Return draft and revision where the file names them."""
    values = dict.fromkeys(FIELDS, "")
    for found in [] if root is None else root.iter(f"{{{CUSTOM}}}property"):
        name = found.get("name", "").removeprefix(PROPERTY_PREFIX).lower()
        if found.get("name", "").startswith(PROPERTY_PREFIX) and name in values:
            values[name] = "".join(str(text) for text in found.itertext())
    return values

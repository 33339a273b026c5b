"""What a file says about itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Properties:
    """The true properties of a copy: author is the office; times are aware; empty fields are not written.

    `draft` and `revision` name where a working copy came from; a final copy never holds them.
    """

    title: str = ""
    author: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    draft: str = ""
    revision: str = ""

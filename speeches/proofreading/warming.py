"""Loading what the rules look up, before the first text comes. A second of work, once a process."""

from datetime import date

from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript

from .context import Context
from .engine import proofread

SENTENCE = "各级党组织要把责任扛在肩上，抓在手上，一年接着一年干。"


def warm_up() -> None:
    proofread(Manuscript((), (Paragraph("warm", Role.BODY, SENTENCE),)), Context(today=date(2026, 1, 1)))

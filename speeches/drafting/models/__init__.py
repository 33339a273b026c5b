"""The nouns of drafting, one file each."""

from .basket import BasketItem
from .change_set import ChangeSet
from .delivery import Delivery
from .dismissal import Dismissal
from .draft import UNTITLED, Draft, Fact
from .hard_word import HardWord
from .paper_options import PaperOptions
from .paragraph import DraftParagraph
from .pdf_copy import PdfCopy
from .presence import Presence
from .revision import Revision
from .shown_finding import ShownFinding
from .speech_import import SpeechImport
from .verification import Verification

__all__ = [
    "UNTITLED",
    "BasketItem",
    "ChangeSet",
    "Delivery",
    "Dismissal",
    "Draft",
    "DraftParagraph",
    "Fact",
    "HardWord",
    "PaperOptions",
    "PdfCopy",
    "Presence",
    "Revision",
    "ShownFinding",
    "SpeechImport",
    "Verification",
]

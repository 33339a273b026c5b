"""The nouns of the library, one file each."""

from .catalogue import Occasion, Theme
from .entry import Entry, EntryUse
from .outline import Outline
from .package import PackageImport, PackageKey, Receipt, SheetImport, TrustedKey
from .search import LexemeFrequency, SearchRow, SearchStatistics

__all__ = [
    "Entry",
    "EntryUse",
    "LexemeFrequency",
    "Occasion",
    "Outline",
    "PackageImport",
    "PackageKey",
    "Receipt",
    "SearchRow",
    "SearchStatistics",
    "SheetImport",
    "Theme",
    "TrustedKey",
]

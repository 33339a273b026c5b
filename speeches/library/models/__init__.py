"""The nouns of the library, one file each."""

from .bands import CandidateBand, EntryBand, EntryFingerprint, EntryPair
from .catalogue import Occasion, Theme
from .entry import Entry, EntryUse
from .expression import Confusable, Expression, WordingState
from .intake import Candidate, IntakeBatch, IntakeFile, SourceDocument, Twin
from .outline import Outline
from .package import PackageImport, PackageKey, Receipt, SheetImport, TrustedKey
from .proofing import LeaveReason, RuleSwitch, Secret, WhiteListEntry
from .quotation import Quotation
from .search import LexemeFrequency, SearchRow, SearchStatistics

__all__ = [
    "Candidate",
    "CandidateBand",
    "Confusable",
    "Entry",
    "EntryBand",
    "EntryFingerprint",
    "EntryPair",
    "EntryUse",
    "Expression",
    "IntakeBatch",
    "IntakeFile",
    "LeaveReason",
    "LexemeFrequency",
    "Occasion",
    "Outline",
    "PackageImport",
    "PackageKey",
    "Quotation",
    "Receipt",
    "RuleSwitch",
    "SearchRow",
    "SearchStatistics",
    "Secret",
    "SheetImport",
    "SourceDocument",
    "Theme",
    "TrustedKey",
    "Twin",
    "WhiteListEntry",
    "WordingState",
]

"""The nouns of the library, one file each."""

from .catalogue import Occasion, Theme
from .entry import Entry, EntryUse
from .outline import Outline

__all__ = ["Entry", "EntryUse", "Occasion", "Outline", "Theme"]

"""Two texts side by side, as one text with what went and what came."""

from speeches.manuscript.pieces import Piece
from speeches.manuscript.pieces import compare_texts as compare

__all__ = ["Piece", "compare"]

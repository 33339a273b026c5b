"""The nouns of review, one file each."""

from .chain import Chain, ChainStep
from .comment import Answer, Comment
from .consultation import Consultation, Participant
from .round import Decision, Round, Step
from .suggestion import Suggestion

__all__ = [
    "Answer",
    "Chain",
    "ChainStep",
    "Comment",
    "Consultation",
    "Decision",
    "Participant",
    "Round",
    "Step",
    "Suggestion",
]

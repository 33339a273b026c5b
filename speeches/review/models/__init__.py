"""The nouns of review, one file each."""

from .chain import Chain, ChainStep
from .comment import Answer, Comment
from .consultation import Consultation, Participant
from .final import Final, Spoken
from .remark import Mention, Remark
from .returned import ReturnedCopy, ReturnedItem
from .round import Decision, Round, Step
from .seen import Seen
from .suggestion import Suggestion

__all__ = [
    "Answer",
    "Chain",
    "ChainStep",
    "Comment",
    "Consultation",
    "Decision",
    "Final",
    "Mention",
    "Participant",
    "Remark",
    "ReturnedCopy",
    "ReturnedItem",
    "Round",
    "Seen",
    "Spoken",
    "Step",
    "Suggestion",
]

"""The verbs of review: the only writers. Each is one transaction: refuse → write → log."""

from .commenting import (
    add_comment,
    answer_comment,
    put_comment_back,
    reopen_comment,
    withdraw_comment,
)
from .deciding import decide, reopen_draft
from .submitting import recall_draft, remove_chain, save_chain, submit_draft

__all__ = [
    "add_comment",
    "answer_comment",
    "decide",
    "put_comment_back",
    "recall_draft",
    "remove_chain",
    "reopen_comment",
    "reopen_draft",
    "save_chain",
    "submit_draft",
    "withdraw_comment",
]

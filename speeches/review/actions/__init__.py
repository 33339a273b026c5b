"""The verbs of review: the only writers. Each is one transaction: refuse → write → log."""

from .commenting import (
    add_comment,
    answer_comment,
    put_comment_back,
    reopen_comment,
    withdraw_comment,
)
from .consenting import consent_to_keeping, insist_on_change
from .deciding import decide, reopen_draft
from .recording import correct_opinion, disown_opinion, record_opinion, restore_opinion
from .submitting import recall_draft, remove_chain, save_chain, submit_draft
from .suggesting import suggest

__all__ = [
    "add_comment",
    "answer_comment",
    "consent_to_keeping",
    "correct_opinion",
    "decide",
    "disown_opinion",
    "insist_on_change",
    "put_comment_back",
    "recall_draft",
    "record_opinion",
    "remove_chain",
    "reopen_comment",
    "reopen_draft",
    "restore_opinion",
    "save_chain",
    "submit_draft",
    "suggest",
    "withdraw_comment",
]

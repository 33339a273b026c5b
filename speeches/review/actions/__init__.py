"""The verbs of review: the only writers. Each is one transaction: refuse → write → log."""

from .adopting import adopt_suggestions, propose_suggestions, settle_suggestions
from .commenting import (
    add_comment,
    answer_comment,
    put_comment_back,
    reopen_comment,
    withdraw_comment,
)
from .consenting import consent_to_keeping, insist_on_change
from .consulting import (
    add_opinion,
    answer_figure,
    close_consultation,
    consult,
    put_opinion_back,
    record_reply,
    remind,
    reopen_consultation,
    send_reply,
    suggest_opinion,
    withdraw_opinion,
)
from .deciding import decide, reopen_draft
from .recording import correct_opinion, disown_opinion, record_opinion, restore_opinion
from .submitting import recall_draft, remove_chain, save_chain, submit_draft
from .suggesting import suggest

__all__ = [
    "add_comment",
    "add_opinion",
    "adopt_suggestions",
    "answer_comment",
    "answer_figure",
    "close_consultation",
    "consent_to_keeping",
    "consult",
    "correct_opinion",
    "decide",
    "disown_opinion",
    "insist_on_change",
    "propose_suggestions",
    "put_comment_back",
    "put_opinion_back",
    "recall_draft",
    "record_opinion",
    "record_reply",
    "remind",
    "remove_chain",
    "reopen_comment",
    "reopen_consultation",
    "reopen_draft",
    "restore_opinion",
    "save_chain",
    "send_reply",
    "settle_suggestions",
    "submit_draft",
    "suggest",
    "suggest_opinion",
    "withdraw_comment",
    "withdraw_opinion",
]

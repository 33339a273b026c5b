"""The verbs of drafting: the only writers. Each is one transaction: refuse → write → log."""

from .basket import put_aside, take_out
from .changing import apply_change_set
from .copying import copy_draft, forget_former, take_section_out
from .counting import count_shown
from .creating import (
    create_draft,
    create_draft_from_import,
    create_draft_from_manuscript,
    create_draft_from_outline,
)
from .delivering import record_delivery, remove_delivery
from .dismissing import dismiss_finding, restore_finding
from .facts import remove_figure, set_facts, set_figure, set_target
from .importing import cancel_import, import_text, import_upload, put_line_back, take_line_out
from .keeping import hand_out, keep_by_hand, keep_outline, name_revision, take_revision
from .managing import add_co_drafter, delete_draft, remove_co_drafter, rename_draft, restore_draft
from .moving import move_draft, open_in_review
from .passing import pass_gate
from .presence import note_presence
from .printing import pdf_refusal, remember_options, remove_pdf, request_pdf
from .restoring import propose_restoring, restore_revision
from .spelling import remove_hard_word, set_hard_word
from .verifying import (
    correct_figure,
    record_verification,
    verify_figure,
    verify_sentence,
    withdraw_verification,
)

__all__ = [
    "add_co_drafter",
    "apply_change_set",
    "cancel_import",
    "copy_draft",
    "correct_figure",
    "count_shown",
    "create_draft",
    "create_draft_from_import",
    "create_draft_from_manuscript",
    "create_draft_from_outline",
    "delete_draft",
    "dismiss_finding",
    "forget_former",
    "hand_out",
    "import_text",
    "import_upload",
    "keep_by_hand",
    "keep_outline",
    "move_draft",
    "name_revision",
    "note_presence",
    "open_in_review",
    "pass_gate",
    "pdf_refusal",
    "propose_restoring",
    "put_aside",
    "put_line_back",
    "record_delivery",
    "record_verification",
    "remember_options",
    "remove_co_drafter",
    "remove_delivery",
    "remove_figure",
    "remove_hard_word",
    "remove_pdf",
    "rename_draft",
    "request_pdf",
    "restore_draft",
    "restore_finding",
    "restore_revision",
    "set_facts",
    "set_figure",
    "set_hard_word",
    "set_target",
    "take_line_out",
    "take_out",
    "take_revision",
    "take_section_out",
    "verify_figure",
    "verify_sentence",
    "withdraw_verification",
]

"""The only writers of the library; each is one transaction: refuse, write, log."""

from .cataloguing import add_tag, merge_tags, move_tag, rename_tag, unmerge_tag
from .deciding import (
    accept_edited,
    accept_entry,
    activate_entry,
    decline_entry,
    merge_entry,
    name_successor,
    propose_entry,
    retire_entry,
    suggest_entry,
    withdraw_entry,
)
from .outlining import create_outline, edit_outline
from .sharing import copy_entry, keep_own_text, publish_entry, take_over, unpublish_entry
from .switching import switch_rule
from .using import record_use
from .white_list import decide_white_listing, propose_white_listing
from .wording import (
    activate_wording,
    create_wording,
    edit_wording,
    outdate_expression,
    restore_wording,
    retire_wording,
)
from .writing import NO_SORTING, Sorting, create_entry, edit_entry, restore_version, sort_entry, write_text

__all__ = [
    "NO_SORTING",
    "Sorting",
    "accept_edited",
    "accept_entry",
    "activate_entry",
    "activate_wording",
    "add_tag",
    "copy_entry",
    "create_entry",
    "create_outline",
    "create_wording",
    "decide_white_listing",
    "decline_entry",
    "edit_entry",
    "edit_outline",
    "edit_wording",
    "keep_own_text",
    "merge_entry",
    "merge_tags",
    "move_tag",
    "name_successor",
    "outdate_expression",
    "propose_entry",
    "propose_white_listing",
    "publish_entry",
    "record_use",
    "rename_tag",
    "restore_version",
    "restore_wording",
    "retire_entry",
    "retire_wording",
    "sort_entry",
    "suggest_entry",
    "switch_rule",
    "take_over",
    "unmerge_tag",
    "unpublish_entry",
    "withdraw_entry",
    "write_text",
]

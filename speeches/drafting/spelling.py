"""What the list of hard words (难字) shows: readings that are set, and characters that may need one."""

from itertools import islice
from typing import Any

from speeches.accounts.models import User
from speeches.manuscript.spelling import rare_characters, readings
from speeches.manuscript.value import Manuscript

from .models import Draft
from .paper_forms import HardWordForm
from .permissions import spell_refusal

MOST_SUGGESTED = 24


def spelling_context(
    draft: Draft, user: User, manuscript: Manuscript, form: HardWordForm | None = None
) -> dict[str, Any]:
    words = list(draft.hard_words.all())
    known = "".join(word.text for word in words)
    rare = (one for one in rare_characters(manuscript.to_text()) if one not in known)
    suggested = [(one, readings(one)) for one in islice(rare, MOST_SUGGESTED)]
    return {
        "draft": draft,
        "hard_words": words,
        "suggested": [(one, found) for one, found in suggested if found],
        "hard_word_form": form or HardWordForm(draft),
        "spell_refusal": spell_refusal(user, draft),
    }

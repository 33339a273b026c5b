"""What the list of hard words (难字) shows: readings that are set, and characters that may need one."""

from itertools import islice
from typing import Any

from speeches.accounts.models import User
from speeches.accounts.register import people_for
from speeches.manuscript.spelling import is_hard_name, rare_characters, readings, spelled_name
from speeches.manuscript.value import Manuscript

from .models import Draft
from .paper_forms import HardWordForm
from .permissions import spell_refusal

MOST_SUGGESTED = 24


def spelling_context(
    draft: Draft, user: User, manuscript: Manuscript, form: HardWordForm | None = None
) -> dict[str, Any]:
    words = list(draft.hard_words.all())
    text, known = manuscript.to_text(), " ".join(word.text for word in words)
    names = [name for name in hard_names(draft, text) if name not in known]
    rare = (one for one in rare_characters(text) if one not in known and one not in "".join(names))
    suggested = [
        *((name, [spelled_name(name)]) for name in names),
        *((one, readings(one)) for one in islice(rare, MOST_SUGGESTED)),
    ]
    return {
        "draft": draft,
        "hard_words": words,
        "suggested": [(one, found) for one, found in suggested if any(found)],
        "hard_word_form": form or HardWordForm(draft),
        "spell_refusal": spell_refusal(user, draft),
    }


def hard_names(draft: Draft, text: str) -> list[str]:
    """Return the names of the register that the speech names and a speaker may misread."""
    names = dict.fromkeys(person.name for person in people_for(draft.office_id))
    return [name for name in names if is_hard_name(name) and name in text]

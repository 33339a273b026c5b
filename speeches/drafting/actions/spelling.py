"""Readings for the speaker (难字注音): no change of the text."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft, HardWord
from speeches.drafting.permissions import spell_refusal


@transaction.atomic
def set_hard_word(draft: Draft, *, by: User, text: str, reading: str) -> HardWord:
    """Write down how a word is read, again where it has a reading already. Raises NotAllowed."""
    refuse(spell_refusal(by, draft))
    word, _ = HardWord.objects.update_or_create(draft=draft, text=text, defaults={"reading": reading})
    log_action(by, "draft-spell", draft, text=text, reading=reading)
    return word


@transaction.atomic
def remove_hard_word(word: HardWord, *, by: User) -> None:
    refuse(spell_refusal(by, word.draft))
    log_action(by, "draft-unspell", word.draft, text=word.text, reading=word.reading)
    word.delete()

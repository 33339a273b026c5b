"""The list of words that must not stand in an office's speeches (保密词). The log never repeats them."""

from collections.abc import Iterable

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse
from speeches.library.models import Secret
from speeches.library.permissions import secret_refusal


@transaction.atomic
def list_secrets(office: Office, texts: Iterable[str], *, note: str, by: User) -> int:
    """Put words on the list, those taken off it back; return how many are new. Raises NotAllowed."""
    refuse(secret_refusal(by, office))
    known = {secret.text: secret for secret in office.secrets.all()}
    new = [text for text in dict.fromkeys(texts) if text not in known or known[text].is_removed]
    for text in new:
        secret = known.get(text) or Secret(office=office, text=text)
        secret.note, secret.added_by, secret.is_removed = note, by, False
        secret.save()
        log_action(by, "add-secret", secret)
    return len(new)


@transaction.atomic
def remove_secret(secret: Secret, *, by: User) -> None:
    """Take words off the list; they can be put back. Raises NotAllowed."""
    set_removed(secret, "remove-secret", by, is_removed=True)


@transaction.atomic
def put_secret_back(secret: Secret, *, by: User) -> None:
    """Raises NotAllowed."""
    set_removed(secret, "put-secret-back", by, is_removed=False)


def set_removed(secret: Secret, verb: str, by: User, *, is_removed: bool) -> None:
    refuse(secret_refusal(by, secret.office))
    secret.is_removed = is_removed
    secret.save(update_fields=["is_removed"])
    log_action(by, verb, secret)

"""What a kept speech says of itself, where its file did not say it or said it wrong."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.models import SourceDocument
from speeches.library.permissions import source_refusal


@transaction.atomic
def describe_source(source: SourceDocument, *, by: User) -> None:
    """Store title, speaker and day; entries already taken in keep the source they name. Raises NotAllowed."""
    refuse(source_refusal(by, source))
    source.save(update_fields=["title", "speaker", "spoken_on"])
    log_action(by, "describe-source", source, title=source.title)

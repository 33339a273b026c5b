"""Which speeches can be named when a pace is calibrated, and how long their texts are."""

from speeches.accounts.models import User
from speeches.library.models import SourceDocument
from speeches.manuscript.sections import spoken_characters

from .models import Draft

MOST = 50

Choice = tuple[str, str]


def measurable(draft: Draft, user: User) -> list[Choice]:
    """Return (value, title) of this draft, others of its office, and past speeches. Two queries."""
    others = Draft.objects.open_to(user).filter(office=draft.office).exclude(pk=draft.pk)
    sources = SourceDocument.objects.visible_to(user).filter(office=draft.office)
    return [
        (f"draft-{draft.pk}", f"这一篇：{draft.title}"),
        *((f"draft-{other.pk}", other.title) for other in others[:MOST]),
        *((f"source-{pk}", title) for pk, title in sources.values_list("pk", "title")[:MOST]),
    ]


def measured(choice: str, user: User) -> tuple[str, int]:
    """Return the title and the spoken characters of a choice. Raises DoesNotExist."""
    kind, _, key = choice.partition("-")
    if kind == "draft":
        draft = Draft.objects.open_to(user).get(pk=key)
        return draft.title, spoken_characters(draft.manuscript())
    source = SourceDocument.objects.visible_to(user).get(pk=key)
    return source.title, spoken_characters(source.manuscript)

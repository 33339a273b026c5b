"""Suggestions (修改建议): a comment that proposes the text; from then on it is settled like any comment.

Who has a revision before them suggests changes of it, made with `suggesting.making`:

    changes = rewriting(manuscript, key, "新的文字。")
    suggest(draft, author=leader, changes=changes, note="更准确")

What came otherwise (a returned file, a telephone call) is entered by somebody who writes the draft:

    suggest(draft, author=leader, recorded_by=drafter, changes=changes_between(sent, returned), said_on=day)
    suggest(draft, author=drafter, recorded_by=drafter, outside_name="张三", changes=…)
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.review.models import Comment, Round, Suggestion
from speeches.review.permissions import decide_refusal, record_refusal, suggestion_refusal
from speeches.review.queries import open_step
from speeches.review.suggesting.changes import Change, to_json
from speeches.review.suggesting.telling import told


@transaction.atomic
def suggest(
    draft: Draft,
    *,
    author: User,
    changes: Sequence[Change],
    note: str = "",
    recorded_by: User | None = None,
    outside_name: str = "",
    review: Round | None = None,
    **said: Any,
) -> Suggestion:
    """Propose changes of the submitted revision. Raises NotAllowed.

    `recorded_by` enters it in the author's name (代录), or, with `outside_name`, in that of somebody who has
    no account; `review` is the round it belongs to, else the newest; `said` are further fields of the comment
    (`channel`, `said_on`, `participant`).
    """
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    refuse(record_refusal(recorded_by, draft) if recorded_by else decide_refusal(author, draft))
    refuse(suggestion_refusal(changes))
    if recorded_by is None:
        review = open_step(draft).round
    comment = Comment(
        draft=draft,
        round=review or draft.rounds.first(),
        author=author,
        recorded_by=recorded_by,
        outside_name=outside_name,
        text=told(changes, note),
        **said,
    )
    place(comment, changes[0])
    comment.save()
    suggestion = Suggestion.objects.create(comment=comment, changes=to_json(changes), note=note)
    log_action(recorded_by or author, "draft-suggest", draft, comment=comment.pk)
    return suggestion


def place(comment: Comment, first: Change) -> None:
    """Put the comment on the paragraph that the first change concerns."""
    comment.key = first.place
    comment.was_in = first.glimpse

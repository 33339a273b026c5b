"""A returned file may hold hundreds of suggestions: all of them are asked for at once."""

import pytest

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.models import Draft
from speeches.review.adopting import TOO_MANY, read_asked
from speeches.review.models import Comment, Suggestion
from speeches.review.suggesting.changes import Rewrite, to_json


def test_hundreds_are_found_and_too_many_are_told(draft: Draft, drafter: User) -> None:
    changes = to_json([Rewrite("p00003", "希望同志们再接再厉。", "希望同志们乘势而上。")])
    comments = Comment.objects.bulk_create(Comment(draft=draft, author=drafter) for _ in range(250))
    Suggestion.objects.bulk_create(Suggestion(comment=one, changes=changes) for one in comments)
    numbers = ",".join(str(one.pk) for one in comments)
    assert len(read_asked(draft, drafter, {"comments": numbers}).comments) == 250
    with pytest.raises(NotAllowed, match="一次最多"):
        read_asked(draft, drafter, {"comments": ",".join(map(str, range(1, TOO_MANY + 2)))})

"""What a returned file says, entered as suggestions and opinions in the names they were said in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from django.utils import timezone

from speeches.accounts.models import User
from speeches.docx.marking import Stamp
from speeches.docx.remarks import ReturnedComment
from speeches.docx.reported import ChangeKind, ReturnedChange
from speeches.drafting.models import Draft
from speeches.manuscript.value import Manuscript
from speeches.review.actions import record_opinion, suggest
from speeches.review.models import Comment, ReturnedCopy, ReturnedItem
from speeches.review.queries import possible_reviewers
from speeches.review.states import Channel

from .items import IN_PLACE, anchored, inserted_after, suggestible
from .queries import changes_of
from .telling import person_name, told_change

NO_NAME = "回稿（没有署名）"
LONGEST_NAME, LONGEST_WORDS = 60, 60


def groups_of(items: Sequence[ReturnedItem]) -> list[list[ReturnedItem]]:
    """Group the changes that one person made in one paragraph's words: they are one suggestion."""
    groups: dict[tuple[object, ...], list[ReturnedItem]] = {}
    for item in items:
        is_words = item.kind == ReturnedItem.Kind.CHANGE and item.data["kind"] == ChangeKind.WORDS
        name = (item.data["stamp"][0], *item.data["keys"]) if is_words else (item.pk,)
        groups.setdefault(name, []).append(item)
    return list(groups.values())


def day_of(stamp: Stamp) -> date | None:
    try:
        return min(date.fromisoformat(stamp.at[:10]), timezone.localdate())
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Saying:
    """All that it takes to enter what a file says: the text it is about, and who has which name."""

    by: User
    base: Manuscript
    befores: Mapping[str, str]
    people: Mapping[str, Sequence[User]] = field(default_factory=dict)

    @classmethod
    def of(cls, copy: ReturnedCopy, by: User) -> Self:
        people: dict[str, list[User]] = {}
        for person in possible_reviewers(copy.draft):
            people.setdefault(person.name, []).append(person)
        return cls(by, copy.base.manuscript(), inserted_after(changes_of(copy).values()), people)

    def entered(self, draft: Draft, group: Sequence[ReturnedItem]) -> Comment:
        """Enter a comment, or the changes of a group. Raises NotAllowed."""
        if group[0].kind == ReturnedItem.Kind.COMMENT:
            return self.said_as_opinion(draft, ReturnedComment.from_json(group[0].data))
        return self.said_as_change(draft, [ReturnedChange.from_json(item.data) for item in group])

    def said_by(self, stamp: Stamp) -> tuple[User | None, str]:
        """Return in whose name it is entered: a reviewer of that name, else somebody without an account."""
        name = person_name(stamp.author)
        people = self.people.get(name, ())
        leader = people[0] if len(people) == 1 else None
        return leader, "" if leader else (name or NO_NAME)[:LONGEST_NAME]

    def said_as_opinion(self, draft: Draft, said: ReturnedComment) -> Comment:
        lines = [said.text, *(f"{person_name(stamp.author)}：{text}" for stamp, text in said.replies)]
        if said.words and not said.quote:
            # It is on words that the text which went out does not have.
            lines.append(f"（批在“{said.words[:LONGEST_WORDS]}”）")
        text = "\n".join(lines)
        return self.opinion(draft, said.stamp, text, key=said.key, quote=said.quote, start=said.start)

    def opinion(self, draft: Draft, stamp: Stamp, text: str, **place: Any) -> Comment:
        leader, outside_name = self.said_by(stamp)
        return record_opinion(
            draft,
            by=self.by,
            leader=leader,
            outside_name=outside_name,
            text=text,
            channel=Channel.FILE,
            said_on=day_of(stamp),
            given=self.base,
            **place,
        )

    def said_as_change(self, draft: Draft, changes: Sequence[ReturnedChange]) -> Comment:
        """Make a suggestion of a change; what is none (the title block) becomes an opinion in words."""
        stamp = changes[0].stamp
        if changes[0].kind in IN_PLACE:
            key = changes[0].keys[0] if changes[0].keys else ""
            return self.opinion(draft, stamp, told_change(changes[0]), key=key)
        here = {paragraph.key for paragraph in self.base.paragraphs}
        values = suggestible(self.base, [anchored(change, self.befores, here) for change in changes])
        leader, outside_name = self.said_by(stamp)
        suggestion = suggest(
            draft,
            author=leader or self.by,
            recorded_by=self.by,
            outside_name=outside_name,
            changes=values,
            channel=Channel.FILE,
            said_on=day_of(stamp),
        )
        return suggestion.comment

"""200 random edits by drafters under 50 open comments and 18 suggestions, through the real actions.

The oracle knows every sentence by a number of its own. A comment is on a wrong sentence where it stands on
another one, unless a reader could not tell: the two read the same, and every other sentence of then that is
still there has kept its side. Sentences are doubled all the time, and often only one of the two is deleted.
"""

import random
from dataclasses import dataclass, field

import pytest

from speeches.accounts.models import User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting.actions import apply_change_set
from speeches.drafting.models import Draft
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.review.actions import add_comment, adopt_suggestions, decide, submit_draft, suggest
from speeches.review.models import Comment
from speeches.review.queries import comments_of
from speeches.review.reading import Note, Where, notes
from speeches.review.states import CommentState, Verdict
from speeches.review.suggesting.making import deleting, inserting, moving, words_replaced
from tests.drafting.factories import change_set, make_draft, upsert

from .oracle import Block, Meant, Speech

EDITS, COMMENTS, SUGGESTIONS = 200, 50, 18


def store(draft: Draft, speech: Speech, by: User, number: int) -> None:
    """Send what differs from the stored speech, as the editor would."""
    now = {paragraph.key: paragraph.text for paragraph in draft.manuscript().paragraphs}
    wanted = [one.key for one in speech.blocks]
    deletions = [key for key in now if key not in wanted]
    placed = [key for key in now if key in wanted] == [key for key in wanted if key in now]
    upserts, after = [], None
    for block in speech.blocks:
        paragraph = Paragraph(block.key, Role.BODY, block.text)
        if block.key not in now or not placed:
            upserts.append(upsert(paragraph, after))
        elif now[block.key] != block.text:
            upserts.append(upsert(paragraph))
        after = block.key
    changes = change_set(draft, number, f"tab{by.pk}", upserts=upserts, deletions=deletions)
    apply_change_set(draft, author=by, payload=changes)
    assert draft.manuscript() == speech.manuscript()


@dataclass
class Story:
    """A draft sent back with many opinions."""

    draft: Draft
    speech: Speech
    comments: dict[int, Meant] = field(default_factory=dict)
    rewrites: dict[int, tuple[Meant, str]] = field(default_factory=dict)


@pytest.fixture(params=[1, 2, 3])
def story(request: pytest.FixtureRequest, drafter: User, leader: User, colleague: User) -> Story:
    speech = Speech(random.Random(request.param))
    speech.blocks = [speech.block() for _ in range(16)]
    draft = make_draft(drafter, speech.manuscript())
    draft.co_drafters.add(colleague)
    submit_draft(draft, by=drafter, people=[leader])
    made = Story(draft, speech)
    for at in range(COMMENTS):
        make_comment(made, leader, is_of_paragraph=at % 10 == 9)
    for at in range(SUGGESTIONS):
        make_suggestion(made, leader, at % 6)
    decide(draft, by=leader, verdict=Verdict.RETURNED, reason="请改。")
    draft.refresh_from_db()
    return made


def make_comment(story: Story, leader: User, *, is_of_paragraph: bool) -> None:
    block, at, meant = chosen(story.speech)
    if is_of_paragraph:
        add_comment(story.draft, author=leader, text="展开", key=block.key)
        return
    start = story.speech.dice.choice([0, 0, 2])
    meant = Meant(meant.key, meant.number, meant.then, start)
    place, quote = block.offset(at) + start, meant.text[start:]
    made = add_comment(story.draft, author=leader, text="？", key=block.key, start=place, quote=quote)
    story.comments[made.pk] = meant


def make_suggestion(story: Story, leader: User, kind: int) -> None:
    then, dice = story.draft.manuscript(), story.speech.dice
    block, at, meant = chosen(story.speech)
    other = dice.choice([one for one in story.speech.blocks if one is not block])
    if kind == 0:
        changes = deleting(then, block.key)
    elif kind == 1:
        changes = inserting(then, block.key, f"新加的第{block.key}段。")
    elif kind == 2:
        changes = moving(then, [block.key], other.key)
    else:
        changes = words_replaced(then, block.key, block.offset(at), meant.text, f"另写第{meant.number}句。")
    comment = suggest(story.draft, author=leader, changes=changes).comment
    if kind > 2:
        story.rewrites[comment.pk] = meant, f"另写第{meant.number}句。"


def chosen(speech: Speech) -> tuple[Block, int, Meant]:
    block = speech.some()
    at = speech.dice.randrange(len(block.sentences))
    return block, at, Meant(block.key, block.sentences[at].number, tuple(block.sentences))


def test_no_comment_is_lost_and_none_is_on_a_wrong_sentence(
    story: Story, drafter: User, leader: User, colleague: User
) -> None:
    speech, draft = story.speech, story.draft
    found = intact = adopted = stale = 0
    waiting = list(Comment.objects.filter(suggestion__isnull=False).values_list("pk", flat=True))
    speech.dice.shuffle(waiting)
    for number in range(1, EDITS + 1):
        speech.edit()
        store(draft, speech, speech.dice.choice([drafter, colleague]), number)
        if number % 4 == 0:
            hits, whole = check_places(story, leader)
            found, intact = found + hits, intact + whole
        if number % 10 == 0 and waiting:
            is_done = check_adoption(story, drafter, waiting.pop())
            adopted, stale = adopted + is_done, stale + (not is_done)
    assert adopted >= 4
    assert stale >= 2
    # Caution has its price, but not a high one: what cannot be mistaken is nearly always found.
    print(f"{adopted} adopted, {stale} stale; {found} found of {intact} not to be mistaken")
    assert found >= 0.85 * intact > 0


def check_places(story: Story, leader: User) -> tuple[int, int]:
    """Check every comment; return how many that cannot be mistaken were found, and how many there are."""
    placed = notes(story.draft.manuscript(), comments_of(story.draft, leader))
    assert len(placed) == COMMENTS + SUGGESTIONS
    found = intact = 0
    for note in placed:
        meant = story.comments.get(note.comment.pk)
        block = story.speech.find(note.comment.key)
        assert (note.where is Where.GONE) is (block is None)
        assert note.comment.was_in
        if meant is None or block is None:
            continue
        is_found, is_certain = is_on_its_sentence(note, meant, block), is_plain(meant, block)
        found, intact = found + (is_found and is_certain), intact + is_certain
    return found, intact


def is_plain(meant: Meant, block: Block) -> bool:
    """Tell whether nobody could take the sentence for another one, or for one that was moved."""
    numbers = [one.number for one in block.sentences]
    texts = [[one.text for one in sentences] for sentences in (meant.then, block.sentences)]
    is_single = all(each.count(meant.text) == 1 for each in texts)
    return is_single and meant.number in numbers and meant.is_kept(block, numbers.index(meant.number))


def is_on_its_sentence(note: Note, meant: Meant, block: Block) -> bool:
    if note.span is None:
        assert note.where is Where.CHANGED
        return False
    starts = {block.offset(at) + meant.start for at in meant.places(block)}
    assert note.span[0] in starts, f"{meant} is marked at {note.span} of {block.sentences}"
    return True


def check_adoption(story: Story, drafter: User, pk: int) -> bool:
    """Adopt a suggestion: exactly what was suggested happens, or nothing and it is said to be stale."""
    comment = Comment.objects.select_related("draft", "suggestion").get(pk=pk)
    before = {paragraph.key: paragraph.text for paragraph in story.draft.manuscript().paragraphs}
    if not is_adopted(story, comment, drafter):
        assert Comment.objects.get(pk=pk).state == CommentState.OPEN
        assert story.draft.manuscript() == story.speech.manuscript()
        return False
    story.draft.refresh_from_db()
    after = {paragraph.key: paragraph.text for paragraph in story.draft.manuscript().paragraphs}
    (change,) = comment.suggestion.changes
    if change["kind"] == "rewrite":
        rewritten(story, pk, after)
    else:
        rearranged(story.speech, change, before)
    assert after == {one.key: one.text for one in story.speech.blocks}
    assert story.draft.manuscript() == story.speech.manuscript()
    return True


def is_adopted(story: Story, comment: Comment, by: User) -> bool:
    try:
        adopt_suggestions(story.draft, [comment], by=by)
    except NotAllowed as refusal:
        return "原文后来改过" not in str(refusal)
    return True


def rewritten(story: Story, pk: int, after: dict[str, str]) -> None:
    """Do to the oracle's speech what the suggestion asks for, at one of the places that are the one meant."""
    meant, text = story.rewrites[pk]
    block = story.speech.find(meant.key)
    for at in meant.places(block):
        tried = [*block.sentences[:at], story.speech.sentence(text), *block.sentences[at + 1 :]]
        if "".join(one.text for one in tried) == after[meant.key]:
            block.sentences = tried
            return
    pytest.fail(f"{meant} became {after[meant.key]}")


def rearranged(speech: Speech, change: dict, before: dict[str, str]) -> None:
    if change["kind"] == "delete":
        if block := speech.find(change["key"]):
            assert before[block.key] == change["base"]
            speech.blocks.remove(block)
        return
    moved = [speech.find(key) for key in change.get("keys", ())]
    fresh = [Block(one["key"], [speech.sentence(one["text"])]) for one in change.get("paragraphs", ())]
    for block in moved:
        speech.blocks.remove(block)
    place = speech.blocks.index(speech.find(change["after"])) + 1
    speech.blocks[place:place] = [*moved, *fresh]

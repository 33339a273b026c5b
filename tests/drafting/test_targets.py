"""One manuscript made into another by a change set: what differs, and nothing else."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.drafting.changes import read_changes
from speeches.drafting.targets import changes_to
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript

from .factories import body, make_manuscript

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEYS = [f"p{number:05}" for number in range(12)]


@st.composite
def small_manuscripts(draw: st.DrawFn) -> Manuscript:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=9))
    texts = st.sampled_from(("甲。", "乙。", "丙。"))
    return Manuscript((), tuple(Paragraph(key, Role.BODY, draw(texts)) for key in keys))


def applied(before: Manuscript, after: Manuscript) -> list[tuple[str, str]]:
    """Do what the server does with a change set: deletions, then upserts in their order."""
    changes = read_changes({"client": "t", "number": 1, "base": 0, **changes_to(before, after)})
    paragraphs = [p for p in before.paragraphs if p.key not in changes.deletions]
    for one in changes.upserts:
        at = next((at for at, p in enumerate(paragraphs) if p.key == one.paragraph.key), None)
        if at is not None and one.after is None:
            paragraphs[at] = one.paragraph
            continue
        paragraphs = [p for p in paragraphs if p.key != one.paragraph.key]
        place = next((at + 1 for at, p in enumerate(paragraphs) if p.key == one.after), 0)
        paragraphs.insert(place, one.paragraph)
    return [(p.key, p.text) for p in paragraphs]


@settings(calm, max_examples=300)
@given(small_manuscripts(), small_manuscripts())
def test_applied_to_the_one_it_gives_the_other(before: Manuscript, after: Manuscript) -> None:
    assert applied(before, after) == [(p.key, p.text) for p in after.paragraphs]


def test_only_what_differs_is_told() -> None:
    before = make_manuscript(4)
    first, _, third, fourth = before.paragraphs
    after = before.with_paragraphs((first, fourth, body(2, "改过。"), third))
    changes = changes_to(before, after)
    told = [(row["key"], row.get("after", "stays")) for row in changes["upserts"]]
    assert told == [("p00004", "p00001"), ("p00002", "stays")]
    assert (changes["deletions"], changes["front"]) == ([], None)


def test_nothing_differs() -> None:
    manuscript = make_manuscript()
    assert not any(changes_to(manuscript, manuscript).values())

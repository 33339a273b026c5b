"""What an office registers, people and originals, is told to the rules that read its drafts."""

from datetime import date

from speeches.accounts.models import Person, User
from speeches.drafting.proofing import proof_of
from speeches.library.models import Quotation
from tests.drafting.factories import body, make_draft
from tests.drafting.factories import make_manuscript as speech_of


def found(author: User, text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    draft = make_draft(author, speech_of(0).with_paragraphs((body(1, text),)), spoken_on=date(2026, 3, 6))
    return [
        (one.rule, one.text, one.suggestions)
        for one in proof_of(draft).findings
        if one.family in ("people", "quotations")
    ]


def test_a_wrong_post_is_found_in_a_draft_of_the_office(drafter: User):
    text = "区国资委副主任沈洁同志作了发言。"
    assert found(drafter, text) == []
    Person.objects.create(office=drafter.office, name="沈洁", post="区国资委主任", order=1)
    assert found(drafter, text) == [("people.wrong-post", "区国资委副主任", ("区国资委主任",))]


def test_who_has_left_is_found_on_the_day_of_the_speech(drafter: User):
    person = Person.objects.create(office=drafter.office, name="冯涛", post="副区长", until=date(2026, 3, 6))
    assert [rule for rule, *_ in found(drafter, "冯涛副区长通报了情况。")] == ["people.left-office"]
    person.until = date(2026, 3, 7)
    person.save()
    assert found(drafter, "冯涛副区长通报了情况。") == []


def test_a_quotation_is_compared_with_the_original(drafter: User):
    text = "会议强调：“要健全权力监督机制，让权力在阳光下运行”。"
    Quotation.objects.create(office=drafter.office, text="要健全权力监督制约机制，让权力在阳光下运行")
    assert [rule for rule, *_ in found(drafter, text)] == ["quotations.changed"]

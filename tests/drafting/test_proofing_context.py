"""What the rules are told of an office: names of others, words that stay in the house, what its texts use."""

from collections.abc import Iterator

import pytest

from speeches.accounts.models import Office, Person, User
from speeches.drafting import habits
from speeches.drafting.models import Draft
from speeches.drafting.neighbours import others_for
from speeches.drafting.proofing import context_of, proof_of
from speeches.drafting.states import State
from speeches.drafting.warming import learn_next, offices_writing, warm_tables
from speeches.library.actions.secrets import list_secrets
from speeches.proofreading.findings import Finding, Severity
from tests.library.factories import make_entry

from .factories import make_speech

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_learned() -> Iterator[None]:
    yield
    habits.known.clear()
    habits.waiting.clear()
    while not habits.wanted.empty():
        habits.wanted.get()


@pytest.fixture
def city(office: Office) -> Office:
    """The drafter's office between one above and one below it."""
    office.name, office.short_name = "江城市纪委监委", "市纪委监委"
    office.parent = Office.objects.create(name="江南省纪委监委", short_name="省纪委监委")
    office.save()
    Office.objects.create(name="江城市东湖区纪委监委", short_name="东湖区纪委监委", parent=office)
    other = Office.objects.create(name="云州市纪委监委", short_name="云州纪委", parent=office.parent)
    Person.objects.create(office=other, name="赵云州", post="书记")
    Person.objects.create(office=other, name="高峰", post="副书记")
    Person.objects.create(office=office, name="周立新", post="书记")
    return office


def findings(drafter: User, text: str, rule: str) -> list[Finding]:
    draft = make_speech(drafter, f"在会议上的讲话\n同志们：\n{text}")
    return [finding for finding in proof_of(draft).findings if finding.rule == rule]


def test_names_of_other_offices_and_their_people_are_questioned(city: Office, drafter: User) -> None:
    text = "云州纪委抓得很紧。赵云州同志作了部署。东湖区纪委监委要带头，周立新同志作了批示，再攀高峰。"
    found = findings(drafter, text, "residue.other-name")
    assert [finding.text for finding in found] == ["云州纪委", "赵云州"]
    assert {finding.severity for finding in found} == {Severity.CHECK}


def test_what_stands_in_a_name_of_the_own_line_is_no_others(city: Office) -> None:
    Office.objects.create(name="纪委监委", short_name="省纪委监委")
    assert others_for(city.pk) == ("云州市纪委监委", "云州纪委", "赵云州")


def test_a_tree_that_changes_is_read_anew(city: Office) -> None:
    others_for(city.pk)
    Office.objects.filter(short_name="云州纪委").update(short_name="云中纪委")
    assert "云中纪委" in others_for(city.pk)


def test_a_listed_secret_must_go(office: Office, curator: User, drafter: User) -> None:
    list_secrets(office, ["“清源”专案"], note="", by=curator)
    found = findings(drafter, "“清源”专案进展顺利。", "secrecy.listed-word")
    assert [(finding.text, finding.severity) for finding in found] == [("“清源”专案", Severity.MUST)]


def learn(office: Office) -> None:
    habits.statistics_for(office.pk)
    learn_next()


def test_a_wrong_homophone_is_found_by_what_the_office_writes(office: Office, drafter: User) -> None:
    make_entry(office, "纪律", "要严守六项纪律。纪律是管党治党的戒尺，六项纪律一项都不能松。")
    text = "要严守六项记律。"
    assert findings(drafter, text, "characters.near-word") == []
    learn_next()
    assert [finding.text for finding in findings(drafter, text, "characters.near-word")] == ["记律"]


def test_other_offices_texts_are_not_learned(office: Office, outsider: User) -> None:
    make_entry(outsider.office, "别处", "要严守六项纪律。")
    learn(office)
    assert habits.known[office.pk].statistics.pairs["纪律"] == 0


def test_only_speeches_that_were_given_teach(office: Office, drafter: User) -> None:
    draft = make_speech(drafter, "在会议上的讲话\n同志们：\n要走好群众路线。")
    learn(office)
    assert habits.known[office.pk].statistics.pairs["路线"] == 0
    Draft.objects.filter(pk=draft.pk).update(state=State.FINAL)
    habits.learn(office.pk)
    assert habits.known[office.pk].statistics.pairs["路线"] == 1


def test_texts_that_did_not_change_are_not_read_again(office: Office) -> None:
    make_entry(office, "纪律", "要严守六项纪律。")
    learn(office)
    before = habits.known[office.pk].statistics
    habits.learn(office.pk)
    assert habits.known[office.pk].statistics is before
    make_entry(office, "作风", "要锤炼过硬作风。")
    habits.learn(office.pk)
    assert habits.known[office.pk].statistics.pairs["作风"] == 1


def test_asking_costs_no_query_and_waits_for_nothing(office: Office, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert habits.statistics_for(office.pk) is None
        assert habits.statistics_for(office.pk) is None
    assert habits.wanted.qsize() == 1


def test_what_could_not_be_learned_is_asked_for_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(habits, "learn", lambda office: 1 / 0)
    learn(office)
    assert "were not learned" in caplog.text
    habits.statistics_for(office.pk)
    assert habits.wanted.qsize() == 1


def test_who_writes_is_warmed_up_first(office: Office, drafter: User) -> None:
    make_speech(drafter)
    assert offices_writing() == [office.pk]
    warm_tables([office.pk])
    assert habits.wanted.qsize() == 1


def test_a_context_is_the_same_while_nothing_changes(city: Office, drafter: User) -> None:
    draft = make_speech(drafter)
    assert context_of(draft) == context_of(draft)

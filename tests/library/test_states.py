"""The states of an entry: the table, who may do what, and that no sequence of verbs leaves the table."""

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.accounts.models import ActionLog, Office, User
from speeches.accounts.permissions import NotAllowed
from speeches.library import actions
from speeches.library.models import Entry
from speeches.library.states import TRANSITIONS, State, Verb

from .factories import make_entry

Act = Callable[[Entry, User], object]


def merge(entry: Entry, by: User) -> None:
    into = Entry.objects.get(title="并入这里")
    actions.merge_entry(entry, into, into.text, by=by)


ACTS: dict[Verb, Act] = {
    Verb.PROPOSE: lambda entry, by: actions.propose_entry(entry, by=by),
    Verb.WITHDRAW: lambda entry, by: actions.withdraw_entry(entry, by=by),
    Verb.ACCEPT: lambda entry, by: actions.accept_entry(entry, by=by),
    Verb.DECLINE: lambda entry, by: actions.decline_entry(entry, "与已有素材重复。", by=by),
    Verb.MERGE: merge,
    Verb.ACTIVATE: lambda entry, by: actions.activate_entry(entry, by=by),
    Verb.RETIRE: lambda entry, by: actions.retire_entry(entry, by=by),
}
PROPOSERS = (Verb.PROPOSE, Verb.WITHDRAW)


def attempt(entry: Entry, verb: Verb, by: User) -> bool:
    """Do it as a request would: all or nothing."""
    try:
        with transaction.atomic():
            ACTS[verb](Entry.objects.get(pk=entry.pk), by)
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", Verb)
def test_the_table_is_what_happens(office: Office, drafter: User, curator: User, state: State, verb: Verb):
    make_entry(office, "并入这里")
    entry = make_entry(office, state=state, proposed_by=drafter)
    logged = ActionLog.objects.count()
    done = attempt(entry, verb, drafter if verb in PROPOSERS else curator)
    entry.refresh_from_db()
    assert done == ((state, verb) in TRANSITIONS)
    assert entry.state == TRANSITIONS.get((state, verb), state)
    assert (ActionLog.objects.count() > logged) == done


@pytest.mark.parametrize(("state", "verb"), TRANSITIONS)
def test_others_may_not(
    office: Office, drafter: User, leader: User, outsider: User, curator: User, state: State, verb: Verb
):
    make_entry(office, "并入这里")
    entry = make_entry(office, state=state, proposed_by=drafter)
    others = [leader, outsider, curator if verb in PROPOSERS else drafter]
    assert not any(attempt(entry, verb, person) for person in others)
    entry.refresh_from_db()
    assert entry.state == state


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(Verb), st.booleans()), max_size=8))
def test_no_sequence_of_verbs_leaves_the_table(
    office: Office, drafter: User, curator: User, steps: list[tuple[Verb, bool]]
):
    Entry.objects.all().delete()
    make_entry(office, "并入这里")
    entry = make_entry(office, state=State.DRAFT, proposed_by=drafter)
    for verb, is_curator in steps:
        before = State(Entry.objects.get(pk=entry.pk).state)
        done = attempt(entry, verb, curator if is_curator else drafter)
        after = Entry.objects.get(pk=entry.pk)
        assert after.state == (TRANSITIONS[before, verb] if done else before)
        assert (after.retired_on is not None) == (after.state == State.RETIRED)
        assert after.superseded_by is None or after.state == State.RETIRED
        assert not (after.state == State.ACTIVE and after.decline_reason)


def test_of_two_curators_the_second_is_refused(office: Office, drafter: User, curator: User):
    entry = make_entry(office, state=State.PENDING, proposed_by=drafter)
    read_before = Entry.objects.get(pk=entry.pk)
    actions.accept_entry(entry, by=curator)
    with pytest.raises(NotAllowed, match="在用"):
        actions.decline_entry(read_before, "不用。", by=curator)
    assert Entry.objects.get().decline_reason == ""


def test_merging_gives_the_other_a_version(office: Office, drafter: User, curator: User):
    into = make_entry(office, "并入这里")
    entry = make_entry(office, state=State.PENDING, proposed_by=drafter)
    actions.merge_entry(entry, into, "从群众身边的事抓起，久久为功。", by=curator)
    into.refresh_from_db()
    entry.refresh_from_db()
    assert (into.version, into.text) == (2, "从群众身边的事抓起，久久为功。")
    assert (entry.state, entry.superseded_by) == (State.RETIRED, into)


def test_merging_only_into_what_is_in_use_and_ones_own(
    office: Office, province: Office, drafter: User, curator: User
):
    entry = make_entry(office, state=State.PENDING, proposed_by=drafter)
    for into in (make_entry(office, state="retired"), make_entry(province, scope="subtree"), entry):
        with pytest.raises(NotAllowed):
            actions.merge_entry(entry, into, "新的文字。", by=curator)
    assert set(Entry.objects.values_list("version", flat=True)) == {1}

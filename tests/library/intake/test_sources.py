"""What a kept speech says of itself can be set right: the entries found in it name it as their source."""

import pytest
from django.test import Client

from speeches.accounts.models import ActionLog, Office, User
from speeches.library.actions import NO_SORTING
from speeches.library.actions.triage import accept_candidate
from speeches.library.models import Candidate, SourceDocument
from tests.htmx import main_of

from .factories import SPEECH, take_in

TEXT = SPEECH[SPEECH.index("同志们") :]
GIVEN = {"title": "在全市半年工作会议上的讲话", "speaker": "王书记", "spoken_on": "2025-07-18"}


@pytest.fixture
def source(office: Office, curator: User) -> SourceDocument:
    """A speech without a title, called after its file."""
    take_in(office, curator, ("gbk.txt", TEXT.encode()))
    return SourceDocument.objects.get()


def test_what_a_file_did_not_say_is_filled_in(client: Client, curator: User, source: SourceDocument):
    assert source.title == "gbk"
    client.force_login(curator)
    answer = client.post(source.get_absolute_url(), GIVEN, follow=True)
    page = main_of(answer)
    assert page.h1.get_text() == GIVEN["title"]
    assert "王书记" in page.select_one(".facts").get_text()
    assert ActionLog.objects.filter(verb="describe-source", target_id=str(source.pk)).count() == 1


def test_entries_taken_in_afterwards_name_it(curator: User, client: Client, source: SourceDocument):
    client.force_login(curator)
    client.post(source.get_absolute_url(), GIVEN)
    entry = accept_candidate(Candidate.objects.first(), by=curator, sorting=NO_SORTING)
    assert entry.source == "《在全市半年工作会议上的讲话》（王书记）"
    assert (entry.source_level, entry.source_on.isoformat()) == ("市", "2025-07-18")


def test_it_is_found_by_its_new_title(client: Client, curator: User, source: SourceDocument):
    client.force_login(curator)
    client.post(source.get_absolute_url(), GIVEN)
    page = main_of(client.get("/library/", {"q": GIVEN["title"], "kind": "source"}))
    assert GIVEN["title"] in page.get_text()


def test_speaker_and_day_may_stay_unknown(client: Client, curator: User, source: SourceDocument):
    client.force_login(curator)
    assert client.post(source.get_absolute_url(), {"title": "党课"}).status_code == 302
    source.refresh_from_db()
    assert (source.title, source.speaker, source.spoken_on) == ("党课", "", None)


@pytest.mark.parametrize("wrong", [{"title": " "}, {"title": "字" * 201}, {"spoken_on": "昨天"}])
def test_bad_input_keeps_what_was_typed(
    client: Client, curator: User, source: SourceDocument, wrong: dict[str, str]
):
    client.force_login(curator)
    answer = client.post(source.get_absolute_url(), GIVEN | wrong)
    page = main_of(answer)
    assert answer.status_code == 422
    assert page.select_one("details[open] [role=alert], details[open] .errorlist, details[open] .error")
    assert page.select_one("[name=speaker]")["value"] == "王书记"
    assert page.h1.get_text() == "gbk"


def test_not_for_others(client: Client, drafter: User, outsider: User, source: SourceDocument):
    for person in (drafter, outsider):
        client.force_login(person)
        assert client.post(source.get_absolute_url(), GIVEN).status_code in (403, 404)
    source.refresh_from_db()
    assert source.title == "gbk"

"""定稿 and after: the file kept, its number and checksum, reopening, the archive, how it was spoken."""

import io
import zipfile
from decimal import Decimal
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, Membership, RoleName, User
from speeches.accounts.permissions import NotAllowed
from speeches.docx.reader import read
from speeches.drafting.models import Delivery, Draft
from speeches.drafting.pace import pace_of
from speeches.library.models import IntakeBatch, IntakeFile
from speeches.review.actions import (
    add_comment,
    answer_comment,
    consent_to_keeping,
    decide,
    record_opinion,
    submit_draft,
)
from speeches.review.finishing.actions import (
    archive_draft,
    finalise_draft,
    record_spoken,
    reopen_final,
    take_in,
    unarchive_draft,
)
from speeches.review.models import Final
from speeches.review.states import Channel, Outcome, Verdict
from tests.htmx import HTMX, main_of, soup_of, swap

from .conftest import TEXTS
from .test_actions import state_of, write

State = Draft.State


@pytest.fixture
def approved(draft: Draft, drafter: User, leader: User) -> Draft:
    submit_draft(draft, by=drafter, people=[leader])
    decide(draft, by=leader, verdict=Verdict.AGREED)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def final(approved: Draft, drafter: User) -> Final:
    return finalise_draft(approved, by=drafter)


def page(client: Client, user: User, draft: Draft) -> str:
    client.force_login(user)
    return main_of(client.get(reverse("draft-finals", args=[draft.pk]))).get_text(" ", strip=True)


def post(client: Client, name: str, draft: Draft, **data: object):
    return client.post(reverse(name, args=[draft.pk]), data)


def test_the_file_is_kept_with_its_checksum(final: Final, approved: Draft) -> None:
    assert state_of(approved) == State.FINAL
    assert (final.number, final.checksum) == (1, sha256(bytes(final.data)).hexdigest())
    assert read(bytes(final.data)).text.splitlines()[-3:] == list(TEXTS)
    log = ActionLog.objects.get(verb="draft-finalise")
    assert (log.detail["final"], log.detail["checksum"]) == (1, final.checksum)


def test_the_file_names_no_person_and_no_draft(final: Final, approved: Draft, office: object) -> None:
    parts = zipfile.ZipFile(io.BytesIO(bytes(final.data)))
    whole = "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    for name in User.objects.values_list("name", flat=True):
        assert name not in whole
    assert "_zb_" not in whole
    assert "docProps/custom.xml" not in parts.namelist()
    core = parts.read("docProps/core.xml").decode()
    assert f"<dc:creator>{office.name}</dc:creator>" in core


def test_only_what_was_approved_becomes_final(draft: Draft, drafter: User, approved: Draft) -> None:
    finalise_draft(approved, by=drafter)
    with pytest.raises(NotAllowed, match="不能定稿"):
        finalise_draft(approved, by=drafter)


def test_who_may_finalise(approved: Draft, leader: User, colleague: User, boss: User) -> None:
    for person in (leader, colleague):
        with pytest.raises(NotAllowed, match="只有起草人"):
            finalise_draft(approved, by=person)
    assert finalise_draft(approved, by=boss).made_by == boss


def test_open_opinions_hold_it_back(draft: Draft, drafter: User, leader: User) -> None:
    submit_draft(draft, by=drafter, people=[leader])
    add_comment(draft, author=leader, text="请改", key="p00001")
    decide(draft, by=leader, verdict=Verdict.AGREED)
    with pytest.raises(NotAllowed, match="还有 1 条意见没有办结"):
        finalise_draft(draft, by=drafter)


def test_open_places_need_a_reason_which_stays_on_the_page(
    client: Client, draft: Draft, drafter: User, leader: User
) -> None:
    write(draft, drafter, 3, "共查处【数据】件。")
    submit_draft(draft, by=drafter, people=[leader], reason="数据月底才有")
    decide(draft, by=leader, verdict=Verdict.AGREED)
    client.force_login(drafter)
    refused = post(client, "draft-finalise", draft, reason="急")
    assert refused.status_code == 422
    assert "1 处待填" in main_of(refused).get_text()
    assert main_of(refused).select_one("#id_reason")["value"] == "急"
    assert post(client, "draft-finalise", draft, reason="会前口头补上").status_code == 302
    assert state_of(draft) == State.FINAL


def test_what_is_left_to_a_leader_is_passed_over_with_a_reason_only(
    client: Client, drafter: User, leader: User, boss: User, draft: Draft
) -> None:
    one = record_opinion(draft, by=drafter, leader=boss, text="写短些", channel=Channel.TELEPHONE)
    answer_comment(one, by=drafter, outcome=Outcome.KEPT, text="口径如此")
    submit_draft(draft, by=drafter, people=[leader])
    decide(draft, by=leader, verdict=Verdict.AGREED)
    assert "还有 1 条意见提请领导定" in page(client, drafter, draft)
    refused = post(client, "draft-finalise", draft, reason="急")
    assert (refused.status_code, "主要领导还没有答复" in refused.content.decode()) == (422, True)
    assert main_of(refused).select_one("#id_reason")["value"] == "急"
    assert post(client, "draft-finalise", draft, reason="电话里已同意").status_code == 302
    assert "电话里已同意" in client.get(reverse("draft-timeline", args=[draft.pk])).content.decode()


def test_what_the_leader_closed_needs_no_reason(
    drafter: User, leader: User, boss: User, draft: Draft
) -> None:
    one = record_opinion(draft, by=drafter, leader=boss, text="写短些", channel=Channel.TELEPHONE)
    answer_comment(one, by=drafter, outcome=Outcome.KEPT, text="口径如此")
    submit_draft(draft, by=drafter, people=[leader])
    consent_to_keeping(one, by=boss)
    decide(draft, by=leader, verdict=Verdict.AGREED)
    assert finalise_draft(draft, by=drafter).number == 1


def test_text_is_locked_until_reopened_with_a_reason(final: Final, approved: Draft, drafter: User) -> None:
    with pytest.raises(NotAllowed, match="定稿"):
        write(approved, drafter, 1, "改了。")
    with pytest.raises(NotAllowed, match="请写明重新打开的理由"):
        reopen_final(approved, by=drafter, reason=" 急 ")
    reopen_final(approved, by=drafter, reason="会议改期")
    assert state_of(approved) == State.RETURNED
    write(approved, drafter, 1, "改了。")


def test_reopening_without_a_reason_has_no_back_door(client: Client, final: Final, drafter: User) -> None:
    client.force_login(drafter)
    assert post(client, "draft-reopen", final.draft).status_code == 403
    assert state_of(final.draft) == State.FINAL


def test_a_reopened_draft_gets_the_next_number_and_the_old_file_stays(
    client: Client, final: Final, approved: Draft, drafter: User, leader: User
) -> None:
    reopen_final(approved, by=drafter, reason="会议改期")
    write(approved, drafter, 1, "会议改到周五。")
    submit_draft(approved, by=drafter, people=[leader])
    decide(approved, by=leader, verdict=Verdict.AGREED)
    second = finalise_draft(approved, by=drafter)
    assert second.number == 2
    assert second.checksum != final.checksum
    client.force_login(drafter)
    for one in (final, second):
        response = client.get(reverse("final-download", args=[approved.pk, one.number]))
        assert sha256(response.content).hexdigest() == one.checksum
    told = page(client, drafter, approved)
    assert "会议改期" in told
    assert final.checksum in told


def test_who_may_reopen(final: Final, approved: Draft, colleague: User, leader: User, boss: User) -> None:
    approved.co_drafters.add(colleague)
    for person in (colleague, leader):
        with pytest.raises(NotAllowed, match="只有起草人本人和单位负责人"):
            reopen_final(approved, by=person, reason="还要再改")
    reopen_final(approved, by=boss, reason="还要再改")


def test_downloads_are_for_who_sees_the_draft(
    client: Client, final: Final, leader: User, outsider: User, bystander: User
) -> None:
    url = reverse("final-download", args=[final.draft_id, 1])
    for person, status in ((leader, 200), (outsider, 404), (bystander, 404)):
        client.force_login(person)
        assert client.get(url).status_code == status
    client.force_login(leader)
    assert client.get(reverse("final-download", args=[final.draft_id, 2])).status_code == 404


def test_archived_and_taken_out_again(client: Client, final: Final, drafter: User, leader: User) -> None:
    draft = final.draft
    client.force_login(drafter)
    assert post(client, "draft-archive", draft).status_code == 302
    assert state_of(draft) == State.ARCHIVED
    with pytest.raises(NotAllowed):
        unarchive_draft(draft, by=leader)
    assert post(client, "draft-unarchive", draft).status_code == 302
    assert state_of(draft) == State.FINAL


def test_the_minutes_calibrate_the_speakers_pace(client: Client, final: Final, drafter: User) -> None:
    Draft.objects.update(speaker="王书记")
    Final.objects.update(characters=2000)
    client.force_login(drafter)
    assert post(client, "draft-spoken", final.draft, minutes="10", remarks="脱稿讲了一例").status_code == 302
    draft = Draft.objects.get()
    assert (pace_of(draft).per_minute, pace_of(draft).measured) == (200, 1)
    record_spoken(draft, by=drafter, minutes=Decimal("12.5"))
    assert (Delivery.objects.count(), pace_of(draft).per_minute) == (1, 160)
    assert "12.5 分钟" in page(client, drafter, draft)


def test_a_pace_nobody_speaks_at_is_refused_and_stays_typed(
    client: Client, final: Final, drafter: User
) -> None:
    Final.objects.update(characters=2000)
    client.force_login(drafter)
    refused = post(client, "draft-spoken", final.draft, minutes="2", remarks="脱稿")
    assert refused.status_code == 422
    assert "不像实际语速" in main_of(refused).get_text()
    assert main_of(refused).select_one("#id_remarks").get_text(strip=True) == "脱稿"
    assert "请写数字" in main_of(post(client, "draft-spoken", final.draft, minutes="十分钟")).get_text()


def test_without_a_speaker_only_the_note_is_kept(final: Final, drafter: User) -> None:
    record_spoken(final.draft, by=drafter, minutes=Decimal(20), remarks="照稿讲")
    assert Delivery.objects.count() == 0
    final.refresh_from_db()
    assert final.spoken.remarks == "照稿讲"


def test_an_archived_speech_goes_to_the_curators_once(
    client: Client, final: Final, drafter: User, leader: User, curator: User
) -> None:
    draft = final.draft
    with pytest.raises(NotAllowed, match="归档以后才能入库"):
        take_in(draft, by=drafter)
    archive_draft(draft, by=drafter)
    with pytest.raises(NotAllowed):
        take_in(draft, by=leader)
    client.force_login(drafter)
    assert post(client, "draft-take-in", draft).status_code == 302
    batch = IntakeBatch.objects.visible_to(curator).get()
    assert bytes(IntakeFile.objects.get(batch=batch).data) == bytes(final.data)
    with pytest.raises(NotAllowed, match="已经交去入库整理"):
        take_in(draft, by=drafter)
    assert "已交去入库整理" in page(client, drafter, draft)


def archive(client: Client, **asked: str) -> str:
    return main_of(client.get(reverse("draft-archive-list"), asked)).get_text(" ", strip=True)


def test_the_archive_is_searched_by_words_and_year(
    client: Client, final: Final, drafter: User, outsider: User
) -> None:
    archive_draft(final.draft, by=drafter)
    Draft.objects.update(spoken_on="2025-03-06", speaker="王书记")
    client.force_login(drafter)
    for asked, is_found in (
        ({}, True),
        ({"q": "统一思想"}, True),
        ({"q": "王书记 测试会议"}, True),
        ({"q": "没有的词"}, False),
        ({"year": "2025"}, True),
        ({"year": "2024"}, True),  # nonsense: no such year is offered
        ({"q": "没有的词", "year": "2025"}, False),
    ):
        assert ("在测试会议上的讲话" in archive(client, **asked)) is is_found, asked
    client.force_login(outsider)
    assert "还没有归档的讲话稿" in archive(client)


def test_swapped_archive_equals_reloaded_archive(client: Client, final: Final, drafter: User) -> None:
    archive_draft(final.draft, by=drafter)
    client.force_login(drafter)
    url = reverse("draft-archive-list")
    whole = main_of(client.get(url))
    swap(whole, "#archive", client.get(url, {"q": "没有的词"}, headers=HTMX))
    expected = main_of(client.get(url, {"q": "没有的词"})).select_one("#archive")
    assert whole.select_one("#archive").prettify() == expected.prettify()


def test_queries_do_not_grow_with_the_archive(
    client: Client, final: Final, drafter: User, django_assert_max_num_queries: object
) -> None:
    archive_draft(final.draft, by=drafter)
    client.force_login(drafter)
    with django_assert_max_num_queries(9):
        client.get(reverse("draft-archive-list"))


@pytest.mark.parametrize("state", list(State))
def test_the_page_says_what_comes_next_in_every_state(
    client: Client, draft: Draft, drafter: User, state: Draft.State
) -> None:
    Draft.objects.update(state=state)
    if state in (State.FINAL, State.ARCHIVED):
        Draft.objects.update(state=State.APPROVED)
        finalise_draft(draft, by=drafter)
        Draft.objects.update(state=state)
    client.force_login(drafter)
    assert soup_of(client.get(reverse("draft-finals", args=[draft.pk]))).select_one("#next-step")


def test_everything_is_told_in_the_timeline(
    client: Client, final: Final, drafter: User, office: object
) -> None:
    draft = final.draft
    archive_draft(draft, by=drafter)
    unarchive_draft(draft, by=drafter)
    record_spoken(draft, by=drafter, minutes=Decimal("20.5"))
    reopen_final(draft, by=drafter, reason="会议改期")
    client.force_login(drafter)
    told = main_of(client.get(reverse("draft-timeline", args=[draft.pk]))).get_text()
    for sentence in (
        "定稿，第 1 号",
        "归档",
        "取出归档",
        "记下实际讲了 20.5 分钟",
        "重新打开定稿第 1 号，理由：会议改期",
    ):
        assert sentence in told


def test_a_head_of_another_office_sees_nothing(client: Client, final: Final, outsider: User) -> None:
    Membership.objects.create(user=outsider, office=outsider.office, role=RoleName.HEAD)
    client.force_login(outsider)
    for name in ("draft-finals", "draft-archive", "draft-finalise", "final-reopen", "draft-spoken"):
        method = client.get if name == "draft-finals" else client.post
        assert method(reverse(name, args=[final.draft_id])).status_code == 404
    assert state_of(final.draft) == State.FINAL


def test_without_a_final_there_is_nothing_to_take_in(client: Client, draft: Draft, drafter: User) -> None:
    client.force_login(drafter)
    for state, sentence in (
        (Draft.State.APPROVED, "归档以后才能入库"),
        (Draft.State.ARCHIVED, "没有定稿文件"),
    ):
        Draft.objects.update(state=state)
        refused = post(client, "draft-take-in", draft)
        assert (refused.status_code, sentence in refused.content.decode()) == (403, True)

"""The dashboard: what is mine, what waits for me, what is recent; where nothing is, what to do first."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import Membership, Office, OfficeSettings, RoleName, User
from speeches.drafting.models import Draft, SpeechImport
from speeches.library.actions import record_use
from speeches.review.actions import submit_draft
from tests.cast import make_drafter, make_person
from tests.drafting.factories import make_draft, make_speech
from tests.htmx import main_of
from tests.library.factories import make_entry, make_outline

State = Draft.State


def section(client: Client, heading: str):
    """Return the section of the dashboard with that id on its heading, or None."""
    return main_of(client.get(reverse("dashboard"))).select_one(f"section[aria-labelledby={heading}]")


def text_of(client: Client, heading: str) -> str:
    found = section(client, heading)
    return " ".join(found.get_text(" ", strip=True).split()) if found else ""


def test_nobody_is_sent_to_login(client: Client, db: None):
    assert client.get(reverse("dashboard")).headers["Location"] == f"{reverse('login')}?next=/"


def test_my_drafts_with_state_length_and_target(client: Client, drafter: User):
    draft = make_speech(drafter)
    Draft.objects.update(target_minutes=30)
    client.force_login(drafter)
    text = text_of(client, "my-drafts")
    assert draft.title in text
    assert "起草" in text
    assert "/ 30 分钟" in text
    assert "继续" in text
    assert section(client, "my-drafts").select_one(f'a[href="{draft.get_absolute_url()}"]')


def test_length_is_what_the_editor_shows(client: Client, drafter: User):
    draft = make_speech(drafter)
    client.force_login(drafter)
    assert f"{body_length(draft)} 字" in text_of(client, "my-drafts")


def body_length(draft: Draft) -> int:
    return sum(
        len(marker + paragraph.text)
        for line in draft.manuscript().printed_lines()
        for marker, paragraph in line
    )


def test_minutes_follow_the_office(client: Client, drafter: User, office: Office):
    draft = make_speech(drafter)
    OfficeSettings.objects.create(office=office, characters_per_minute=80)
    client.force_login(drafter)
    assert f"约 {round(body_length(draft) / 80)} 分钟" in text_of(client, "my-drafts")


def test_shared_draft_stands_among_mine(client: Client, drafter: User, office: Office):
    draft = make_draft(make_drafter(office, "colleague"))
    draft.co_drafters.add(drafter)
    client.force_login(drafter)
    assert "共同修改" in text_of(client, "my-drafts")


def test_empty_desk_teaches_a_drafter(client: Client, drafter: User):
    client.force_login(drafter)
    text = text_of(client, "my-drafts")
    assert "带入一篇旧稿" in text
    assert "从提纲新建" in text


def test_empty_desk_teaches_leader_and_curator(client: Client, leader: User, curator: User):
    client.force_login(leader)
    assert "起草人把讲话稿送到您这里" in text_of(client, "to-review")
    assert not section(client, "my-drafts")
    client.force_login(curator)
    assert "启用" in text_of(client, "to-curate")
    assert not section(client, "to-review")


def test_person_without_a_role_is_told_whom_to_ask(client: Client, drafter: User):
    Membership.objects.all().delete()
    client.force_login(drafter)
    assert "还没有角色" in main_of(client.get(reverse("dashboard"))).get_text()


def test_submitted_draft_waits_for_the_leader(client: Client, drafter: User, leader: User):
    draft = make_speech(drafter)
    client.force_login(leader)
    assert draft.title not in text_of(client, "to-review")
    submit_draft(draft, by=drafter, people=[leader], reason="先看结构，数据后补")
    assert draft.title in text_of(client, "to-review")


def test_returned_draft_waits_for_its_drafter(client: Client, drafter: User):
    make_speech(drafter)
    client.force_login(drafter)
    assert not section(client, "returned")
    Draft.objects.update(state=State.RETURNED)
    assert "退回给我修改" in text_of(client, "returned")


def test_head_sees_what_the_office_writes(client: Client, drafter: User, office: Office):
    draft = make_speech(drafter)
    client.force_login(make_person("head", "单位负责人", office, RoleName.HEAD))
    assert draft.title in text_of(client, "office-drafts")


def test_unfinished_import_is_offered_again(client: Client, drafter: User, office: Office):
    SpeechImport.objects.create(user=drafter, office=office, filename="旧稿.docx", state="ready")
    client.force_login(drafter)
    assert "旧稿.docx" in text_of(client, "imports")


def test_curator_sees_what_is_not_in_use_yet(client: Client, curator: User, office: Office):
    make_entry(office, "待审的", state="pending")
    make_entry(office, "在用的")
    client.force_login(curator)
    text = text_of(client, "to-curate")
    assert "待审的" in text
    assert "在用的" not in text


def test_recently_used_entries_come_before_new_ones(client: Client, drafter: User, office: Office):
    used, _ = make_entry(office, "用过的"), make_entry(office, "新来的")
    client.force_login(drafter)
    assert "新来的" in text_of(client, "recent")
    record_use(used, 7, drafter)
    assert "新来的" not in text_of(client, "recent")
    assert "用过的" in text_of(client, "recent")


def test_what_has_run_out_is_not_offered_as_new(client: Client, drafter: User, office: Office):
    make_entry(office, "过了期的", valid_until=timezone.localdate() - timedelta(days=1))
    make_entry(office, "到今天的", valid_until=timezone.localdate())
    client.force_login(drafter)
    text = text_of(client, "recent")
    assert "过了期的" not in text
    assert "到今天的" in text


def test_outsider_sees_nothing_of_it(client: Client, drafter: User, outsider: User, office: Office):
    draft, entry = make_speech(drafter), make_entry(office)
    make_outline(office)
    client.force_login(outsider)
    page = main_of(client.get(reverse("dashboard"))).get_text()
    for title in (draft.title, entry.title, "半年工作会议讲话"):
        assert title not in page


@pytest.mark.parametrize("count", [1, 8])
def test_queries_do_not_grow(
    client: Client, drafter: User, office: Office, count: int, django_assert_max_num_queries
):
    Membership.objects.create(user=drafter, office=office, role=RoleName.HEAD)
    Membership.objects.create(user=drafter, office=office, role=RoleName.CURATOR)
    colleague = make_drafter(office, "colleague")
    for number in range(count):
        make_speech(drafter)
        make_speech(colleague)
        make_entry(office, f"素材{number}", state="pending")
        make_outline(office, f"提纲{number}")
    Draft.objects.filter(author=colleague).update(state=State.IN_REVIEW)
    client.force_login(drafter)
    with django_assert_max_num_queries(18):
        client.get(reverse("dashboard"))


def test_it_is_only_read(client: Client, drafter: User):
    client.force_login(drafter)
    assert client.post(reverse("dashboard")).status_code == 405


def test_administrator_is_led_to_offices_people_and_log(client: Client, office: Office):
    administrator = make_person("admin", "系统管理员", office, RoleName.ADMIN)
    User.objects.filter(pk=administrator.pk).update(is_staff=True, is_superuser=True)
    client.force_login(administrator)
    for link in section(client, "administration").select("a"):
        assert client.get(link["href"]).status_code == 200

"""The panel 篇幅: time per section, where to cut, the speaker's pace."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import OfficeSettings, User
from speeches.drafting.actions import set_facts, set_target
from speeches.drafting.models import Delivery, Draft
from speeches.drafting.overview import overview
from speeches.drafting.pace import pace_of
from speeches.drafting.trimming import section_times
from speeches.manuscript.parsing import parse
from speeches.manuscript.sections import spoken_characters

from .factories import make_speech

pytestmark = pytest.mark.django_db

LONG = "各级党组织要对照清单逐项抓好落实，" * 20 + "务求实效。"
SPEECH = f"""在会议上的讲话
同志们：
下面讲两点意见。
一、认清形势
{LONG}
{LONG}
{LONG}
二、抓好落实
从现在抓起。"""


def panel(client: Client, draft: Draft) -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse("draft-length", args=[draft.pk])).content, "html.parser")


def record(client: Client, draft: Draft, minutes: str, speech: str = "") -> BeautifulSoup:
    data = {"speech": speech or f"draft-{draft.pk}", "minutes": minutes}
    response = client.post(reverse("draft-length", args=[draft.pk]), data)
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def spoken(client: Client, drafter: User) -> Draft:
    draft = make_speech(drafter, SPEECH)
    set_facts(draft, author=drafter, facts={"讲话人": "张书记"})
    draft.refresh_from_db()
    client.force_login(drafter)
    return draft


def test_each_part_has_its_time_and_a_long_one_what_to_cut(client: Client, spoken: Draft) -> None:
    set_target(spoken, author=spoken.author, minutes=3)
    page = panel(client, spoken)
    parts = page.select(".length-sections > li")
    assert [part.a.get_text() for part in parts] == ["开场", "一、认清形势", "二、抓好落实"]
    assert "可压缩约" in parts[1].get_text()
    assert "可压缩" not in parts[2].get_text()
    assert parts[1].select_one(".length-candidate").get_text().strip().endswith("字")


def test_without_a_target_nothing_is_to_be_cut(client: Client, spoken: Draft) -> None:
    page = panel(client, spoken)
    assert "没有定目标时长" in page.get_text()
    assert "可压缩" not in page.get_text()


def test_the_plan_of_the_outline_gives_the_shares() -> None:
    manuscript = parse(SPEECH).manuscript
    whole = overview(manuscript, target=3)
    times = section_times(manuscript, whole, {"认清形势": 1, "抓好落实": 3})
    fair = {time.row.section.title: time.fair or 0 for time in times}
    assert fair["抓好落实"] == pytest.approx(3 * fair["认清形势"])
    assert sum(fair.values()) == pytest.approx(3)
    unplanned = section_times(manuscript, whole, {"认清形势": 1})
    assert unplanned[1].fair == pytest.approx(3 * unplanned[1].row.minutes / whole.minutes)


def test_a_measured_speech_sets_the_pace_of_its_speaker(client: Client, spoken: Draft) -> None:
    characters = spoken_characters(spoken.manuscript())
    page = record(client, spoken, "5")
    per_minute = round(characters / 5)
    assert f"每分钟 {per_minute} 字" in page.get_text()
    assert pace_of(spoken).per_minute == per_minute
    outline = client.get(reverse("draft-outline", args=[spoken.pk])).content.decode()
    assert "5:00" in outline
    # Another speaker of the office is not measured yet.
    spoken.speaker = "李书记"
    assert pace_of(spoken).measured == 0


def test_two_measures_count_together_and_one_can_be_taken_back(client: Client, spoken: Draft) -> None:
    characters = spoken_characters(spoken.manuscript())
    record(client, spoken, "5")
    record(client, spoken, "7.5")
    assert pace_of(spoken).per_minute == round(2 * characters / 12.5)
    last = Delivery.objects.first()
    client.post(reverse("delivery-remove", args=[spoken.pk, last.pk]))
    assert pace_of(spoken).per_minute == round(characters / 5)


def test_without_a_speaker_the_setting_of_the_office_holds(client: Client, drafter: User) -> None:
    draft = make_speech(drafter)
    OfficeSettings.objects.create(office=draft.office, characters_per_minute=200)
    client.force_login(drafter)
    page = panel(client, draft)
    assert "每分钟 200 字" in page.get_text()
    assert "还没有写讲话人" in page.get_text()
    assert client.post(reverse("draft-length", args=[draft.pk]), {}).status_code == 403


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        ("", "请写实际讲了多少分钟"),
        ("很久", "分钟请写数字"),
        ("0", "至少 1 分钟"),
        ("601", "最多 600 分钟"),
        ("NaN", "请写数字"),
        ("100", "不像实际语速"),
    ],
)
def test_bad_minutes_are_told_and_stay_in_the_field(
    client: Client, spoken: Draft, minutes: str, sentence: str
) -> None:
    page = record(client, spoken, minutes)
    assert sentence in page.select_one("[role=alert]").get_text()
    assert page.select_one("[name=minutes]").get("value", "") == minutes
    assert not Delivery.objects.exists()


def test_a_speech_of_others_cannot_be_named(client: Client, spoken: Draft, outsider: User) -> None:
    other = make_speech(outsider)
    assert "请重新选" in record(client, spoken, "5", f"draft-{other.pk}").get_text()


def test_a_reader_sees_and_does_not_record(client: Client, spoken: Draft, head: User) -> None:
    client.force_login(head)
    assert "只有起草人" in panel(client, spoken).get_text()
    assert client.post(reverse("draft-length", args=[spoken.pk]), {"minutes": "5"}).status_code == 403


def test_outsider_gets_404(client: Client, spoken: Draft, outsider: User) -> None:
    delivery = Delivery.objects.create(
        office=spoken.office, speaker="张书记", title="旧稿", characters=900, minutes=5
    )
    client.force_login(outsider)
    assert client.get(reverse("draft-length", args=[spoken.pk])).status_code == 404
    assert client.post(reverse("delivery-remove", args=[spoken.pk, delivery.pk])).status_code == 404


def test_query_count(client: Client, spoken: Draft, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(14):
        panel(client, spoken)

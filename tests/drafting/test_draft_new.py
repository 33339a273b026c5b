"""新建: paste, upload, outline; what is refused keeps what was typed and stores nothing."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.drafting.models import Draft, SpeechImport
from speeches.library.models import Occasion, Outline
from tests.htmx import HTMX, soup_of, swap

from .factories import SPEECH

pytestmark = pytest.mark.django_db

NEW = "/drafts/new/"
ADVERTS = "仅供学习 禁止外传\n【打击倒卖活动】\n举报倒卖会员资料的人，举报成功免费赠送一年会员材料！"


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def refused(client: Client, **data: object) -> BeautifulSoup:
    """Post what must be refused; return the page."""
    response = client.post(NEW, data)
    assert response.status_code == 422
    assert not SpeechImport.objects.exists()
    assert not Draft.objects.exists()
    return BeautifulSoup(response.content, "html.parser")


def test_page_shows_both_ways(client: Client) -> None:
    assert "粘贴全文" in client.get(NEW).content.decode()
    assert "提纲" in client.get(NEW, {"way": "outline"}).content.decode()


def test_pasted_text_leads_to_its_preview(client: Client) -> None:
    response = client.post(NEW, {"way": "text", "text": SPEECH})
    speech_import = SpeechImport.objects.get()
    assert response.headers["Location"] == speech_import.get_absolute_url()
    assert speech_import.state == SpeechImport.State.READY


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "没有内容"),
        (" \n　\n", "没有内容"),
        (ADVERTS, "没有找到讲话稿正文"),
        ("长" * 200_000, "超过 100,000 字"),
        ("长" * 20_500, "超过 20,000 字"),
    ],
)
def test_refused_text_stays_in_the_box(client: Client, text: str, sentence: str) -> None:
    soup = refused(client, way="text", text=text)
    assert sentence in soup.select_one("[role=alert]").get_text()
    assert soup.select_one("textarea[name=text]").get_text().strip() == text.strip()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "空的"),
        ("a.png", b"\x89PNG", "只能读 .docx"),
        ("noname", b"x", "只能读 .docx"),
        ("a.docx", b"x" * (10 * 1024 * 1024 + 1), "超过 10 MB"),
        ("a.docx", b"x" * (30 * 1024 * 1024), "超过 10 MB"),
    ],
)
def test_refused_file_is_explained_and_the_pasted_text_kept(
    client: Client, name: str, data: bytes, sentence: str
) -> None:
    soup = refused(client, way="file", file=SimpleUploadedFile(name, data), text="写了一半的稿子")
    assert sentence in soup.select_one("[role=alert]").get_text()
    assert "写了一半的稿子" in soup.select_one("textarea[name=text]").get_text()


@pytest.mark.parametrize("name", ["a.doc", "讲话.WPS"])
def test_an_old_file_is_refused_at_once_where_nothing_can_convert_it(
    client: Client, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("speeches.drafting.reading.find_office", lambda: "")
    soup = refused(client, way="file", file=SimpleUploadedFile(name, b"\xd0\xcf\x11\xe0"), text="写了一半")
    assert "另存为" in soup.select_one("[role=alert]").get_text()
    assert "写了一半" in soup.select_one("textarea[name=text]").get_text()


def test_no_file_chosen_is_explained(client: Client) -> None:
    assert "请选择" in refused(client, way="file", text="").select_one("[role=alert]").get_text()


def test_an_unknown_way_is_just_the_page(client: Client) -> None:
    refused(client, way="teleport")


@pytest.fixture
def outline(drafter: User) -> Outline:
    occasion = Occasion.objects.create(name="警示教育大会")
    slots = [
        {"role": "salutation", "level": 0, "series": "", "text": "同志们：", "prompt": ""},
        {"role": "body", "level": 0, "series": "", "text": "【单位】召开会议，我讲两点意见。", "prompt": ""},
        {"role": "heading", "level": 1, "series": "一、", "text": "认清形势", "prompt": "写形势。"},
        {"role": "heading", "level": 1, "series": "一、", "text": "抓好落实", "prompt": ""},
        {"role": "item", "level": 0, "series": "一是", "text": "抓学习。", "prompt": "写怎么学。"},
        {"role": "item", "level": 0, "series": "一是", "text": "抓整改。", "prompt": ""},
    ]
    return Outline.objects.create(
        name="警示教育",
        occasion=occasion,
        office=drafter.office,
        target_minutes=25,
        front=[["title", "在【会议名称】上的讲话"], ["date", "（【日期】）"]],
        slots=slots,
    )


def test_outline_becomes_a_skeleton_with_facts_filled_in(
    client: Client, drafter: User, outline: Outline
) -> None:
    data = {"way": "outline", "outline": outline.pk, "unit": "县纪委监委", "meeting": "警示教育大会"}
    response = client.post(NEW, {**data, "spoken_on": "2026-03-06"})
    draft = Draft.objects.get()
    assert response.headers["Location"] == draft.get_absolute_url()
    assert draft.manuscript().to_text().splitlines() == [
        "在警示教育大会上的讲话",
        "（2026年3月6日）",
        "同志们：",
        "县纪委监委召开会议，我讲两点意见。",
        "一、认清形势",
        "【提示：写形势。】",
        "二、抓好落实",
        "一是抓学习。【提示：写怎么学。】",
        "二是抓整改。",
    ]
    assert (draft.occasion, draft.outline, draft.target_minutes) == (outline.occasion, outline, 25)
    assert (draft.meeting, draft.spoken_on) == ("警示教育大会", date(2026, 3, 6))
    assert draft.facts_by_name()["日期"] == "2026年3月6日"
    assert draft.revisions.get().reason == "outline"
    counts = [s for p in draft.manuscript().paragraphs for s in p.spans if s.kind == "count"]
    assert counts, "the announced number is bound to the headings"


def test_the_outline_is_asked_for_all_its_open_names(client: Client, outline: Outline) -> None:
    front = [["title", "在【培训班名称】开班式上的讲话"], ["date", "（【日期】）"]]
    Outline.objects.update(front=front, slots=[*outline.slots, body_slot("学习【时长】，【提示：写安排】。")])
    page = soup_of(client.get(reverse("outline-facts"), {"outline": outline.pk}))
    assert [label.get_text() for label in page.select("label")] == ["培训班名称", "时长"]
    data = {
        "way": "outline",
        "outline": outline.pk,
        "fact:培训班名称": "全市纪检监察干部培训班",
        "fact:时长": "三天",
    }
    client.post(NEW, data)
    draft = Draft.objects.get()
    assert draft.title == "在全市纪检监察干部培训班开班式上的讲话"
    assert draft.manuscript().paragraphs[-1].text == "学习三天，【提示：写安排】。"
    assert draft.facts_by_name() == {"培训班名称": "全市纪检监察干部培训班"}, "another place has another 时长"


def body_slot(text: str) -> dict[str, object]:
    return {"role": "body", "level": 0, "series": "", "text": text, "prompt": ""}


def test_what_was_typed_stays_when_another_outline_is_chosen(client: Client, outline: Outline) -> None:
    Outline.objects.update(front=[["title", "在【培训班名称】开班式上的讲话"]])
    data = {"outline": outline.pk, "fact:培训班名称": "干部培训班"}
    page = soup_of(client.get(reverse("outline-facts"), data))
    assert page.select_one("input")["value"] == "干部培训班"


def test_the_title_is_shown_while_one_types(client: Client, outline: Outline) -> None:
    data = {"outline": outline.pk, "meeting": "警示教育大会", "target_minutes": "x"}
    assert "在警示教育大会上的讲话" in soup_of(client.get(reverse("outline-title"), data)).get_text()
    training_outline(outline.office)
    assert soup_of(client.get(reverse("outline-title"))).get_text(strip=True) == "", "none is chosen"


def test_names_of_invisible_outlines_are_not_told(client: Client, outsider: User, outline: Outline) -> None:
    Outline.objects.update(office=outsider.office, front=[["title", "【秘密】"]])
    for name in ("outline-facts", "outline-title"):
        assert "秘密" not in client.get(reverse(name), {"outline": outline.pk}).content.decode()


def test_facts_left_open_stay_placeholders(client: Client, outline: Outline) -> None:
    client.post(NEW, {"way": "outline", "outline": outline.pk})
    assert Draft.objects.get().title == "在【会议名称】上的讲话"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("spoken_on", "明天", "日期请写成"),
        ("target_minutes", "0", "至少 1 分钟"),
        ("outline", "x", "请重新选一个"),
    ],
)
def test_refused_facts_keep_what_was_typed(
    client: Client, outline: Outline, field: str, value: str, sentence: str
) -> None:
    soup = refused(client, **{"way": "outline", "outline": outline.pk, "unit": "某单位", field: value})
    assert sentence in soup.get_text()
    assert soup.select_one("[name=unit]")["value"] == "某单位"


def test_outlines_of_other_offices_cannot_be_used(client: Client, outsider: User, outline: Outline) -> None:
    Outline.objects.update(office=outsider.office)
    refused(client, way="outline", outline=outline.pk)


def test_choosing_an_occasion_shows_its_outlines(client: Client, outline: Outline) -> None:
    other = Occasion.objects.create(name="全会")
    Outline.objects.create(name="全会报告", occasion=other, office=outline.office)
    page = client.get(reverse("outline-choice"), {"occasion": other.pk}).content.decode()
    assert "全会报告" in page
    assert "警示教育" not in page


def training_outline(office: Office) -> Outline:
    front = [["title", "在【培训班名称】上的讲话"]]
    occasion = Occasion.objects.create(name="培训")
    return Outline.objects.create(name="开班讲话", occasion=occasion, office=office, front=front)


SWAPPED = ("#outline-choice", "#outline-facts", "#title-preview")


def same_as_reloaded(client: Client, page: BeautifulSoup, data: dict[str, object]) -> bool:
    anew = soup_of(client.get(NEW, {"way": "outline", **data}))
    return [page.select_one(place) for place in SWAPPED] == [anew.select_one(place) for place in SWAPPED]


def test_choosing_by_and_by_equals_the_page_opened_with_the_choice(client: Client, outline: Outline) -> None:
    other = training_outline(outline.office)
    page = soup_of(client.get(NEW, {"way": "outline"}))
    data: dict[str, object] = {"occasion": ""}
    assert same_as_reloaded(client, page, data)
    for name, chosen in (("outline", outline.pk), ("occasion", other.occasion_id), ("meeting", "大会")):
        data[name] = chosen
        changed = {"outline": "outline-facts", "occasion": "outline-choice"}.get(name, "outline-title")
        targets = dict(zip(("outline-choice", "outline-facts", "outline-title"), SWAPPED, strict=True))
        swap(page, targets[changed], client.get(reverse(changed), data, headers=HTMX))
        swap(page, "#title-preview", client.get(reverse("outline-title"), data, headers=HTMX))
        if name == "outline":
            page.select_one(f"input[value='{chosen}']")["checked"] = ""  # as the click did
        assert same_as_reloaded(client, page, data)


def test_the_only_outline_of_an_occasion_is_chosen_with_all_it_asks_for(
    client: Client, outline: Outline
) -> None:
    other = training_outline(outline.office)
    answer = soup_of(client.get(reverse("outline-choice"), {"occasion": other.occasion_id}))
    assert answer.select_one("input[checked]")["value"] == str(other.pk)
    assert answer.select_one("hx-partial label").get_text() == "培训班名称"


def test_somebody_without_office_is_told_so(client: Client, drafter: User) -> None:
    User.objects.update(office=None)
    assert "没有归属单位" in client.get(NEW).content.decode()
    assert client.post(NEW, {"way": "text", "text": SPEECH}).status_code == 403

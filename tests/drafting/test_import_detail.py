"""From an upload to a draft: the worker reads, the page waits, the preview shows, the button does it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import User
from speeches.drafting.actions import import_text, reading
from speeches.drafting.actions.reading import UNEXPECTED
from speeches.drafting.models import Draft, SpeechImport
from tests.docx.files import paragraph, plain, run, word_file

from .factories import SPEECH
from .hostile import hostile_files, speech_docx

pytestmark = pytest.mark.django_db(transaction=True)

State = SpeechImport.State
HOSTILE = hostile_files()
NOISY = "范文网首页 > 讲话稿\n更多范文请关注公众号\n" + SPEECH + "\n本文来自范文网 www.example.com"


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


def upload(client: Client, name: str, data: bytes) -> SpeechImport:
    response = client.post("/drafts/new/", {"way": "file", "file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302
    return SpeechImport.objects.get()


def soup_of(client: Client, speech_import: SpeechImport) -> BeautifulSoup:
    return BeautifulSoup(client.get(speech_import.get_absolute_url()).content, "html.parser")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_and_their_bytes_forgotten(client: Client, encoding: str) -> None:
    speech_import = upload(client, "讲话.txt", SPEECH.encode(encoding))
    assert (speech_import.state, bytes(speech_import.data)) == (State.READY, b"")
    assert "在全县警示教育大会上的讲话" in soup_of(client, speech_import).get_text()


def test_preview_shows_structure_counts_and_open_places(client: Client, drafter: User) -> None:
    page = soup_of(client, import_text(drafter, SPEECH)).get_text()
    for expected in (
        "一、认清形势",
        "（二）改进作风。",
        "三点意见",
        "列出 3 项",
        "XX",
        "分钟",
        "全文都带入了",
    ):
        assert expected in page


def test_a_dropped_line_can_be_put_back_and_taken_out_again(client: Client, drafter: User) -> None:
    speech_import = import_text(drafter, NOISY)
    before = speech_import.result
    assert before["dropped"], "the adverts are left out"
    number, line = before["dropped"][0]
    address = reverse("import-line", args=[speech_import.pk])
    page = client.post(address, {"line": number}).content.decode()
    assert "已放回" in page
    assert "放到正文开头" in page, "it stood above the title"
    client.post(address, {"line": number})
    speech_import.refresh_from_db()
    texts = [paragraph["text"] for paragraph in speech_import.result["manuscript"]["paragraphs"]]
    assert texts.count(line.strip()) == 1
    (key,) = speech_import.result["returned"]
    client.post(address, {"key": key})
    client.post(address, {"key": key})
    speech_import.refresh_from_db()
    assert speech_import.result == before


def test_a_line_taken_back_goes_where_it_stood_but_not_above_the_salutation(
    client: Client, drafter: User
) -> None:
    speech_import = import_text(drafter, NOISY)
    address = reverse("import-line", args=[speech_import.pk])
    (first, _), *_, (last, closing) = speech_import.result["dropped"]
    client.post(address, {"line": first})
    assert f"放回到第 {last} 行处" in client.post(address, {"line": last}).content.decode()
    speech_import.refresh_from_db()
    texts = [paragraph["text"] for paragraph in speech_import.result["manuscript"]["paragraphs"]]
    assert texts[0] == "同志们："
    assert texts[1] == NOISY.splitlines()[first - 1]
    assert texts[-1] == closing.strip()


def test_a_row_opens_to_the_text_under_it(client: Client, drafter: User) -> None:
    page = soup_of(client, import_text(drafter, SPEECH))
    bodies = {
        row.summary.get_text(strip=True): row.select_one(".tree-body").get_text()
        for row in page.select(".tree details")
    }
    assert "主要是用身边的事" in bodies["开场"]
    assert "当前，形势依然严峻复杂" in next(body for row, body in bodies.items() if "认清形势" in row)


def test_the_button_makes_one_draft_however_often_it_is_pressed(client: Client, drafter: User) -> None:
    speech_import = import_text(drafter, SPEECH)
    first = client.post(speech_import.get_absolute_url())
    second = client.post(speech_import.get_absolute_url())
    draft = Draft.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == draft.get_absolute_url()
    assert draft.manuscript().to_text() == SPEECH
    assert draft.revisions.get().reason == "imported"
    assert draft.facts_by_name()["日期"] == "2026年3月6日"
    assert client.get(speech_import.get_absolute_url()).headers["Location"] == draft.get_absolute_url()


def test_an_import_that_is_not_ready_makes_no_draft(client: Client, drafter: User) -> None:
    speech_import = SpeechImport.objects.create(user=drafter, office=drafter.office, filename="a.txt")
    assert client.post(speech_import.get_absolute_url()).status_code == 403
    assert not Draft.objects.exists()


def test_the_page_asks_again_while_it_waits_and_says_when_it_takes_long(
    client: Client, drafter: User
) -> None:
    speech_import = SpeechImport.objects.create(user=drafter, office=drafter.office, filename="a.txt")
    assert soup_of(client, speech_import).select_one("#import")["hx-trigger"] == "every 1s"
    SpeechImport.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert "后台读取程序可能没有运行" in soup_of(client, speech_import).get_text()


def test_a_ready_import_no_longer_asks(client: Client, drafter: User) -> None:
    assert not soup_of(client, import_text(drafter, SPEECH)).select_one("#import").has_attr("hx-trigger")


def test_the_swapped_part_is_the_part_of_the_page(client: Client, drafter: User) -> None:
    speech_import = import_text(drafter, NOISY)
    part = BeautifulSoup(client.get(reverse("import-state", args=[speech_import.pk])).content, "html.parser")
    whole = soup_of(client, speech_import).select_one("#import")
    for form_token in (
        *part.select("[name=csrfmiddlewaretoken]"),
        *whole.select("[name=csrfmiddlewaretoken]"),
    ):
        form_token.decompose()
    assert part.select_one("#import").prettify() == whole.prettify()


def test_cancelling_forgets_it(client: Client, drafter: User) -> None:
    speech_import = import_text(drafter, SPEECH)
    assert client.post(reverse("import-cancel", args=[speech_import.pk])).status_code == 302
    assert not SpeechImport.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", bytes(range(128, 256)) * 40, "编码"),
        ("a.txt", b"\xef\xbb\xbf" + ("长" * 100_001).encode(), "超过 100,000 字"),
        ("a.txt", b" \n\n", "没有内容"),
        ("a.txt", "仅供学习 禁止外传\n会员群：".encode(), "没有找到讲话稿正文"),
    ],
)
def test_a_bad_text_file_fails_with_a_sentence_and_keeps_nothing(
    client: Client, name: str, data: bytes, sentence: str
) -> None:
    speech_import = upload(client, name, data)
    assert (speech_import.state, bytes(speech_import.data), speech_import.result) == (State.FAILED, b"", {})
    assert sentence in soup_of(client, speech_import).select_one("[role=alert]").get_text()
    assert not Draft.objects.exists()


def test_a_word_file_is_read(client: Client) -> None:
    speech_import = upload(client, "讲话.docx", speech_docx(SPEECH))
    assert speech_import.state == State.READY, speech_import.error
    assert "第 5 段" in soup_of(client, speech_import).get_text()
    client.post(speech_import.get_absolute_url())
    assert Draft.objects.get().manuscript().to_text() == SPEECH


@pytest.mark.parametrize("fault", HOSTILE)
def test_a_hostile_word_file_fails_with_a_sentence_and_keeps_nothing(client: Client, fault: str) -> None:
    speech_import = upload(client, "讲话.docx", HOSTILE[fault])
    assert (speech_import.state, bytes(speech_import.data), speech_import.result) == (State.FAILED, b"", {})
    assert speech_import.error != UNEXPECTED
    assert speech_import.error in soup_of(client, speech_import).select_one("[role=alert]").get_text()
    assert not Draft.objects.exists()


def test_a_fault_of_ours_fails_with_a_sentence_too(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reading, "read_file", lambda *_: 1 / 0)
    speech_import = upload(client, "讲话.txt", SPEECH.encode())
    assert (speech_import.state, speech_import.error) == (State.FAILED, UNEXPECTED)
    assert "ZeroDivisionError" in caplog.text


def test_an_import_cancelled_while_it_is_read_does_not_come_back(drafter: User) -> None:
    speech_import = SpeechImport.objects.create(
        user=drafter, office=drafter.office, filename="a.txt", data=SPEECH.encode(), state=State.READING
    )
    gone = str(speech_import.pk)
    speech_import.delete()
    reading.read_speech_import.call(gone)
    assert not SpeechImport.objects.exists()


def test_control_characters_in_a_left_out_line_do_no_harm(client: Client) -> None:
    speech_import = upload(
        client, "讲话.txt", (SPEECH + "\n甲乙丙丁戊己庚辛。" * 3_000 + "\n更多范文请关注公众号\x00").encode()
    )
    assert speech_import.state == State.READY, speech_import.error
    assert [line for _, line in speech_import.result["dropped"]] == ["更多范文请关注公众号"]


def test_what_stands_beside_the_speech_can_be_taken_in_and_tables_are_told_of(client: Client) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{plain('内部资料')}</w:txbxContent></w:pict></w:r>"
    table = f"<w:tbl><w:tr><w:tc>{plain('立案100件')}</w:tc></w:tr></w:tbl>"
    body = plain(*SPEECH.splitlines()) + paragraph(run("最后一段。") + box) + table
    speech_import = upload(client, "讲话.docx", word_file(body))
    soup = soup_of(client, speech_import)
    assert "1 段来自表格" in soup.select_one(".message.warning").text
    assert "〔文本框〕内部资料" in soup.select_one(".dropped").text
    number = next(number for number, text in speech_import.result["dropped"] if "内部资料" in text)
    client.post(f"/drafts/imports/{speech_import.pk}/lines/", {"line": number})
    client.post(speech_import.get_absolute_url())
    assert "〔文本框〕内部资料" in Draft.objects.get().manuscript().to_text()

"""导出文稿: each paper with its options, remembered for its person; PDFs; readings of hard words."""

import io
import os
from itertools import pairwise
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import Person, User
from speeches.docx.libreoffice import find_office
from speeches.docx.reader import read
from speeches.docx.writer import write
from speeches.drafting.actions import apply_change_set, request_pdf, set_hard_word
from speeches.drafting.models import Draft, PaperOptions, PdfCopy
from speeches.drafting.models.pdf_copy import GIVEN_UP_AFTER, KEPT_FOR
from tests.htmx import HTMX, main_of, swap

from .factories import SPEECH, body, change_set, make_draft, make_manuscript, upsert

pytestmark = pytest.mark.django_db
READING = {"preset": "reading", "size": "26", "time_every": "0", "pauses": "none"}
STATE = PdfCopy.State
office = pytest.mark.skipif(not find_office(), reason="LibreOffice is not installed")


@pytest.fixture(autouse=True)
def logged_in(client: Client, drafter: User) -> None:
    client.force_login(drafter)


@pytest.fixture
def with_office(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """A LibreOffice that is there, whatever the machine has; nothing runs it in a test's transaction."""
    program = tmp_path / "soffice"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")


def page_of(client: Client, draft: Draft, **asked: str) -> BeautifulSoup:
    response = client.get(reverse("draft-papers", args=[draft.pk]), asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def exported(client: Client, draft: Draft, **asked: str) -> HttpResponse:
    response = client.get(reverse("draft-export", args=[draft.pk]), asked)
    assert response.status_code == 200
    return response


def document(response: HttpResponse) -> str:
    with ZipFile(io.BytesIO(response.content)) as archive:
        return archive.read("word/document.xml").decode()


def edited(draft: Draft, author: User) -> Draft:
    """Return the draft with one paragraph changed since its only version."""
    payload = change_set(draft, upserts=[upsert(body(1, "第一段改过了。"))])
    apply_change_set(draft, author=author, payload=payload)
    return draft


# The page


def test_every_kind_is_offered(client: Client, draft: Draft) -> None:
    names = [one.get_text() for one in page_of(client, draft).select(".paper-kinds strong")]
    assert names == ["定稿", "大字版", "花脸稿", "提纲", "工作稿"]


@pytest.mark.parametrize("preset", ["final", "reading", "redline", "outline", "working", "nonsense"])
def test_every_card_opens(client: Client, draft: Draft, preset: str) -> None:
    assert page_of(client, draft, preset=preset).select_one("#paper-card")


def test_a_changed_option_swaps_the_card_as_a_reload_would(client: Client, speech: Draft) -> None:
    page = main_of(client.get(reverse("draft-papers", args=[speech.pk]), {"preset": "reading"}))
    swap(page, "#paper-card", client.get(reverse("paper-card", args=[speech.pk]), READING, headers=HTMX))
    reloaded = main_of(client.get(reverse("draft-papers", args=[speech.pk]), READING))
    assert page.select_one("#paper-card").prettify() == reloaded.select_one("#paper-card").prettify()


def test_the_card_says_how_long_it_is(client: Client, drafter: User) -> None:
    draft = make_draft(drafter, make_manuscript(80))
    assert "共 6 页" in page_of(client, draft, **READING).select_one("#paper-length").get_text()


def test_options_are_remembered_for_the_person(client: Client, draft: Draft, drafter: User) -> None:
    exported(client, draft, **READING)
    assert PaperOptions.objects.get(user=drafter).options["reading"]["size"] == 26
    chosen = page_of(client, draft, preset="reading").select_one("input[name=size][checked]")
    assert chosen["value"] == "26"


def test_nonsense_falls_back_to_what_is_usual(client: Client, draft: Draft) -> None:
    exported(client, draft, preset="reading", size="7", time_every="x", pauses="")
    assert page_of(client, draft, preset="reading").select_one("input[name=size][checked]")["value"] == "22"


def test_number_of_queries(client: Client, speech: Draft, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(24):
        page_of(client, speech, preset="reading")


# The files


@pytest.mark.parametrize(("preset", "name"), [("reading", "大字版"), ("outline", "提纲")])
def test_the_file_is_named_by_its_kind(client: Client, speech: Draft, preset: str, name: str) -> None:
    disposition = exported(client, speech, preset=preset).headers["Content-Disposition"]
    assert unquote(disposition).endswith(f"在全县警示教育大会上的讲话（{name}）.docx")


def test_a_reading_copy_holds_the_whole_speech(client: Client, speech: Draft) -> None:
    text = read(exported(client, speech, **READING).content).text
    assert "".join(text.split()) == SPEECH.replace("\n", "")


def test_an_outline_holds_the_headings_only(client: Client, speech: Draft) -> None:
    text = read(exported(client, speech, preset="outline", levels="1").content).text
    assert "三、抓好落实" in text
    assert "压实责任" not in text
    assert "形势依然严峻" not in text


def test_a_redline_compares_with_an_earlier_version(client: Client, draft: Draft, drafter: User) -> None:
    edited(draft, drafter)
    xml = document(exported(client, draft, preset="redline", against="1"))
    assert "<w:strike/>" in xml
    assert "第 1 版" in xml


def test_without_an_earlier_version_the_card_says_what_to_do(client: Client, draft: Draft) -> None:
    card = page_of(client, draft, preset="redline").select_one("#paper-card").get_text()
    assert "还没有可比的旧版" in card


def test_readings_are_printed_where_wanted(client: Client, draft: Draft, drafter: User) -> None:
    set_hard_word(draft, by=drafter, text="段", reading="duàn")
    assert "<w:ruby>" in document(exported(client, draft, **READING, spells="on"))
    assert "<w:ruby>" not in document(exported(client, draft, **READING))


@pytest.mark.parametrize("preset", ["final", "reading", "redline", "outline"])
def test_every_paper_can_be_seen_as_pages(client: Client, draft: Draft, drafter: User, preset: str) -> None:
    edited(draft, drafter)
    response = client.get(reverse("draft-print", args=[draft.pk]), {"preset": preset})
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select(".sheet")
    assert ("第一段改过了。" in page.get_text()) == (preset in ("final", "reading"))


def test_pages_on_the_screen_are_those_of_the_file(client: Client, drafter: User) -> None:
    draft = make_draft(drafter, make_manuscript(80))
    page = client.get(reverse("draft-print", args=[draft.pk]), READING).content.decode()
    breaks = document(exported(client, draft, **READING)).count("<w:pageBreakBefore/>")
    assert page.count('class="sheet large') == breaks + 1


# PDF


def asked(client: Client, draft: Draft, **fields: str) -> HttpResponse:
    return client.post(reverse("draft-pdf", args=[draft.pk]), fields, headers=HTMX)


def test_without_libreoffice_the_button_says_what_is_missing(
    client: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    button = page_of(client, draft).select_one("button[hx-post]")
    assert button.has_attr("disabled")
    assert "没有安装 LibreOffice" in button["title"]
    assert asked(client, draft, preset="final").status_code == 403
    assert not PdfCopy.objects.exists()


@pytest.mark.usefixtures("with_office")
def test_a_pdf_waits_for_the_worker_and_shows_it(client: Client, draft: Draft) -> None:
    page = main_of(client.get(reverse("draft-papers", args=[draft.pk])))
    swap(page, "#pdf-copies", asked(client, draft, **READING))
    reloaded = main_of(client.get(reverse("draft-papers", args=[draft.pk])))
    assert page.select_one("#pdf-copies").prettify() == reloaded.select_one("#pdf-copies").prettify()
    assert page.select_one("#pdf-copies[hx-trigger='every 1s'] progress")


@office
def test_a_pdf_is_made_and_downloaded(
    client: Client, draft: Draft, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked(client, draft, **READING)
    pdf = PdfCopy.objects.get()
    assert (pdf.state, bytes(pdf.source)) == (STATE.READY, b"")
    response = client.get(reverse("pdf-file", args=[pdf.pk]))
    assert response.content.startswith(b"%PDF")
    assert unquote(response.headers["Content-Disposition"]).endswith("（大字版）.pdf")


@office
def test_the_proof_report_goes_the_same_way(
    client: Client, speech: Draft, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("draft-pdf", args=[speech.pk]), {"preset": "proof"})
    assert PdfCopy.objects.get().state == STATE.READY


def test_what_libreoffice_cannot_draw_ends_with_a_sentence(
    draft: Draft, drafter: User, monkeypatch, tmp_path, django_capture_on_commit_callbacks
) -> None:
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with django_capture_on_commit_callbacks(execute=True):
        pdf = request_pdf(draft, by=drafter, name="讲话", source=write(make_manuscript()))
    pdf.refresh_from_db()
    assert pdf.state == STATE.FAILED
    assert "再试一次" in pdf.error


@pytest.mark.usefixtures("with_office")
def test_nobody_else_gets_it(client: Client, draft: Draft, drafter: User, head: User) -> None:
    pdf = request_pdf(draft, by=drafter, name="讲话", source=b"")
    PdfCopy.objects.update(state=STATE.READY, data=b"%PDF")
    assert client.get(reverse("pdf-file", args=[pdf.pk])).status_code == 200
    client.force_login(head)
    assert client.get(reverse("pdf-file", args=[pdf.pk])).status_code == 404
    assert client.post(reverse("pdf-remove", args=[pdf.pk])).status_code == 404
    assert not page_of(client, draft).select("#pdf-copies li")


@pytest.mark.usefixtures("with_office")
def test_it_is_gone_with_the_right_to_read_the_draft(client: Client, draft: Draft, drafter: User) -> None:
    pdf = request_pdf(draft, by=drafter, name="讲话", source=b"")
    PdfCopy.objects.update(state=STATE.READY, data=b"%PDF")
    Draft.objects.filter(pk=draft.pk).update(deleted_at=timezone.now())
    assert client.get(reverse("pdf-file", args=[pdf.pk])).status_code == 404


@pytest.mark.usefixtures("with_office")
def test_it_can_be_cancelled_and_is_forgotten_after_a_day(
    client: Client, draft: Draft, drafter: User
) -> None:
    first = request_pdf(draft, by=drafter, name="讲话", source=b"")
    client.post(reverse("pdf-remove", args=[first.pk]), headers=HTMX)
    assert not PdfCopy.objects.exists()
    old = request_pdf(draft, by=drafter, name="旧", source=b"")
    PdfCopy.objects.filter(pk=old.pk).update(created_at=timezone.now() - KEPT_FOR)
    assert client.get(reverse("pdf-file", args=[old.pk])).status_code == 404
    request_pdf(draft, by=drafter, name="新", source=b"")
    assert [one.name for one in PdfCopy.objects.all()] == ["新"]


@pytest.mark.usefixtures("with_office")
def test_a_command_forgets_what_is_past_its_day(draft: Draft, drafter: User) -> None:
    old, new = (request_pdf(draft, by=drafter, name=name, source=b"") for name in ("旧", "新"))
    PdfCopy.objects.filter(pk=old.pk).update(created_at=timezone.now() - KEPT_FOR)
    call_command("forget_pdfs")
    assert list(PdfCopy.objects.all()) == [new]


@pytest.mark.usefixtures("with_office")
def test_one_whose_worker_died_says_so(client: Client, draft: Draft, drafter: User) -> None:
    pdf = request_pdf(draft, by=drafter, name="讲话", source=b"")
    PdfCopy.objects.filter(pk=pdf.pk).update(created_at=timezone.now() - GIVEN_UP_AFTER * 2)
    section = page_of(client, draft).select_one("#pdf-copies")
    assert "没有做完" in section.get_text()
    assert not section.has_attr("hx-trigger")


@pytest.mark.usefixtures("with_office")
def test_only_so_many_at_once(client: Client, draft: Draft, drafter: User) -> None:
    for number in range(3):
        request_pdf(draft, by=drafter, name=str(number), source=b"")
    assert asked(client, draft, preset="final").status_code == 403
    assert PdfCopy.objects.count() == 3


# Readings of hard words


def spell(client: Client, draft: Draft, text: str, reading: str = "") -> HttpResponse:
    fields = {"text": text, "reading": reading}
    return client.post(reverse("hard-word-set", args=[draft.pk]), fields, headers=HTMX)


def rare(author: User) -> Draft:
    return make_draft(author, make_manuscript(1).with_paragraphs((body(1, "甪直镇的同志都来了。"),)))


def test_rare_characters_are_suggested_with_their_reading(client: Client, drafter: User) -> None:
    section = page_of(client, rare(drafter), preset="reading").select_one(".hard-suggested")
    assert section.select_one(".hard-word").get_text() == "甪"
    assert section.select_one("button").get_text() == "lù"


def test_names_of_the_register_are_suggested_as_they_are_read(client: Client, drafter: User) -> None:
    Person.objects.create(office=drafter.office, name="单志远", post="市纪委书记")
    text = body(1, "单志远同志主持会议。")
    draft = make_draft(drafter, make_manuscript(1).with_paragraphs((text,)))
    section = page_of(client, draft, preset="reading").select_one(".hard-suggested")
    assert section.select_one("button").get_text() == "shàn zhì yuǎn"


def test_a_reading_is_looked_up_and_the_swap_equals_the_reload(client: Client, drafter: User) -> None:
    draft = rare(drafter)
    page = main_of(client.get(reverse("draft-papers", args=[draft.pk]), {"preset": "reading"}))
    swap(page, "#hard-words", spell(client, draft, "甪直"))
    assert draft.hard_words.get().reading == "lù zhí"
    reloaded = main_of(client.get(reverse("draft-papers", args=[draft.pk]), {"preset": "reading"}))
    assert page.select_one("#hard-words").prettify() == reloaded.select_one("#hard-words").prettify()


def test_what_is_not_in_the_text_is_refused_and_stays_in_the_form(client: Client, draft: Draft) -> None:
    response = spell(client, draft, "邛崃", "qióng lái")
    assert response.status_code == 422
    page = response.content.decode()
    assert "稿子里没有“邛崃”" in page
    assert "qióng lái" in page


def test_a_second_reading_replaces_the_first_and_can_be_removed(client: Client, drafter: User) -> None:
    draft = rare(drafter)
    spell(client, draft, "甪", "lù")
    spell(client, draft, "甪", "音同路")
    word = draft.hard_words.get()
    assert word.reading == "音同路"
    client.post(reverse("hard-word-remove", args=[draft.pk, word.pk]), headers=HTMX)
    assert not draft.hard_words.exists()


def test_a_head_reads_the_readings_and_sets_none(client: Client, drafter: User, head: User) -> None:
    draft = rare(drafter)
    client.force_login(head)
    assert "只有起草人" in page_of(client, draft, preset="reading").select_one("#hard-words").get_text()
    assert spell(client, draft, "甪").status_code == 403


# 提词


def test_the_prompter_holds_the_speech_and_knows_the_pace(client: Client, speech: Draft) -> None:
    page = main_of(client.get(reverse("draft-prompter", args=[speech.pk])))
    passages = page.select(".passage[data-before]")
    assert "".join(one.get_text() for one in passages).replace("\n", "") == "".join(SPEECH.split("\n")[2:])
    counts = [(int(one["data-before"]), int(one["data-characters"])) for one in passages]
    assert all(before + own == after for (before, own), (after, _) in pairwise(counts))
    assert page["data-pace"] == "180"


def test_the_prompter_shows_readings(client: Client, drafter: User) -> None:
    draft = rare(drafter)
    set_hard_word(draft, by=drafter, text="甪直", reading="lù zhí")
    set_hard_word(draft, by=drafter, text="同志", reading="念重")
    page = main_of(client.get(reverse("draft-prompter", args=[draft.pk])))
    assert [one.get_text() for one in page.select("ruby rt")] == ["lù", "zhí"]
    assert "同志：念重" in page.get_text()

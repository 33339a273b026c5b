"""Uploading, following, reading what was taken in; the command."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from speeches.accounts.models import Office, User
from speeches.library.models import Candidate, Entry, IntakeBatch, SourceDocument
from tests.htmx import main_of, soup_of, swap
from tests.library.factories import make_entry

from .factories import SPEECH, docx, take_in, zipped

LIST = "/library/intake/"


def upload(client: Client, *files: tuple[str, bytes], **data: str):
    return client.post(LIST, {"files": [SimpleUploadedFile(*file) for file in files], **data})


def test_upload_is_read_in_the_background(client: Client, curator: User, django_capture_on_commit_callbacks):
    client.force_login(curator)
    with django_capture_on_commit_callbacks(execute=True):
        answer = upload(client, ("a.docx", docx()), ("b.zip", zipped({"c.txt": SPEECH[:400].encode()})))
    batch = IntakeBatch.objects.get()
    assert answer.url == batch.get_absolute_url()
    page = main_of(client.get(answer.url)).get_text()
    assert "2 / 2 篇" in page
    assert "整理" in page
    assert not batch.is_trusted


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "没有选择文件"),
        ([("坏.zip", b"nothing")], "已经损坏"),
        ([("外.zip", zipped({"内.zip": b"x"}))], "还有压缩包"),
    ],
)
def test_refused_upload_says_why(client: Client, curator: User, files, sentence: str):
    client.force_login(curator)
    answer = upload(client, *files)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not IntakeBatch.objects.exists()


def test_faulty_archives_are_lines_and_the_rest_is_taken(
    client: Client, curator: User, django_capture_on_commit_callbacks
):
    client.force_login(curator)
    files = [
        ("坏.zip", b"nothing"),
        ("外.zip", zipped({"内.zip": b"x"})),
        ("好.zip", zipped({"甲.txt": SPEECH.encode(), "合影.jpg": b"x"})),
        ("乙.txt", SPEECH[:400].encode()),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        answer = upload(client, *files)
    page = soup_of(client.get(answer.url))
    faults = [item.get_text() for item in page.select("#faults li")]
    assert [text.split("：")[0] for text in faults] == ["坏.zip", "外.zip"]
    assert "已经损坏" in faults[0]
    assert "还有压缩包“内.zip”" in faults[1]
    (skipped,) = [row.get_text() for row in page.select("tbody tr") if "合影.jpg" in row.get_text()]
    assert "略过" in skipped
    assert SourceDocument.objects.count() == 2
    assert "5 / 5 篇" in page.get_text()
    assert "略过 1 个不是讲话稿的文件" in page.get_text()


def test_a_thousand_and_one_files_are_refused_with_a_sentence(client: Client, curator: User):
    client.force_login(curator)
    answer = upload(client, *((f"{n}.txt", b"a") for n in range(1001)))
    assert answer.status_code == 422
    assert "最多收 1,000 个文件" in answer.content.decode()


def test_swapped_progress_equals_reloaded_page(
    client: Client, office: Office, curator: User, django_capture_on_commit_callbacks
):
    client.force_login(curator)
    batch = take_in(office, curator, ("a.txt", SPEECH.encode()), ("b.doc", b"x"), is_read=False)
    page = soup_of(client.get(batch.get_absolute_url()))
    assert page.select_one("#intake-batch")["hx-trigger"] == "every 1s"
    with django_capture_on_commit_callbacks(execute=True):
        call_command("import_speeches", "--resume")
    swap(page, "#intake-batch", client.get(reverse("intake-progress", args=[batch.pk])))
    reloaded = soup_of(client.get(batch.get_absolute_url()))
    assert page.select_one("main").prettify() == reloaded.select_one("main").prettify()
    waiting = [each.select_one("#intake-waiting").prettify() for each in (page, reloaded)]
    assert waiting[0] == waiting[1]
    assert "待整理" in waiting[1]


def test_buttons_pause_and_cancel(client: Client, office: Office, curator: User):
    client.force_login(curator)
    batch = take_in(office, curator, is_read=False)
    for verb, state in (("pause", "paused"), ("resume", "running"), ("cancel", "cancelled")):
        answer = client.post(reverse(f"intake-{verb}", args=[batch.pk]), follow=True)
        batch.refresh_from_db()
        assert (answer.status_code, batch.state) == (200, state)


def test_source_is_readable_and_searchable(client: Client, office: Office, curator: User):
    client.force_login(curator)
    take_in(office, curator)
    source = SourceDocument.objects.get()
    page = main_of(client.get(f"{source.get_absolute_url()}?q=群众")).get_text()
    assert "一是始终把牢监督的政治方向。" in page
    form = main_of(client.get(reverse("intake-sources"))).select_one("form[role=search]")
    asked = {"q": "钉钉子", form.select_one("[type=hidden]")["name"]: "source"}
    assert source.title in main_of(client.get(form["action"], asked)).get_text()


def test_header_counts_what_waits(client: Client, office: Office, curator: User):
    client.force_login(curator)
    take_in(office, curator)
    link = soup_of(client.get("/")).select_one(f'header a[href="{LIST}"]')
    assert str(Candidate.objects.count()) in link.get_text()


def test_header_counts_the_proposals_that_wait(client: Client, office: Office, curator: User):
    client.force_login(curator)
    for state in (Entry.State.PENDING, Entry.State.ACTIVE):
        make_entry(office, f"推荐的{state}", "监督要盯住具体的事。", state=state)
    link = soup_of(client.get("/")).select_one('header a[href="/library/desk/"]')
    assert link.get_text(" ", strip=True) == "素材管理 1"


def test_command_takes_folders_archives_and_files(office: Office, curator: User, tmp_path: Path, capsys):
    (tmp_path / "年").mkdir()
    (tmp_path / "年" / "a.txt").write_text(SPEECH)
    (tmp_path / "年" / "~$a.docx").write_bytes(b"x")
    (tmp_path / "b.zip").write_bytes(zipped({"c.docx": docx(SPEECH.replace("半年", "年中"))}))
    (tmp_path / "d.doc").write_bytes(b"x")
    call_command("import_speeches", str(tmp_path), office=office.name)
    out, err = capsys.readouterr()
    assert "3 个文件，读了 2 篇（0 篇以前收过）" in out
    assert "d.doc" in err
    assert SourceDocument.objects.count() == 2
    assert SourceDocument.objects.first().uploader == curator


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"office": "没有的"}, "没有“没有的”这个单位"),
        ({"user": "nobody"}, "没有“nobody”这个用户"),
        ({"user": "drafter"}, "不是素材管理员"),
    ],
)
def test_command_says_what_is_wrong(
    curator: User, drafter: User, tmp_path: Path, options: dict, sentence: str
):
    (tmp_path / "a.txt").write_text(SPEECH)
    with pytest.raises(CommandError, match=sentence):
        call_command("import_speeches", str(tmp_path), **options)
    assert not IntakeBatch.objects.exists()


def test_command_with_a_path_that_is_not_there(curator: User, tmp_path: Path):
    with pytest.raises(CommandError, match="没有这个文件或文件夹"):
        call_command("import_speeches", str(tmp_path / "none"))
    with pytest.raises(CommandError, match="请写明"):
        call_command("import_speeches")


def test_silent_batch_says_so_and_is_taken_up(client: Client, office: Office, curator: User):
    batch = take_in(office, curator, is_read=False)
    client.force_login(curator)
    IntakeBatch.objects.update(pulse_at=timezone.now() - timedelta(seconds=20))
    assert "这一批在排队" in client.get(batch.get_absolute_url()).content.decode()
    IntakeBatch.objects.update(pulse_at=timezone.now())
    assert "这一批在排队" not in client.get(batch.get_absolute_url()).content.decode()


def test_a_file_that_gave_nothing_says_so(client: Client, curator: User, django_capture_on_commit_callbacks):
    client.force_login(curator)
    notice = "关于召开会议的通知\n请于明日上午九时到三楼会议室开会。\n".encode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = upload(client, ("通知.txt", notice))
    row = main_of(client.get(answer.url)).select_one("tbody tr").get_text(" ", strip=True)
    assert "没有找到能作素材的段落" in row


@pytest.mark.parametrize("name", ["exchange", "package-desk", "white-list", "secret-list"])
def test_the_curators_room_is_marked(client: Client, curator: User, name: str):
    client.force_login(curator)
    nav = soup_of(client.get(reverse(name))).select_one(".nav [aria-current=page]")
    assert nav.get_text(strip=True).startswith("素材管理")

"""Taking files in: each file for itself, again after a restart, never twice, never half."""

from datetime import timedelta

import pytest
from django.utils import timezone

from speeches.accounts.models import ActionLog, Office, User
from speeches.accounts.permissions import NotAllowed
from speeches.library.actions.intake import (
    Upload,
    cancel_intake,
    claim,
    pause_intake,
    read_file,
    read_intake,
    restart_intake,
    resume_intake,
    start_intake,
    take_up,
)
from speeches.library.indexing import count_stale
from speeches.library.intake.errors import IntakeError
from speeches.library.models import (
    Candidate,
    Entry,
    IntakeBatch,
    IntakeFile,
    Occasion,
    SourceDocument,
    Theme,
    Twin,
)
from tests.library.factories import make_entry, make_expression

from .factories import SPEECH, STORY, WITH_STORY, docx, take_in, zipped

State = IntakeFile.State


def states(batch: IntakeBatch) -> list[str]:
    return list(batch.files.values_list("state", flat=True))


def test_speech_is_kept_whole_and_its_material_waits(office: Office, curator: User):
    batch = take_in(office, curator)
    source = SourceDocument.objects.get()
    assert source.title == "在全市纪检监察机关半年工作会议上的讲话"
    assert "".join(source.text.split()) == "".join(SPEECH.split())
    assert batch.state == IntakeBatch.State.DONE
    assert set(batch.candidates.values_list("kind", flat=True)) == {"passage", "enumeration", "slogan"}
    assert not Entry.objects.exists()
    assert not IntakeFile.objects.exclude(data=b"").exists()


def test_same_speech_as_docx_and_as_text_is_taken_in_once(office: Office, curator: User):
    batch = take_in(office, curator, ("a.docx", docx()), ("b.txt", SPEECH.encode("gb18030")))
    first, second = batch.files.all()
    assert (first.is_known, second.is_known) == (False, True)
    assert "是同一篇" in second.error
    assert SourceDocument.objects.count() == 1


def test_archive_becomes_a_row_for_each_file_and_faults_do_not_stop_the_others(office: Office, curator: User):
    archive = zipped(
        {"好.txt": SPEECH.encode(), "旧.doc": b"x", "图.png": b"x", "空.txt": b"", "坏.docx": b"PK"}
    )
    batch = take_in(office, curator, ("历年.zip", archive))
    by_name = {file.filename: file for file in batch.files.all()}
    assert by_name["好.txt"].state == State.READY
    faults = {name: file.error for name, file in by_name.items() if file.state == State.FAILED}
    assert set(faults) == {"旧.doc", "空.txt", "坏.docx"}
    assert by_name["图.png"].state == State.SKIPPED
    assert "另存为 .docx" in faults["旧.doc"]
    assert "空的" in faults["空.txt"]
    assert all(sentence.endswith("。") for sentence in faults.values())
    assert batch.state == IntakeBatch.State.DONE


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "没有选择文件"),
        ([Upload("坏.zip", b"no archive")], "已经损坏"),
        ([Upload("外.zip", zipped({"内.zip": zipped({"a.txt": b"a"})}))], "还有压缩包"),
        ([Upload(f"{n}.txt", b"a") for n in range(1001)], "最多收 1,000 个文件"),
        ([Upload("外.zip", zipped({})), Upload("坏.zip", b"no")], "没有文件"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(office: Office, curator: User, files, sentence: str):
    with pytest.raises(IntakeError, match=sentence):
        start_intake(files, office=office, by=curator)
    assert not IntakeBatch.objects.exists()
    assert not IntakeFile.objects.exists()


def test_only_curators_take_in(office: Office, drafter: User, outsider: User):
    for person in (drafter, outsider):
        with pytest.raises(NotAllowed):
            start_intake([Upload("a.txt", SPEECH.encode())], office=office, by=person)


def test_fault_in_the_middle_keeps_nothing_of_that_file(office: Office, curator: User, monkeypatch):
    def broken(*args: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("speeches.library.actions.gathering.keep_twins", broken)
    batch = take_in(office, curator)
    assert "出了意外" in batch.files.get().error
    assert not SourceDocument.objects.exists()
    assert not Candidate.objects.exists()


def test_lease_keeps_others_away_and_expires(office: Office, curator: User):
    batch = take_in(office, curator, is_read=False)
    assert claim(batch.pk) is not None
    assert claim(batch.pk) is None
    batch.files.update(lease_until=timezone.now() - timedelta(seconds=1))
    again = claim(batch.pk)
    assert again.attempts == 2
    read_file(again)
    assert states(batch) == ["ready"]


def test_reader_that_lost_its_lease_keeps_nothing(office: Office, curator: User):
    batch = take_in(office, curator, is_read=False)
    slow = claim(batch.pk)
    batch.files.update(lease_until=timezone.now() - timedelta(seconds=1))
    read_file(claim(batch.pk))
    read_file(slow)
    assert SourceDocument.objects.count() == 1
    assert states(batch) == ["ready"]


def test_file_that_kills_its_reader_is_given_up(office: Office, curator: User):
    batch = take_in(office, curator, is_read=False)
    batch.files.update(attempts=3, state=State.READING, lease_until=timezone.now() - timedelta(seconds=1))
    read_intake.func(str(batch.pk), None)
    assert "中断了 3 次" in batch.files.get().error


def test_paused_batch_waits_and_goes_on(office: Office, curator: User, django_capture_on_commit_callbacks):
    batch = take_in(office, curator, is_read=False)
    pause_intake(batch, by=curator)
    read_intake.func(str(batch.pk), None)
    assert states(batch) == ["waiting"]
    with django_capture_on_commit_callbacks(execute=True):
        resume_intake(batch, by=curator)
    assert states(batch) == ["ready"]


def test_cancelled_batch_keeps_what_was_read(office: Office, curator: User):
    batch = take_in(office, curator, ("a.txt", SPEECH.encode()), ("b.txt", b"x"), is_read=False)
    read_file(claim(batch.pk))
    held = claim(batch.pk)
    cancel_intake(batch, by=curator)
    read_file(held)
    read_intake.func(str(batch.pk), None)
    assert states(batch) == ["ready", "cancelled"]
    assert batch.candidates.exists()
    assert not IntakeFile.objects.exclude(data=b"").exists()
    with pytest.raises(NotAllowed, match="已经结束"):
        pause_intake(batch, by=curator)


def test_work_broken_off_by_a_restart_is_taken_up(
    office: Office, curator: User, django_capture_on_commit_callbacks
):
    batch = take_in(office, curator, is_read=False)
    claim(batch.pk)
    batch.files.update(lease_until=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert take_up() == 1
    assert states(batch) == ["ready"]
    assert take_up() == 0


def test_slices_let_other_tasks_go_first(office: Office, curator: User):
    batch = take_in(
        office, curator, ("a.txt", SPEECH.encode()), ("b.txt", SPEECH[:300].encode()), is_read=False
    )
    # The immediate backend runs the following slices at once: all of it is read, a slice at a time.
    read_intake.func(str(batch.pk), 0)
    assert states(batch) == ["ready", "ready"]


def test_near_duplicates_of_the_library_and_of_each_other_are_told(office: Office, curator: User):
    passage = SPEECH.split("\n")[6].split("。", 1)[1]
    entry = make_entry(
        office, "专项监督", passage.replace("14次", "【次数】次").replace("230个", "【数据】个")
    )
    other = SPEECH.replace("230", "231").replace("128", "131")
    take_in(office, curator, ("a.txt", SPEECH.encode()), ("b.txt", other.encode()))
    assert Twin.objects.filter(entry=entry).count() == 2
    first, second = IntakeFile.objects.order_by("pk")
    assert second.duplicates == second.found
    assert Twin.objects.filter(candidate__file=second, other__file=first).exists()
    assert all(0.7 <= twin.likeness <= 1 for twin in Twin.objects.all())


def test_entries_of_strangers_are_no_twins(office: Office, curator: User):
    passage = SPEECH.split("\n")[6].split("。", 1)[1]
    stranger = Office.objects.create(name="别的单位")
    make_entry(stranger, "专项监督", passage, scope="subtree")
    take_in(office, curator)
    assert not Twin.objects.exists()


def test_trusted_source_goes_into_use_where_it_is_sure_and_new(office: Office, curator: User):
    occasion = Occasion.objects.create(name="半年工作会议")
    theme = Theme.objects.create(name="政治监督")
    take_in(office, curator, ("a.txt", WITH_STORY.encode()), is_trusted=True)
    accepted = Candidate.objects.filter(decision=Candidate.Decision.ACCEPTED)
    assert accepted.count() == Entry.objects.filter(state="active").count() > 0
    assert not Candidate.objects.filter(decision="", is_sure=True, twins=None).exists()
    assert not accepted.filter(is_sure=False).exists()
    assert Candidate.objects.get(decision="").original == STORY
    assert Entry.objects.filter(occasions=occasion).count() == accepted.count()
    assert set(Entry.objects.filter(themes=theme)) == set(Entry.objects.filter(title__contains="政治监督"))


def test_trusted_source_brings_nothing_in_twice(office: Office, curator: User):
    """The second file is read in the same slice as the first: what that one brought is found."""
    other = SPEECH.replace("230", "231").replace("128", "131")
    take_in(office, curator, ("a.txt", SPEECH.encode()), ("b.txt", other.encode()), is_trusted=True)
    first, second = IntakeFile.objects.order_by("pk")
    assert first.candidates.filter(decision="accepted").exists()
    assert not second.candidates.exclude(decision="").exists()
    assert Twin.objects.filter(candidate__file=second, entry__isnull=False).exists()
    assert count_stale() == 0


def test_outdated_wording_of_a_trusted_source_waits_to_be_seen(office: Office, curator: User):
    def accepted() -> set[str]:
        return set(Entry.objects.filter(state="active").values_list("text", flat=True))

    take_in(office, curator, is_trusted=True)
    word = "上半年"
    assert [text for text in accepted() if word in text]
    SourceDocument.objects.all().delete()
    Entry.objects.all().delete()
    make_expression(office, word, until=timezone.localdate())
    batch = take_in(office, curator, is_trusted=True)
    assert accepted()
    assert not [text for text in accepted() if word in text]
    assert batch.candidates.filter(decision="", is_sure=True, original__contains=word).exists()


def test_trust_ends_with_the_role(office: Office, curator: User):
    batch = take_in(office, curator, is_trusted=True, is_read=False)
    curator.memberships.all().delete()
    read_intake.func(str(batch.pk), None)
    assert states(batch) == ["ready"]
    assert not Entry.objects.exists()


def test_intake_is_logged(office: Office, curator: User):
    take_in(office, curator)
    assert ActionLog.objects.filter(verb="start-intake", actor=curator).exists()


def test_server_that_starts_again_takes_up_what_was_being_read(
    office: Office, curator: User, django_capture_on_commit_callbacks
):
    batch = take_in(office, curator, is_read=False)
    claim(batch.pk)
    IntakeBatch.objects.update(pulse_at=timezone.now())
    assert take_up() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert restart_intake() == 1
    assert states(batch) == ["ready"]

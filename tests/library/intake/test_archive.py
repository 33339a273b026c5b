"""Archives: what is refused, and that names lead nowhere."""

import struct
import zipfile
from io import BytesIO

import pytest

from speeches.library.intake.archive import MOST_FILES, check_archive, shown_name, unpack
from speeches.library.intake.errors import IntakeError

from .factories import zipped


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(IntakeError) as caught:
        check_archive(name, data)
    return str(caught.value)


def test_files_come_out_without_the_litter_of_computers():
    data = zipped({"2024/讲话.txt": b"a", "__MACOSX/._x": b"b", "~$讲话.docx": b"c", "Thumbs.db": b"d"})
    assert check_archive("a.zip", data) == 1
    assert [(each.name, each.data) for each in unpack("a.zip", data)] == [("讲话.txt", b"a")]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "/etc/passwd.txt", "C:\\x\\passwd.txt", "..\\passwd.txt"]
)
def test_names_lead_nowhere(name: str):
    assert [each.name for each in unpack("a.zip", zipped({name: b"a"}))] == ["passwd.txt"]


def test_disguising_marks_are_taken_out_of_names():
    assert shown_name("a/exe\u202etxt.docx") == "exetxt.docx"
    assert shown_name("..") == "未命名"


def test_names_in_gbk_are_read():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("XXXX.txt", b"a")
    data = buffer.getvalue().replace(b"XXXX", "讲话".encode("gb18030"))
    assert [each.name for each in unpack("a.zip", data)] == ["讲话.txt"]


def test_broken_archive_is_refused_with_a_sentence():
    assert "已经损坏" in refusal("坏.zip", b"PK\x03\x04 nothing")
    assert "已经损坏" in refusal("坏.zip", b"")


def test_nested_archive_is_refused_as_a_whole():
    sentence = refusal("外.zip", zipped({"a.txt": b"a", "里/内.zip": zipped({"b.txt": b"b"})}))
    assert "还有压缩包“内.zip”" in sentence


def test_empty_archive_is_refused():
    assert "没有文件" in refusal("空.zip", zipped({}))


def test_more_than_a_thousand_files_are_refused():
    data = zipped({f"{n}.txt": b"a" for n in range(MOST_FILES + 1)})
    assert "最多收 1,000 个文件，现在有 1,001 个" in refusal("多.zip", data)
    assert check_archive("满.zip", zipped({f"{n}.txt": b"a" for n in range(MOST_FILES)})) == MOST_FILES


def test_bomb_is_refused_by_its_directory_alone():
    assert "大得不正常" in refusal("炸.zip", zipped({"a.txt": b"0" * 30_000_000}))


def test_bomb_that_lies_about_its_size_gives_no_more_than_it_says():
    data = bytearray(zipped({"a.txt": b"0" * 30_000_000}))
    place = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 100)
    assert sum(len(each.data) for each in unpack("a.zip", bytes(data))) <= 100


def test_encrypted_archive_is_refused():
    data = bytearray(zipped({"a.txt": b"a"}))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    assert "加了密码" in refusal("锁.zip", bytes(data))


def test_one_damaged_file_does_not_spoil_the_others():
    data = zipped({"a.txt": "甲乙丙丁".encode() * 50, "b.txt": b"b"})
    place = data.index(b"a.txt") + 12
    broken = data[:place] + b"\xff\xff" + data[place + 2 :]
    first, second = unpack("a.zip", broken)
    assert "已经损坏" in first.fault
    assert second.data == b"b"

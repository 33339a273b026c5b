"""Packages that are not taken, each with its sentence; and that nothing is stored then."""

import base64
import hashlib
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.exchange.errors import ExchangeError
from speeches.library.exchange.keys import distrust_key, is_signed, make_key, new_pair, sign
from speeches.library.exchange.package import encoded, open_package, signature_of
from speeches.library.models import Entry, PackageImport, PackageKey, TrustedKey

from .files import parts_of, publish, send_package, take_package, told, upload, with_json, zipped


@pytest.fixture
def refused(writer: Client, trusted: None, office: Office) -> Callable[[bytes], str]:
    def send(data: bytes) -> str:
        answer = send_package(writer, data)
        assert answer.status_code == 422
        assert not PackageImport.objects.exists()
        assert not Entry.objects.filter(office=office).exists()
        return told(answer)

    return send


def resigned(data: bytes, key: PackageKey, **parts: bytes) -> bytes:
    """Change parts and sign anew: what a trusted publisher with a faulty program would send."""
    changed = {**parts_of(data), **{f"{name}.json": value for name, value in parts.items()}}
    manifest = json.loads(changed["manifest.json"])
    manifest["parts"] = {name: hashlib.sha256(changed[name]).hexdigest() for name in manifest["parts"]}
    changed["manifest.json"] = encoded(manifest)
    changed["signature.json"] = encoded(signature_of(key, changed["manifest.json"]))
    return zipped(changed)


def test_damaged_part_is_refused(refused: Callable, package: bytes):
    parts = parts_of(package)
    parts["entries.json"] = parts["entries.json"].replace("常态".encode(), "常熟".encode())
    assert "“entries.json”与清单不符" in refused(zipped(parts))


def test_cut_off_file_is_refused(refused: Callable, package: bytes):
    assert "损坏" in refused(package[: len(package) // 2])


def test_flipped_byte_is_refused_or_does_not_matter(package: bytes):
    """Times and flags of the zip are not signed, and mean nothing."""
    whole = open_package(package)
    for place in range(0, len(package), 7):
        data = bytearray(package)
        data[place] ^= 0x55
        try:
            found = open_package(bytes(data))
        except ExchangeError:
            continue
        assert found._replace(sha256="") == whole._replace(sha256="")


def test_changed_manifest_is_refused(refused: Callable, package: bytes):
    assert "签名不对" in refused(with_json(package, "manifest.json", office="海州市纪委监委"))


def test_forged_with_another_key_is_refused(refused: Callable, package: bytes, office: Office, curator: User):
    """The forger's own signature under the publisher's name, and under the publisher's public key."""
    forger = make_key(office, by=curator)
    forged = resigned(package, forger)
    assert "不在信任名单里" in refused(forged)
    signature = json.loads(parts_of(forged)["signature.json"])
    public = json.loads(parts_of(package)["signature.json"])["public_key"]
    assert "签名不对" in refused(with_json(forged, "signature.json", public_key=public))
    assert signature["public_key"] != public


@pytest.mark.parametrize(
    "fields",
    [
        {"signature": ""},
        {"signature": "?"},
        {"public_key": base64.b64encode(b"short").decode()},
        {"algorithm": "none"},
        {"public_key": None},
    ],
)
def test_nonsense_for_a_signature_is_refused(refused: Callable, package: bytes, fields: dict):
    assert "签名不对" in refused(with_json(package, "signature.json", **fields))


def test_unknown_key_is_told_with_its_fingerprint(
    writer: Client, package: bytes, key: PackageKey, office: Office
):
    page = told(send_package(writer, package))
    assert "不在信任名单里" in page
    assert "打电话核对指纹" in page
    assert not PackageImport.objects.exists()


def test_key_no_longer_trusted_is_refused(refused: Callable, package: bytes, curator: User):
    distrust_key(TrustedKey.objects.get(), by=curator)
    assert "不在信任名单里" in refused(package)


def test_trust_of_another_office_does_not_count(
    writer: Client, package: bytes, key: PackageKey, publisher: User
):
    TrustedKey.objects.create(
        office=publisher.office, name="自己", fingerprint=key.fingerprint, added_by=publisher
    )
    assert "不在信任名单里" in told(send_package(writer, package))


def test_newer_format_is_refused_before_anything_else(refused: Callable, package: bytes):
    page = refused(with_json(package, "manifest.json", format=3, parts={"new": "x"}))
    assert "第 3 版" in page
    assert "请先升级本系统" in page


@pytest.mark.parametrize("number", [0, "1", None, True, 1.5])
def test_nonsense_for_a_format_is_refused(refused: Callable, package: bytes, number: object):
    assert "不是执笔的素材包" in refused(with_json(package, "manifest.json", format=number))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../entries.json", "来路不明"),
        ("/etc/passwd", "来路不明"),
        ("..\\entries.json", "来路不明"),
        ("C:x", "来路不明"),
        ("nested/entries.json", "多了清单之外"),
        ("extra.json", "多了清单之外"),
    ],
)
def test_foreign_names_are_refused(refused: Callable, package: bytes, name: str, words: str):
    assert words in refused(zipped({**parts_of(package), name: b"[]"}))


def test_missing_part_is_refused(refused: Callable, package: bytes):
    parts = parts_of(package)
    del parts["withdrawn.json"]
    assert "缺少内容" in refused(zipped(parts))


def test_bombs_are_refused(refused: Callable, package: bytes):
    assert "大得不正常" in refused(zipped({**parts_of(package), "entries.json": b" " * 50_000_000}))
    assert "大得不正常" in refused(zipped({f"{n}.json": b"" for n in range(40)}))


@pytest.mark.parametrize(
    "data", [b"", b"text", b"PK\x03\x04", zipped({"a.txt": b"a"}), zipped({"manifest.json": b"["})]
)
def test_other_files_are_refused(refused: Callable, data: bytes):
    refused(data)


def test_too_large_a_file_is_refused(refused: Callable):
    assert "10 MB" in refused(b"PK" + b"0" * (10 * 1024 * 1024))


def changed_row(package: bytes, **fields: object) -> bytes:
    [row] = json.loads(parts_of(package)["entries.json"])
    return encoded([{**row, **fields}])


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "../1"},
        {"content": {"format": 1}},
        {"content": None},
        {"quality": 9},
        {"themes": [1]},
        {"valid_from": "去年"},
        {"title": "half \ud800"},
        {"title": "nul \0"},
    ],
)
def test_bad_row_of_a_trusted_publisher_is_refused(
    refused: Callable, package: bytes, key: PackageKey, fields: dict
):
    [row] = json.loads(parts_of(package)["entries.json"])
    rows = json.dumps([{**row, **fields}]).encode()
    refused(resigned(package, key, entries=rows))


@pytest.mark.parametrize("rows", [b"{", b"{}", b"[1]", b"null", b"[" * 100_000, b'"text"'])
def test_parts_of_another_shape_are_refused(refused: Callable, package: bytes, key: PackageKey, rows: bytes):
    refused(resigned(package, key, entries=rows))


@pytest.mark.parametrize("fields", [{"kind": "poem"}, {"title": "字" * 81}, {"function": ""}])
def test_row_that_no_entry_can_have_stores_nothing(
    writer: Client,
    trusted: None,
    office: Office,
    package: bytes,
    key: PackageKey,
    publisher: User,
    fields: dict,
):
    Entry.objects.all().delete()
    data = resigned(package, key, entries=changed_row(package, **fields))
    answer = send_package(writer, data)
    assert answer.status_code == 422
    assert "不合规" in told(answer)
    assert not Entry.objects.exists()


def test_same_number_twice_is_refused(refused: Callable, package: bytes, key: PackageKey):
    [row] = json.loads(parts_of(package)["entries.json"])
    assert "出现了两次" in refused(resigned(package, key, entries=encoded([row, row])))


def test_signature_is_good_for_its_message_only(key: PackageKey):
    signature = sign(key, b"a")
    assert is_signed(bytes(key.public), signature, b"a")
    assert not is_signed(bytes(key.public), signature, b"b")
    assert not is_signed(new_pair()[0], signature, b"a")


def test_other_secret_key_cannot_open_the_private_key(
    writer: Client, publisher: User, key: PackageKey, settings
):
    settings.SECRET_KEY = "another"
    writer.force_login(publisher)
    publish_url = reverse("package-export")
    Entry.objects.all().delete()
    with pytest.raises(Exception, match="SECRET_KEY"):
        publish(publisher)
    answer = writer.post(publish_url, {"kinds": Entry.Kind.values, "scope": "all"})
    assert answer.status_code == 422
    assert "SECRET_KEY" in told(answer)


def test_private_key_is_not_stored_in_the_open(key: PackageKey):
    assert bytes(key.sealed).startswith(b"gAAAA")
    assert len(bytes(key.public)) == 32


def test_wrong_role_gets_403_and_other_offices_404(
    client: Client, writer: Client, trusted: None, package: bytes, drafter: User, publisher: User
):
    arrival = take_package(writer, package)
    url = arrival.get_absolute_url()
    client.force_login(publisher)
    assert client.get(url).status_code == 404
    assert client.post(reverse("package-import-undo", args=[arrival.pk])).status_code == 404
    client.force_login(drafter)
    assert client.get(url).status_code == 403
    for name in ("package-export", "package-key-new", "trusted-key-add"):
        assert client.post(reverse(name)).status_code == 403
    assert client.get(reverse("package-desk")).status_code == 403
    assert client.post(reverse("package-import-new"), {"file": upload(package)}).status_code == 403

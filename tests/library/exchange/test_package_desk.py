"""The page of packages: the key, whom we trust, what goes out."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, User
from speeches.library.actions import NO_SORTING, Sorting, edit_entry
from speeches.library.exchange.keys import fingerprint, make_key, trust_key
from speeches.library.exchange.package import open_package
from speeches.library.models import Entry, PackageKey, Theme, TrustedKey
from tests.htmx import main_of
from tests.library.factories import make_entry, make_outline

from .files import counts_of, send_package, take_package, told

URL = reverse("package-desk")
EXPORT = reverse("package-export")
ALL = {"kinds": Entry.Kind.values, "scope": "all"}


def test_without_a_key_the_page_says_what_to_do(writer: Client):
    assert "还没有密钥" in told(writer.get(URL))
    answer = writer.post(EXPORT, ALL)
    assert answer.status_code == 422


def test_key_is_made_and_its_fingerprint_shown(writer: Client, office: Office):
    page = told(writer.post(reverse("package-key-new"), follow=True))
    key = PackageKey.objects.get()
    assert key.fingerprint in page
    assert key.fingerprint == fingerprint(bytes(key.public))
    assert len(key.fingerprint.replace(" ", "")) == 30


def test_another_key_is_made_only_after_what_follows_was_read(writer: Client, curator: User, office: Office):
    first, change = make_key(office, by=curator), reverse("package-key-change")
    answer = writer.post(reverse("package-key-new"), follow=True)
    assert PackageKey.objects.get() == first
    for words in ("重新核对新指纹", "已经发出的素材包不受影响", "可以换回来", first.fingerprint):
        assert words in told(answer)
    page = told(writer.post(change, follow=True))
    newest = PackageKey.objects.first()
    assert newest != first
    assert "以前的密钥 1 个" in page
    assert first.fingerprint in page
    assert newest.fingerprint in page


def test_a_key_changed_by_mistake_is_changed_back(writer: Client, curator: User, office: Office):
    make_entry(office)
    first, second = make_key(office, by=curator), make_key(office, by=curator)
    page = told(writer.post(reverse("package-key-back", args=[first.pk]), follow=True))
    assert second.fingerprint in page
    assert "以前的密钥 1 个" in page
    assert open_package(writer.post(EXPORT, ALL).content).fingerprint == first.fingerprint
    writer.post(reverse("package-key-back", args=[second.pk]))
    assert open_package(writer.post(EXPORT, ALL).content).fingerprint == second.fingerprint


def test_keys_of_other_offices_are_out_of_reach(writer: Client, key: PackageKey, drafter: User):
    back, change = reverse("package-key-back", args=[key.pk]), reverse("package-key-change")
    assert writer.post(back).status_code == 404
    writer.force_login(drafter)
    assert [writer.post(back).status_code, writer.post(change).status_code] == [403, 403]
    assert PackageKey.objects.get() == key


def test_newest_key_signs(writer: Client, curator: User, office: Office):
    make_entry(office)
    make_key(office, by=curator)
    newest = make_key(office, by=curator)
    assert open_package(writer.post(EXPORT, ALL).content).fingerprint == newest.fingerprint


def test_export_holds_what_was_chosen(writer: Client, curator: User, office: Office):
    make_key(office, by=curator)
    theme = Theme.objects.create(name="基层")
    make_entry(office, "发布的", scope="subtree").themes.add(theme)
    make_entry(office, "自己的", kind="slogan")
    make_entry(office, "草稿", state="draft")
    retired = make_entry(office, "停用的", state="retired")
    make_outline(office)

    def titles(**chosen: object) -> list[str]:
        package = open_package(writer.post(EXPORT, {**ALL, **chosen}).content)
        assert package.withdrawn == [str(retired.pk)]
        return sorted(row.get("title") or row["name"] for row in package.entries + package.outlines)

    assert titles() == ["发布的", "自己的"]
    assert titles(has_outlines="on") == ["半年工作会议讲话", "发布的", "自己的"]
    assert titles(scope="published") == ["发布的"]
    assert titles(kinds=["slogan"]) == ["自己的"]
    assert titles(themes=[theme.pk]) == ["发布的"]


def test_what_was_exported_last_is_shown(writer: Client, curator: User, office: Office):
    make_key(office, by=curator)
    make_entry(office)
    assert "上次导出" not in told(writer.get(URL))
    writer.post(EXPORT, ALL)
    assert "素材 1 条" in main_of(writer.get(URL)).select_one("#last-export").get_text()


def test_a_package_that_lags_behind_ours_asks_nothing(writer: Client, curator: User, office: Office):
    """Only we have changed the entry: the package says what ours said before."""
    entry, key = make_entry(office), make_key(office, by=curator)
    trust_key(office, "本单位另一台", key.fingerprint, by=curator)
    data = writer.post(EXPORT, ALL).content
    edit_entry(entry, "只有本单位改过。", by=curator, sorting=NO_SORTING)
    page = main_of(send_package(writer, data))
    assert "本单位改过，对方未变 1" in page.get_text(" ", strip=True)
    assert "不需要导入" in page.get_text()
    assert page.find("a", string="回到素材包")["href"] == URL


@pytest.mark.parametrize(
    "said",
    [
        {"quality": 3},
        {"valid_until": date(2030, 1, 1)},
        {"source": "另一次会议"},
        {"audience": "省"},
    ],
)
def test_what_ours_never_said_is_a_conflict(
    writer: Client, curator: User, office: Office, said: dict[str, Any]
):
    """The words are those of an earlier version of ours, what goes with them never was."""
    entry, key = make_entry(office), make_key(office, by=curator)
    trust_key(office, "本单位另一台", key.fingerprint, by=curator)
    Entry.objects.update(**said)
    data = writer.post(EXPORT, ALL).content
    edit_entry(entry, "只有本单位改过。", by=curator, sorting=NO_SORTING)
    assert counts_of(writer, data) == {"conflict": 1}


def test_themes_that_ours_never_had_are_a_conflict(writer: Client, curator: User, office: Office):
    theme = Theme.objects.create(name="作风", former_names=["作风建设"])
    entry, key = make_entry(office), make_key(office, by=curator)
    trust_key(office, "本单位另一台", key.fingerprint, by=curator)
    edit_entry(entry, entry.text, by=curator, sorting=Sorting([theme]))
    data = writer.post(EXPORT, ALL).content
    edit_entry(entry, "只有本单位改过。", by=curator, sorting=NO_SORTING)
    assert counts_of(writer, data) == {"kept": 1}
    # Called otherwise then, it is the same theme.
    entry.history.filter(version=2).update(sorted_as={"themes": ["作风建设"], "occasions": []})
    assert counts_of(writer, data) == {"kept": 1}
    for other in ({"themes": [], "occasions": []}, None):
        entry.history.filter(version=2).update(sorted_as=other)
        assert counts_of(writer, data) == {"conflict": 1}


def test_of_a_package_nothing_may_be_taken(writer: Client, package: bytes, trusted: None):
    (slogan,) = open_package(package).entries
    page = main_of(send_package(writer, package))
    assert page.select_one("[name=new_state][type=radio]")
    done = take_package(writer, package, skip=[slogan["id"]])
    assert "一条也没有采用" in told(writer.get(done.get_absolute_url()))
    assert "没有采用" in told(writer.get(URL))


def test_nothing_to_export_is_said(writer: Client, curator: User, office: Office):
    make_key(office, by=curator)
    answer = writer.post(EXPORT, ALL)
    assert answer.status_code == 422
    assert "没有可以导出的内容" in told(answer)


def test_entries_of_other_offices_never_go_out(
    writer: Client, curator: User, office: Office, province: Office
):
    make_key(office, by=curator)
    make_entry(office, "本单位的")
    make_entry(province, "省里发布的", scope="subtree")
    package = open_package(writer.post(EXPORT, ALL).content)
    assert [row["title"] for row in package.entries] == ["本单位的"]
    assert package.office == office.name


def test_trust_and_distrust(writer: Client, office: Office):
    add = reverse("trusted-key-add")
    digits = "12345-67890 12345 67890 12345 67890"
    writer.post(add, {"name": "清江省纪委监委", "fingerprint": digits})
    key = TrustedKey.objects.get()
    assert (key.fingerprint, key.office) == ("12345 67890 12345 67890 12345 67890", office)
    assert "已经在信任名单里" in told(writer.post(add, {"name": "又一次", "fingerprint": digits}))
    assert "清江省纪委监委" in told(writer.get(URL))
    writer.post(reverse("trusted-key-revoke", args=[key.pk]))
    assert "清江省纪委监委" not in told(writer.get(URL))
    assert writer.post(reverse("trusted-key-revoke", args=[key.pk])).status_code == 404


def test_wrong_digits_are_refused(writer: Client):
    for digits in ("", "12345", "abcde " * 6, "１２３４５ " * 6):
        answer = writer.post(reverse("trusted-key-add"), {"name": "省", "fingerprint": digits})
        assert answer.status_code == 422
    assert not TrustedKey.objects.exists()


def test_query_count_does_not_grow(
    writer: Client, office: Office, curator: User, django_assert_max_num_queries
):
    for n in range(15):
        TrustedKey.objects.create(office=office, name=str(n), fingerprint=str(n), added_by=curator)
    with django_assert_max_num_queries(13):
        writer.get(URL)

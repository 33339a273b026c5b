"""Proofreading in the editor: the panel 校对, findings left as they are, the gate before the final text."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import ActionLog, RoleName, User
from speeches.accounts.permissions import NotAllowed
from speeches.drafting import proofing
from speeches.drafting.actions import apply_change_set, pass_gate, set_facts
from speeches.drafting.gate import gate_of, gate_refusal
from speeches.drafting.models import Dismissal, Draft
from speeches.drafting.proof_pages import fix_label
from speeches.drafting.proofing import context_of, proof_of
from speeches.drafting.states import Verb
from speeches.library.models import Confusable, RuleSwitch, WhiteListEntry
from speeches.manuscript.parsing import parse
from tests.cast import make_person
from tests.htmx import HTMX

from .factories import change_set, make_draft, make_speech, upsert

pytestmark = pytest.mark.django_db

SPEECH = """在会议上的讲话
（2026年3月6日）
同志们：
我们要严格按步就班推进，大家要认真贯彻落实。
一、认清形势
形势很好，，成绩不小。
二、抓好落实
从现在抓起，一抓到底。"""


@pytest.fixture
def draft(client: Client, drafter: User) -> Draft:
    draft = make_speech(drafter, SPEECH)
    client.force_login(drafter)
    return draft


@pytest.fixture
def word(draft: Draft) -> Confusable:
    return Confusable.objects.create(office=draft.office, wrong="按步就班", right="按部就班")


def panel(client: Client, draft: Draft) -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse("draft-proof", args=[draft.pk])).content, "html.parser")


def row(page: BeautifulSoup, text: str) -> Tag:
    found = [one for one in page.select(".finding[data-rule]") if one["data-text"] == text]
    assert found, f"{text} is not listed: {[one['data-text'] for one in page.select('.finding[data-rule]')]}"
    return found[0]


def dismiss(client: Client, draft: Draft, text: str, **said: str) -> BeautifulSoup:
    identity = row(panel(client, draft), text).select_one("[data-dismiss]")["data-dismiss"]
    data = {"identity": identity, "reason": "local", "scope": "place", **said}
    response = client.post(reverse("finding-dismiss", args=[draft.pk]), data, headers=HTMX)
    return BeautifulSoup(response.content, "html.parser")


def listed(page: BeautifulSoup) -> list[str]:
    return [one["data-text"] for one in page.select(".finding[data-rule]")]


def rewrite(draft: Draft, old: str, new: str) -> None:
    paragraph = next(p for p in draft.manuscript().paragraphs if old in p.text)
    changed = replace(paragraph, text=paragraph.text.replace(old, new))
    draft.refresh_from_db()
    payload = change_set(draft, number=draft.sequence + 1, upserts=[upsert(changed)])
    apply_change_set(draft, author=draft.author, payload=payload)
    draft.refresh_from_db()


def test_a_wrong_word_is_listed_with_its_place_and_fix(
    client: Client, draft: Draft, word: Confusable
) -> None:
    page = panel(client, draft)
    found = row(page, "按步就班")
    paragraph = next(p for p in draft.manuscript().paragraphs if "按步就班" in p.text)
    assert found["data-key"] == paragraph.key
    assert paragraph.text[int(found["data-start"]) : int(found["data-end"])] == "按步就班"
    assert found.select_one("[data-fix]")["data-fix"] == "按部就班"
    assert found.find_parent("details")["id"] == "proof-must"
    assert page.select_one("#proof-count").get_text(strip=True) == str(
        len(page.select("#proof-must .finding[data-rule], #proof-should .finding[data-rule]"))
    )


def test_a_clean_text_says_so(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    draft = make_draft(drafter, parse("在会议上的讲话\n同志们：\n我讲一点意见。").manuscript)
    page = panel(client, draft)
    assert "没有发现问题" in page.get_text()
    assert page.select_one("#proof-count").has_attr("hidden")


def test_a_text_too_long_is_not_read(client: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofing, "LONGEST", 10)
    assert "没有校对" in panel(client, draft).get_text()
    assert "太长" in gate_refusal(draft)


def test_identical_findings_are_counted_together(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    text = "在会议上的讲话\n同志们：\n要按步就班推进。\n不能按步就班拖延。\n谢谢大家！"
    draft = make_speech(drafter, text)
    Confusable.objects.create(office=draft.office, wrong="按步就班", right="按部就班")
    rows = panel(client, draft).select(".finding[data-text=按步就班]")
    assert len({one["id"] for one in rows}) == 2
    assert all("同样的都改（2）" in one.get_text() for one in rows)


def test_a_dismissal_survives_edits_elsewhere_and_dies_with_its_words(
    client: Client, draft: Draft, word: Confusable
) -> None:
    page = dismiss(client, draft, "按步就班")
    assert "按步就班" not in listed(page)
    assert "地方提法" in page.select_one("#proof-left").get_text()
    rewrite(draft, "从现在抓起", "从今天抓起")
    rewrite(draft, "贯彻落实", "贯彻下去、落实到位")
    assert "按步就班" not in listed(panel(client, draft))
    rewrite(draft, "严格按步就班", "再也不能按步就班")
    assert "按步就班" in listed(panel(client, draft))
    assert ActionLog.objects.filter(verb="draft-dismiss-finding", target_id=str(draft.pk)).count() == 1


def test_a_dismissal_for_the_draft_covers_every_place(client: Client, draft: Draft, word: Confusable) -> None:
    rewrite(draft, "一抓到底", "也要按步就班抓到底")
    assert listed(panel(client, draft)).count("按步就班") == 2
    assert "按步就班" not in listed(dismiss(client, draft, "按步就班", scope="draft"))


def test_a_dismissal_is_taken_back(client: Client, draft: Draft, word: Confusable) -> None:
    dismiss(client, draft, "按步就班")
    url = reverse("dismissal-remove", args=[draft.pk, Dismissal.objects.get().pk])
    page = BeautifulSoup(client.post(url, headers=HTMX).content, "html.parser")
    assert "按步就班" in listed(page)
    assert page.select_one("#proof-left") is None


def test_the_white_list_holds_once_a_curator_has_confirmed(
    client: Client, draft: Draft, word: Confusable, curator: User
) -> None:
    dismiss(client, draft, "按步就班", scope="office", reason="rule")
    entry = WhiteListEntry.objects.get()
    assert entry.state == "proposed"
    other = make_speech(draft.author, SPEECH)
    assert "按步就班" in listed(panel(client, other))
    client.force_login(curator)
    client.post(reverse("white-list-decide", args=[entry.pk]), {"accept": "1"})
    client.force_login(draft.author)
    page = panel(client, other)
    assert "按步就班" not in listed(page)
    assert "单位白名单" in page.select_one("#proof-left").get_text()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"reason": ""}, "请选一个忽略的理由"),
        ({"reason": "mood"}, "请在列出的理由中选一个"),
        ({"scope": "world"}, "请在列出的范围中选一个"),
        ({"identity": "0" * 40}, "刚刚改过"),
    ],
)
def test_bad_dismissals_are_told(
    client: Client, draft: Draft, word: Confusable, said: dict[str, str], sentence: str
) -> None:
    page = dismiss(client, draft, "按步就班", **said)
    assert sentence in page.select_one("[role=alert]").get_text()
    assert "按步就班" in listed(page)
    assert not Dismissal.objects.exists()


def test_a_passage_is_no_entry_of_the_white_list(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    long = "各级党组织要对照清单逐项抓好落实，把任务分到岗、分到人，" * 6 + "务求实效。"
    draft = make_speech(drafter, f"在会议上的讲话\n同志们：\n{long}\n{long}")
    text = next(finding.text for finding in proof_of(draft).findings if len(finding.text) > 100)
    page = dismiss(client, draft, text, scope="office")
    assert "不能列入单位白名单" in page.select_one("[role=alert]").get_text()


def test_a_rule_switched_off_is_silent_in_the_office(
    client: Client, draft: Draft, word: Confusable, head: User
) -> None:
    rule = row(panel(client, draft), "按步就班")["data-rule"]
    client.force_login(head)
    assert client.post(reverse("rule-switch", args=[rule])).status_code == 200
    assert RuleSwitch.objects.get().office == draft.office
    assert "按步就班" not in listed(panel(client, draft))
    client.post(reverse("rule-switch", args=[rule]), {"on": "1"})
    assert "按步就班" in listed(panel(client, draft))


def test_only_a_changed_paragraph_is_read_again(draft: Draft, word: Confusable) -> None:
    proof_of(draft)
    before = proofing.kept[draft.pk][1].local
    rewrite(draft, "从现在抓起", "从今天抓起")
    proof_of(draft)
    after = proofing.kept[draft.pk][1].local
    same = [paragraph for paragraph in after if paragraph in before]
    assert len(same) == len(after) - 1
    assert all(after[paragraph] is before[paragraph] for paragraph in same)
    word.right = "按部就班地"
    word.save()
    proof_of(draft)
    assert any("按部就班地" in one.suggestions for one in proof_of(draft).findings)


def test_the_day_comes_from_fact_or_title_block(draft: Draft) -> None:
    assert str(context_of(draft).today) == "2026-03-06"
    set_facts(draft, author=draft.author, facts={"日期": "2027年1月2日"})
    assert str(context_of(Draft.objects.get(pk=draft.pk)).today) == "2027-01-02"
    set_facts(draft, author=draft.author, facts={"日期": "二〇二七年二月三日"})
    assert str(context_of(Draft.objects.get(pk=draft.pk)).today) == "2027-02-03"


def test_the_gate_lists_what_is_open_and_passes_with_a_reason(drafter: User) -> None:
    draft = make_speech(drafter)
    gate = gate_of(draft)
    assert [one.text for one in gate.places] == ["XX"]
    assert "待填（“XX”）" in gate_refusal(draft)
    with pytest.raises(NotAllowed, match="待填"):
        pass_gate(draft, by=drafter, verb=Verb.SUBMIT)
    pass_gate(draft, by=drafter, verb=Verb.SUBMIT, reason="数字会前由办公室填")
    entry = ActionLog.objects.get(verb="draft-pass-gate")
    assert entry.detail["places"] == ["XX"]
    assert entry.detail["reason"] == "数字会前由办公室填"


def test_the_gate_of_a_clean_draft_is_open(drafter: User) -> None:
    draft = make_draft(drafter, parse("在会议上的讲话\n同志们：\n我讲一点意见。").manuscript)
    assert gate_refusal(draft) == ""
    pass_gate(draft, by=drafter, verb=Verb.FINALISE)
    assert not ActionLog.objects.filter(verb="draft-pass-gate").exists()


def test_the_export_menu_tells_what_must_be_mended(client: Client, draft: Draft, word: Confusable) -> None:
    page = client.get(reverse("draft-gate", args=[draft.pk])).content.decode()
    assert "处必改" in page
    assert "按步就班" in page


def test_the_report_lists_all_and_what_was_left(client: Client, draft: Draft, word: Confusable) -> None:
    page = client.get(reverse("draft-proof-report", args=[draft.pk])).content.decode()
    assert "按步就班" in page
    assert "改为“按部就班”" in page
    dismiss(client, draft, "按步就班")
    page = client.get(reverse("draft-proof-report", args=[draft.pk])).content.decode()
    assert "已忽略" in page
    assert "地方提法" in page


def test_a_reader_sees_and_decides_nothing(
    client: Client, draft: Draft, word: Confusable, head: User
) -> None:
    identity = row(panel(client, draft), "按步就班").select_one("[data-dismiss]")["data-dismiss"]
    client.force_login(head)
    page = panel(client, draft)
    assert not page.select("[data-fix], [data-dismiss]")
    data = {"identity": identity, "reason": "local", "scope": "place"}
    assert client.post(reverse("finding-dismiss", args=[draft.pk]), data).status_code == 403


def test_outsider_gets_404(client: Client, draft: Draft, word: Confusable, outsider: User) -> None:
    dismiss(client, draft, "按步就班")
    client.force_login(outsider)
    for name in ("draft-proof", "draft-gate", "draft-proof-report", "draft-proof-file"):
        assert client.get(reverse(name, args=[draft.pk])).status_code == 404
    assert client.post(reverse("finding-dismiss", args=[draft.pk])).status_code == 404
    gone = reverse("dismissal-remove", args=[draft.pk, Dismissal.objects.get().pk])
    assert client.post(gone).status_code == 404
    mine = make_draft(outsider)
    elsewhere = reverse("dismissal-remove", args=[mine.pk, Dismissal.objects.get().pk])
    assert client.post(elsewhere).status_code == 404


def test_query_count(client: Client, draft: Draft, django_assert_max_num_queries: object) -> None:
    # What is new is counted the first time.
    panel(client, draft)
    with django_assert_max_num_queries(18):
        panel(client, draft)


def test_every_rule_is_on_the_help_page(client: Client, draft: Draft) -> None:
    page = BeautifulSoup(client.get(reverse("rule-list")).content, "html.parser")
    assert f"共 {len(page.select('.rule'))} 条" in page.get_text()
    assert all(button.has_attr("disabled") for button in page.select(".rule button"))


def test_only_who_leads_switches_rules(client: Client, draft: Draft) -> None:
    url = reverse("rule-switch", args=["residue.placeholder"])
    assert client.post(url).status_code == 403
    assert client.post(reverse("rule-switch", args=["no.such"])).status_code == 404
    admin = make_person("chief", "系统管理员", draft.office, RoleName.ADMIN)
    client.force_login(admin)
    assert client.post(url).status_code == 200


def test_a_wrong_count_is_named_once_in_the_export_menu(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    text = "讲话\n同志们：\n下面，我讲三点意见。\n一、学\n要学。\n二、做\n要做。"
    draft = make_speech(drafter, text)
    assert [one.text for one in gate_of(draft).musts] == ["三点意见"]
    assert "“三点意见”" in gate_refusal(draft)
    gate = client.get(reverse("draft-gate", args=[draft.pk])).content.decode()
    assert "三点意见" not in gate
    assert "校对没有别的必改项" in gate
    menu = client.get(reverse("draft-export-menu", args=[draft.pk])).content.decode()
    assert menu.count("三点意见") == 1


def test_a_count_said_twice_is_named_once(client: Client, drafter: User) -> None:
    client.force_login(drafter)
    text = "讲话\n同志们：\n要做到三个“始终”。一是始终学；二是始终做。\n三个“始终”很重要。"
    draft = make_speech(drafter, text)
    menu = BeautifulSoup(
        client.get(reverse("draft-export-menu", args=[draft.pk])).content.decode(), "html.parser"
    )
    told = [one.get_text() for one in menu.select(".message") if "对不上" in one.get_text()]
    assert len(told) == 1
    assert "（2 处）" in told[0]


@pytest.mark.parametrize(
    ("marked", "text", "label"),
    [
        ("浮燥", "浮躁", "改为“浮躁”"),
        ("“两个确立”伟大意义", "“两个确立”的决定性意义", "改为“‘两个确立’的决定性意义”"),
        ("“2+3”", "“3+3”", "改为“3+3”"),
        ("四风", "“四风”", "加上引号"),
        ("“四风”", "四风", "去掉引号"),
        ("要", "", "删去"),
    ],
)
def test_the_button_of_a_fix_says_what_changes(marked: str, text: str, label: str) -> None:
    assert fix_label(marked, text) == label

"""The triage: deciding, taking back, bulk; who may and who may not."""

import pytest
from django.test import Client
from django.urls import reverse

from speeches.accounts.models import Office, RoleName, User
from speeches.library.actions import record_use, write_text
from speeches.library.models import Candidate, Entry, Theme
from tests.cast import make_office, make_person
from tests.htmx import HTMX, main_of, soup_of, swap
from tests.library.factories import make_entry

from .factories import SPEECH, WITH_STORY, take_in

TRIAGE = "/library/intake/triage/"
PASSAGE = SPEECH.split("\n")[6].split("。", 1)[1]


@pytest.fixture
def candidate(office: Office, curator: User, client: Client) -> Candidate:
    """The passage on 政治监督, with the curator logged in."""
    client.force_login(curator)
    take_in(office, curator)
    return Candidate.objects.get(original__startswith="今年以来")


def values(candidate: Candidate, **changed: object) -> dict:
    return {"title": candidate.title, "kind": candidate.kind, "function": candidate.function, **changed}


def post(client: Client, verb: str, candidate: Candidate, **data: object):
    return client.post(reverse(f"triage-{verb}", args=[candidate.pk]), data, headers=HTMX)


def test_page_shows_queue_text_and_reasons(client: Client, candidate: Candidate):
    page = main_of(client.get(f"{TRIAGE}?at={candidate.pk}"))
    assert "识别依据：标题中有" in page.get_text() or "识别依据：上级标题中有" in page.get_text()
    assert "【次数】次" in page.select_one("#candidate-text").get_text()
    assert "14 → 【次数】" in page.select_one(".places").get_text()
    keys = {each["data-key"] for each in page.select("[data-key]")}
    assert {"a", "e", "m", "x", "j", "k"} <= keys
    candidate.refresh_from_db()
    assert candidate.seen_at is not None


def test_accepted_candidate_is_an_entry_in_use_with_its_source(client: Client, candidate: Candidate):
    theme = Theme.objects.create(name="政治监督")
    answer = post(client, "accept", candidate, **values(candidate, themes=[theme.pk], function="回顾"))
    assert answer.status_code == 200
    entry = Entry.objects.get()
    assert (entry.state, entry.function, entry.source_on.isoformat()) == ("active", "回顾", "2025-07-18")
    assert entry.source.startswith("《在全市纪检监察机关半年工作会议上的讲话》")
    assert "【次数】次" in entry.text
    assert "14次" not in entry.text
    assert list(entry.themes.all()) == [theme]
    assert soup_of(answer).select_one("li.on input")["value"] != str(candidate.pk)


def test_swapped_page_equals_reloaded_page(client: Client, candidate: Candidate):
    page = soup_of(client.get(f"{TRIAGE}?at={candidate.pk}"))
    waiting = page.select_one("#intake-waiting").get_text(strip=True)
    swap(page, "#triage", post(client, "drop", candidate))
    shown = page.select_one("li.on input")["value"]
    reloaded = soup_of(client.get(f"{TRIAGE}?at={shown}"))
    for each in (page, reloaded):
        each.select_one(".triage-notice").decompose()
        each.select_one(".triage-desk .triage-middle").attrs.pop("x", None)
    for part in ("header", "#triage"):
        assert page.select_one(part).prettify() == reloaded.select_one(part).prettify()
    assert page.select_one("#intake-waiting").get_text(strip=True) == str(int(waiting) - 1)


def test_edited_candidate_keeps_the_text_as_written(client: Client, candidate: Candidate):
    post(client, "accept", candidate, **values(candidate, text="监督要盯住具体的事。", mode="edit"))
    candidate.refresh_from_db()
    assert candidate.decision == Candidate.Decision.EDITED
    assert candidate.entry.text == "监督要盯住具体的事。"


def test_what_was_typed_is_kept_beside_the_candidate(client: Client, candidate: Candidate):
    theme = Theme.objects.create(name="没有说到的主题")
    typed = values(
        candidate, title="换了题目", kind="slogan", audience="县", themes=[theme.pk], text="改过。"
    )
    assert post(client, "keep", candidate, **typed).status_code == 204
    page = main_of(client.get(f"{TRIAGE}?at={candidate.pk}"))
    assert page.select_one("#candidate-text").get_text(strip=True) == "改过。"
    assert page.select_one("#sort-title")["value"] == "换了题目"
    assert page.select_one("#sort-audience [selected]")["value"] == "县"
    assert [box["value"] for box in page.select("[name=themes][checked]")] == [str(theme.pk)]
    client.post(reverse("triage-bulk"), {"verb": "accept", "chosen": [candidate.pk]}, headers=HTMX)
    entry = Entry.objects.get()
    assert (entry.title, entry.kind, entry.text, entry.audience) == ("换了题目", "slogan", "改过。", "县")
    assert list(entry.themes.all()) == [theme]


def test_what_cannot_be_read_is_not_kept_and_the_rest_is(client: Client, candidate: Candidate):
    typed = values(candidate, title="", function="没有这种", text="改过。")
    assert post(client, "keep", candidate, **typed).status_code == 204
    kept = Candidate.objects.get(pk=candidate.pk)
    assert (kept.title, kept.function, kept.text) == (candidate.title, candidate.function, "改过。")


def test_refused_candidate_shows_what_was_typed(client: Client, candidate: Candidate):
    answer = post(client, "accept", candidate, **values(candidate, title="", text="改过。", mode="edit"))
    assert answer.status_code == 422
    assert soup_of(answer).select_one("#candidate-edit").get_text(strip=True) == "改过。"


def test_taken_back_candidate_keeps_its_rewritten_text(client: Client, candidate: Candidate):
    post(client, "accept", candidate, **values(candidate, text="改过。", mode="edit"))
    client.post(reverse("triage-undo"), headers=HTMX)
    post(client, "keep", candidate, **values(candidate))
    candidate.refresh_from_db()
    assert candidate.text == "改过。"
    post(client, "reset", candidate)
    candidate.refresh_from_db()
    assert candidate.text.startswith("今年以来")


def test_text_of_a_merge_is_kept_apart(client: Client, candidate: Candidate):
    post(client, "keep", candidate, **values(candidate, text="合起来。", mode="merge"))
    candidate.refresh_from_db()
    assert candidate.text.startswith("今年以来")
    page = main_of(client.get(f"{TRIAGE}?at={candidate.pk}&mode=merge"))
    assert page.select_one("#merge-text").get_text(strip=True) == "合起来。"


def test_dropped_candidate_comes_back_by_undo(client: Client, candidate: Candidate):
    post(client, "drop", candidate)
    candidate.refresh_from_db()
    assert candidate.decision == Candidate.Decision.DROPPED
    answer = client.post(reverse("triage-undo"), headers=HTMX)
    candidate.refresh_from_db()
    assert candidate.is_waiting
    assert soup_of(answer).select_one("li.on input")["value"] == str(candidate.pk)


def test_what_undo_would_take_back_is_named(client: Client, candidate: Candidate):
    post(client, "drop", candidate)
    notice = main_of(client.get(TRIAGE)).select_one(".triage-notice").get_text(" ", strip=True)
    assert notice.startswith(f"上一步：不要“{candidate.title[:6]}")
    ids = list(Candidate.objects.filter(decision="").values_list("pk", flat=True))
    client.post(reverse("triage-bulk"), {"verb": "drop", "chosen": ids}, headers=HTMX)
    notice = main_of(client.get(TRIAGE)).select_one(".triage-notice").get_text(" ", strip=True)
    assert notice.startswith(f"上一步：不要 {len(ids)} 条")


def test_without_htmx_the_answer_is_an_address(client: Client, candidate: Candidate):
    answer = client.post(reverse("triage-drop", args=[candidate.pk]), {"show": "new"}, follow=True)
    ((address, status),) = answer.redirect_chain
    assert (status, address.startswith(f"{TRIAGE}?at="), address.endswith("&show=new")) == (302, True, True)
    assert "没有要“" in answer.content.decode()


def test_undo_takes_the_entry_back(client: Client, candidate: Candidate):
    post(client, "accept", candidate, **values(candidate))
    client.post(reverse("triage-undo"), headers=HTMX)
    assert not Entry.objects.exists()
    candidate.refresh_from_db()
    assert candidate.is_waiting


def test_undo_is_refused_once_the_entry_is_used(client: Client, candidate: Candidate, curator: User):
    post(client, "accept", candidate, **values(candidate))
    record_use(Entry.objects.get(), 7, curator)
    answer = client.post(reverse("triage-undo"), headers=HTMX)
    assert "不能撤销" in answer.content.decode()
    assert Entry.objects.count() == 1


def test_merging_writes_a_new_version_and_undo_restores_it(
    client: Client, candidate: Candidate, office: Office, curator: User
):
    entry = make_entry(office, "政治监督", "旧的写法。")
    entry.refresh_from_db()
    post(client, "merge", candidate, entry=str(entry.pk), text="新的写法。")
    entry.refresh_from_db()
    assert (entry.text, entry.version) == ("新的写法。", 2)
    client.post(reverse("triage-undo"), headers=HTMX)
    entry.refresh_from_db()
    assert entry.text == "旧的写法。"


def test_merge_shows_the_difference_and_finds_others(client: Client, office: Office, curator: User):
    make_entry(office, "专项监督", PASSAGE.replace("重大部署", "重要部署"))
    make_entry(office, "完全不同", "群众满意才是满意。")
    client.force_login(curator)
    take_in(office, curator)
    twin = Candidate.objects.get(original__startswith="今年以来")
    page = main_of(client.get(f"{TRIAGE}?at={twin.pk}&mode=merge&q=完全"))
    assert page.select("fieldset .twin del")
    assert page.select("fieldset .twin ins")
    assert "完全不同" in page.select_one("#merge-choices").get_text()
    assert page.select_one("#merge-choices .twin del").get_text() == "群众满意才是满意。"
    assert page.select_one("#merge-choices .twin ins").get_text(strip=True).startswith("今年以来")


def test_merging_into_another_candidate(client: Client, candidate: Candidate):
    other = Candidate.objects.exclude(pk=candidate.pk).first()
    post(client, "merge", candidate, other=other.pk)
    candidate.refresh_from_db()
    assert (candidate.decision, candidate.merged_into) == (Candidate.Decision.MERGED, other)


def test_merge_without_target_says_so(client: Client, candidate: Candidate):
    answer = post(client, "merge", candidate)
    assert answer.status_code == 422
    assert "请先选定" in answer.content.decode()


def test_suggested_placeholder_is_undone_alone(client: Client, candidate: Candidate):
    names = [place.text for place in candidate.places]
    answer = client.post(reverse("triage-place", args=[candidate.pk, names.index("14")]), headers=HTMX)
    text = soup_of(answer).select_one("#candidate-text").get_text()
    assert "监督14次" in text
    assert "【数据】个" in text
    assert client.post(reverse("triage-place", args=[candidate.pk, 99]), headers=HTMX).status_code == 404


def test_bulk_puts_unseen_ones_into_drafts_and_seen_ones_into_use(client: Client, candidate: Candidate):
    client.get(f"{TRIAGE}?at={candidate.pk}")
    ids = list(Candidate.objects.values_list("pk", flat=True))
    answer = client.post(reverse("triage-bulk"), {"verb": "accept", "chosen": ids}, headers=HTMX)
    assert f"已入库 {len(ids)} 条" in answer.content.decode()
    assert list(Entry.objects.filter(state="active").values_list("candidates", flat=True)) == [candidate.pk]
    assert Entry.objects.filter(state="draft").count() == len(ids) - 1


@pytest.mark.parametrize("verb", ["accept", "drop"])
def test_step_on_many_is_taken_back_at_once(client: Client, candidate: Candidate, verb: str):
    first, *ids = Candidate.objects.values_list("pk", flat=True)
    post(client, "drop", Candidate.objects.get(pk=first))
    client.post(reverse("triage-bulk"), {"verb": verb, "chosen": ids}, headers=HTMX)
    answer = client.post(reverse("triage-undo"), headers=HTMX)
    assert f"已撤销 {len(ids)} 条" in soup_of(answer).select_one(".triage-notice").get_text()
    assert set(Candidate.objects.filter(decision="").values_list("pk", flat=True)) == set(ids)
    assert not Entry.objects.exists()
    client.post(reverse("triage-undo"), headers=HTMX)
    assert not Candidate.objects.exclude(decision="").exists()


def test_what_was_used_since_stays_when_the_step_is_taken_back(
    client: Client, candidate: Candidate, curator: User
):
    ids = list(Candidate.objects.values_list("pk", flat=True))
    client.post(reverse("triage-bulk"), {"verb": "accept", "chosen": ids}, headers=HTMX)
    used = Candidate.objects.get(pk=candidate.pk).entry
    record_use(used, 7, curator)
    answer = client.post(reverse("triage-undo"), headers=HTMX)
    assert "另有 1 条入库后已被改动或使用" in answer.content.decode()
    assert list(Entry.objects.all()) == [used]


def test_trust_does_not_stand_for_a_look_at_what_was_unsure(client: Client, office: Office, curator: User):
    batch = take_in(office, curator, ("a.txt", WITH_STORY.encode()), is_trusted=True)
    in_use = set(Entry.objects.values_list("pk", flat=True))
    client.force_login(curator)
    ids = list(batch.candidates.filter(decision="").values_list("pk", flat=True))
    answer = client.post(reverse("triage-bulk"), {"verb": "accept", "chosen": ids}, headers=HTMX)
    assert f"其中 {len(ids)} 条没有看过，先存为草稿" in answer.content.decode()
    assert set(Entry.objects.filter(state="active").values_list("pk", flat=True)) == in_use


def test_what_went_into_use_unseen_is_listed_and_no_step_to_take_back(
    client: Client, office: Office, curator: User
):
    batch = take_in(office, curator, is_trusted=True)
    client.force_login(curator)
    listed = soup_of(client.get(batch.get_absolute_url())).select("#unseen a")
    assert {link.get_text() for link in listed} == set(Entry.objects.values_list("title", flat=True))
    assert "撤销上一步" not in client.get(TRIAGE).content.decode()


def test_bulk_without_choice_says_so(client: Client, candidate: Candidate):
    assert client.post(reverse("triage-bulk"), {"verb": "drop"}, headers=HTMX).status_code == 422


@pytest.mark.parametrize(
    "data",
    [{"function": "没有这种"}, {"title": ""}, {"kind": "x"}, {"themes": ["abc"]}, {"title": "长" * 81}],
)
def test_bad_sorting_is_refused_and_stores_nothing(client: Client, candidate: Candidate, data: dict):
    answer = post(client, "accept", candidate, **values(candidate, **data))
    assert answer.status_code == 422
    assert not Entry.objects.exists()


def test_decided_candidate_cannot_be_decided_again(client: Client, candidate: Candidate):
    post(client, "drop", candidate)
    answer = post(client, "accept", candidate, **values(candidate))
    assert "已经处理过了" in answer.content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "query", ["?at=abc", "?at=99999999999999999999", "?batch=x", "?kind=x&show=y", "?mode=zz"]
)
def test_odd_addresses_show_the_queue(client: Client, candidate: Candidate, query: str):
    assert client.get(TRIAGE + query).status_code == 200


def addresses(candidate: Candidate) -> list[str]:
    return [
        reverse("intake-batch", args=[candidate.batch_id]),
        reverse("intake-progress", args=[candidate.batch_id]),
        reverse("intake-bar", args=[candidate.batch_id]),
        reverse("intake-source", args=[candidate.document_id]),
    ]


def posts(candidate: Candidate) -> list[str]:
    return [
        *(reverse(f"intake-{verb}", args=[candidate.batch_id]) for verb in ("pause", "resume", "cancel")),
        *(
            reverse(f"triage-{verb}", args=[candidate.pk])
            for verb in ("accept", "drop", "merge", "keep", "reset")
        ),
        reverse("triage-place", args=[candidate.pk, 0]),
    ]


def test_drafters_are_refused(client: Client, candidate: Candidate, drafter: User):
    client.force_login(drafter)
    for address in [TRIAGE, reverse("intake-list"), reverse("intake-sources"), *addresses(candidate)]:
        assert client.get(address).status_code == 403
    for address in [
        *posts(candidate),
        reverse("triage-undo"),
        reverse("triage-bulk"),
        reverse("intake-list"),
    ]:
        assert client.post(address).status_code == 403
    assert "入库整理" not in client.get("/").content.decode()


def test_curators_elsewhere_see_nothing_of_it(client: Client, candidate: Candidate):
    client.force_login(make_person("away", "外地管理员", make_office("海州市纪委监委"), RoleName.CURATOR))
    assert [client.get(address).status_code for address in addresses(candidate)] == [404] * 4
    assert {client.post(address).status_code for address in posts(candidate)} == {404}
    assert "没有要整理的" in client.get(f"{TRIAGE}?at={candidate.pk}").content.decode()
    assert SPEECH[:12] not in client.get(reverse("intake-sources")).content.decode()
    client.post(reverse("triage-bulk"), {"verb": "drop", "chosen": [candidate.pk]})
    candidate.refresh_from_db()
    assert candidate.is_waiting


def test_visitor_is_sent_to_log_in(client: Client, candidate: Candidate):
    client.logout()
    assert client.get(TRIAGE).status_code == 302


def test_query_count(client: Client, candidate: Candidate, django_assert_max_num_queries):
    client.get(TRIAGE)
    with django_assert_max_num_queries(42):
        client.get(f"{TRIAGE}?at={candidate.pk}", headers=HTMX)


def two_alike(office: Office, curator: User) -> tuple[Candidate, Candidate]:
    """Take in two speeches that have one paragraph in common."""
    other = f"在专题会上的讲话\n同志们：\n{PASSAGE}\n就讲到这里，请大家回去以后抓紧落实，谢谢大家。\n"
    take_in(office, curator, ("a.txt", SPEECH.encode()), ("b.txt", other.encode()))
    first, second = Candidate.objects.filter(original__startswith=PASSAGE[:20]).order_by("pk")
    return first, second


def alike_of(client: Client, candidate: Candidate) -> str:
    page = main_of(client.get(f"{TRIAGE}?at={candidate.pk}"))
    chip = page.select_one("li.on .chip").get_text()
    twins = [twin.select_one("summary").get_text(" ", strip=True) for twin in page.select("aside .twin")]
    return f"{chip}｜{'；'.join(twins)}"


def test_both_of_two_alike_say_so_and_later_the_entry_is_named(client: Client, office: Office, curator: User):
    client.force_login(curator)
    first, second = two_alike(office, curator)
    for one, other in ((first, second), (second, first)):
        assert alike_of(client, one).startswith(f"重复 1｜{other.title[:12]}")
    post(client, "accept", first, **values(first, title="专项监督"))
    assert alike_of(client, second) == "近似 1｜专项监督 相近 100% · 在用"
    page = main_of(client.get(f"{TRIAGE}?at={second.pk}&mode=merge"))
    assert page.select_one(".targets input")["value"] == str(Entry.objects.get().pk)


def test_queue_of_what_is_alike_holds_both(client: Client, office: Office, curator: User):
    client.force_login(curator)
    both = two_alike(office, curator)
    for show, is_in in (("alike", True), ("new", False)):
        queue = soup_of(client.get(f"{TRIAGE}?show={show}")).select("[name=chosen]")
        assert [str(each.pk) in {box["value"] for box in queue} for each in both] == [is_in] * 2
    post(client, "accept", both[0], **values(both[0]))
    assert soup_of(client.get(f"{TRIAGE}?show=alike")).select(f"[name=chosen][value='{both[1].pk}']")


def test_paragraph_that_holds_an_entry_says_so(client: Client, office: Office, curator: User):
    held = (
        "监督不是挑刺，是替事业守住底线。哪里有权力，哪里就要有看得见的眼睛；"
        "哪里花公家的钱，哪里就要有算得清的账。"
    )
    added = (
        "去年冬天，两个乡的粮库先后换了管理员，交接清单写了三页纸，盘点却只用了一个下午，账面和库存对不上的地方直到开春才有人提起。"
        "后来我们把盘点改成三方到场，谁清点谁签字，谁签字谁负责，半年下来再没有出过一笔糊涂账。"
    )
    entry = make_entry(office, "守住底线", held)
    text = f"在专题会上的讲话\n同志们：\n{held}{added}\n就讲到这里，请大家回去以后抓紧落实。\n"
    take_in(office, curator, ("a.txt", text.encode()))
    client.force_login(curator)
    candidate = Candidate.objects.get(original__contains="粮库", kind="passage")
    chip, twins = alike_of(client, candidate).split("｜")
    assert chip == "包含 1"
    assert twins.startswith(f"{entry.title} 包含 ")


def shown(client: Client, show: str) -> set[str]:
    return {box["value"] for box in soup_of(client.get(f"{TRIAGE}?show={show}")).select("[name=chosen]")}


def test_queue_knows_what_came_into_the_library_since(
    client: Client, candidate: Candidate, office: Office, province: Office
):
    own = str(candidate.pk)
    assert own in shown(client, "new")
    entry = make_entry(office, text=candidate.original)
    assert own in shown(client, "alike")
    assert own not in shown(client, "new")
    write_text(entry, "说的完全是另一件事，与那一段没有什么相干。")
    entry.save()
    assert own in shown(client, "new")
    above = make_entry(province, text=candidate.original, scope="subtree")
    make_entry(make_office("不相干的单位"), text=candidate.original, scope="subtree")
    assert own in shown(client, "alike")
    above.scope = "own"
    above.save()
    assert own in shown(client, "new")

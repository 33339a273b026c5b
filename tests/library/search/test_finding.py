"""What search finds is what reading every entry finds, for each person; with and without statistics."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.accounts.models import Membership, Office, RoleName, User
from speeches.library.models import Entry, SearchRow, SearchStatistics
from speeches.library.search import rows, statistics, tolerance
from speeches.library.search.finding import CAP, NEAR_LIMIT, find
from speeches.library.search.labels import condition_for, label_of
from speeches.library.search.query import read_query
from speeches.library.search.rows import Order
from speeches.library.search.statistics import refresh_statistics
from tests.cast import make_office, make_person
from tests.library.factories import make_entry

from .conftest import WORDS, Collection, write_rows_at_once

pytestmark = pytest.mark.django_db
PEOPLE = ("county", "city", "curator", "province", "nobody")
QUERIES = (
    "监督",
    "群众 身边",
    "督执",
    "“两个维护”",
    "ab",
    "ＡＰＰ",
    "2026年",
    "腐",
    "。",
    "年轻干部 国企",
    "百分之十",
)


@pytest.fixture(params=["no statistics", "counted", "large"])
def _statistics(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every way a search may go: the whole index only; walks too; tiers too."""
    if request.param == "large":
        monkeypatch.setattr(statistics, "FEWEST_FOR_TIERS", 100)
        monkeypatch.setattr("speeches.library.search.planning.FEW", 0)
        monkeypatch.setattr("speeches.library.search.planning.WORTH_A_TIER", 1)
        monkeypatch.setattr(rows, "LONGEST_WALK", 300)
    if request.param != "no statistics":
        refresh_statistics()


@pytest.mark.usefixtures("_statistics")
@pytest.mark.parametrize("person", PEOPLE)
def test_found_is_what_brute_force_finds(collection: Collection, person: str) -> None:
    user = collection.people[person]
    for typed in QUERIES:
        query = read_query(typed)
        truth = collection.truth(user, list(query.words))
        found = find(query, condition_for(user, {}))
        ids = {str(identity) for identity in found.ids}
        assert found.is_near == (not truth and bool(ids))
        assert found.is_near or ids <= truth, typed
        assert len(ids) == len(found.ids)
        if not found.is_near:
            assert len(ids) == min(len(truth), CAP), typed
            assert found.count == min(len(truth), CAP), typed


@pytest.mark.usefixtures("_statistics")
@pytest.mark.parametrize("order", list(Order))
def test_the_first_ones_in_order_are_the_first_of_all(collection: Collection, order: Order) -> None:
    user = collection.people["curator"]
    visible = list(Entry.objects.visible_to(user).values_list("pk", flat=True))
    wanted = SearchRow.objects.filter(pk__in=visible)
    for words in ("", "监督"):
        columns = {"RELEVANCE": "-rank", "NEWEST": "-fresh_at", "MOST_USED": "-uses"}[order.name]
        by_hand = wanted.filter(text__contains=words).order_by(
            columns, *(["-rank"] if "uses" in columns else []), "id"
        )
        found = find(read_query(words), condition_for(user, {}), order=order)
        expected = list(by_hand.values_list("pk", flat=True)[:CAP])
        assert set(found.ids) == set(expected)
        if order is not Order.RELEVANCE:
            assert found.ids == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    person=st.sampled_from(PEOPLE),
    typed=st.lists(
        st.sampled_from([*WORDS, "监", "督执", "没有这", "%", "_", "'", '"', "\\", "A9", "O1"]), max_size=3
    ),
    wanted=st.fixed_dictionaries(
        {},
        optional={
            "kind": st.sampled_from(Entry.Kind.values),
            "function": st.sampled_from(Entry.Function.values),
            "state": st.sampled_from(Entry.State.values),
            "year": st.sampled_from([2024, 2026]),
        },
    ),
)
def test_nobody_ever_finds_what_they_may_not_see(
    collection: Collection, person: str, typed: list[str], wanted: dict
) -> None:
    user = collection.people[person]
    seen = set(Entry.objects.visible_to(user).values_list("pk", flat=True))
    found = find(
        read_query(" ".join(typed)),
        condition_for(user, {name: frozenset({label_of(name, value)}) for name, value in wanted.items()}),
    )
    assert set(found.ids) <= seen
    for entry in Entry.objects.filter(pk__in=found.ids[:5]):
        assert {entry.kind, entry.function, entry.state} >= {v for k, v in wanted.items() if k != "year"}


def test_piece_of_any_entry_finds_it(collection: Collection) -> None:
    hands, user = random.Random(3), collection.people["curator"]
    seen = list(Entry.objects.visible_to(user).order_by("text"))
    for entry in hands.sample(seen, 60):
        start = hands.randrange(max(1, len(entry.text) - 30))
        piece = entry.text[start : start + hands.randint(2, 30)]
        truth = collection.truth(user, list(read_query(piece).words))
        found = find(read_query(piece), condition_for(user, {}))
        assert entry.pk in found.ids or len(truth) > CAP


def test_whole_text_finds_its_entry_first(collection: Collection) -> None:
    user = collection.people["curator"]
    refresh_statistics()
    for entry in list(Entry.objects.visible_to(user).order_by("text"))[:40]:
        if len(entry.text) > 20:
            assert find(read_query(entry.text), condition_for(user, {})).ids[0] == entry.pk


def test_wrong_characters_are_tolerated(collection: Collection) -> None:
    hands, user = random.Random(4), collection.people["curator"]
    refresh_statistics()
    condition = condition_for(user, {})
    for entry in hands.sample(list(Entry.objects.visible_to(user).order_by("text")), 40):
        if len(entry.text) < 60:
            continue
        piece = entry.text[10:19]
        place = hands.randrange(1, 8)
        found = find(read_query(piece[:place] + "鑫" + piece[place + 1 :]), condition)
        assert found.is_near
        assert any(piece in Entry.objects.get(pk=pk).text for pk in found.ids)
        paste = "".join("鑫" if hands.random() < 0.1 else character for character in entry.text[:120])
        assert entry.pk in find(read_query(paste), condition).ids[:3] or "鑫" not in paste


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "%",
        "_",
        "\\",
        "'",
        "''",
        '"',
        "a' | 'b",
        "\0",
        "监\0督",
        "!(&|)",
        ":*",
        "x" * 100_000,
        "😀",
        "\ud800",
        "监",
        "$",
        "A1",
        " ".join("字" * n for n in range(1, 60)),
        "「」",
        "-- ;drop",
    ],
)
def test_nothing_that_is_typed_does_harm(collection: Collection, typed: str) -> None:
    user = collection.people["city"]
    query = read_query(typed)
    found = find(query, condition_for(user, {}))
    truth = collection.truth(user, list(query.words))
    assert found.is_near or found.count == min(CAP, len(truth))


def test_rows_follow_the_entries(collection: Collection) -> None:
    write_rows_at_once()
    entry = Entry.objects.first()
    assert SearchRow.objects.count() == Entry.objects.count()
    entry.text = "改成鑫字"
    entry.save()
    assert SearchRow.objects.get(pk=entry.pk).text.endswith("改成鑫字")
    entry.themes.clear()
    assert not [label for label in SearchRow.objects.get(pk=entry.pk).labels if label.startswith("T")]
    entry.delete()
    assert not SearchRow.objects.filter(pk=entry.pk).exists()


def test_without_the_row_of_statistics_all_is_found(collection: Collection) -> None:
    SearchStatistics.objects.all().delete()
    user = collection.people["city"]
    assert find(read_query("监督"), condition_for(user, {})).count


@pytest.fixture
def phrases(office: Office, curator: User) -> User:
    for title, text in (
        ("一体推进三不腐", "坚持不敢腐、不能腐、不想腐一体推进。"),
        ("忠诚干净担当", "要“忠诚、干净、担当”，敢抓敢管。"),
        ("打铁必须自身硬", "队伍要过硬。"),
        ("队伍建设", "打铁还需自身硬，打铁必须自身硬，必须打铁，自身必硬，必需。"),
        ("教育提醒", "打铁必需的是火候，自身硬不硬要看平时。"),
    ):
        make_entry(office, title, text)
    write_rows_at_once()
    return curator


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("不敢腐不能腐不想腐", "一体推进三不腐"),
        ("不敢腐，不能腐，不想腐", "一体推进三不腐"),
        ("不敢腐；不能腐。不想腐", "一体推进三不腐"),
        ("不想腐，不敢腐", "一体推进三不腐"),
        ("不敢腐不能腐 一体推进", "一体推进三不腐"),
        ("要忠诚、干净、担当敢抓敢管", "忠诚干净担当"),
    ],
)
def test_marks_do_not_matter(phrases: User, typed: str, title: str) -> None:
    for count in (lambda: None, refresh_statistics):
        count()
        found = find(read_query(typed), condition_for(phrases, {}))
        assert [Entry.objects.get(pk=pk).title for pk in found.ids] == [title]
        assert found.is_near


def test_what_stands_as_written_is_found_without_looking_further(phrases: User) -> None:
    found = find(read_query("不敢腐、不能腐、不想腐"), condition_for(phrases, {}))
    assert (found.count, found.is_near) == (1, False)


def test_a_near_title_comes_first(phrases: User) -> None:
    found = find(read_query("打铁必需自身硬"), condition_for(phrases, {}))
    assert Entry.objects.get(pk=found.ids[0]).title == "打铁必须自身硬"


@pytest.mark.parametrize(("trusted", "is_all"), [(25, False), (15, True)])
def test_in_a_large_library_twenty_trusted_rows_that_are_near_suffice(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, *, trusted: int, is_all: bool
) -> None:
    monkeypatch.setattr(statistics, "FEWEST_FOR_TIERS", 100)
    monkeypatch.setattr(tolerance, "LARGE", 100)
    user, phrase = collection.people["curator"], "麒麟送子到千家"
    for number in range(40):
        make_entry(user.office, f"第{number}条", phrase, quality=3 if number < trusted else 0)
    nearest = make_entry(user.office, phrase, phrase, quality=0)
    write_rows_at_once()
    refresh_statistics()
    SearchRow.objects.update(is_top=False)
    SearchRow.objects.filter(text__contains="麒麟", rank__gte=3).update(is_top=True)
    found = find(read_query("麒麟送孙到千家"), condition_for(user, {}))
    assert found.is_near
    assert len(found.ids) == NEAR_LIMIT
    assert (nearest.pk in found.ids) is is_all


def test_curator_of_many_offices_sees_theirs_and_what_is_published_above(office: Office) -> None:
    above = make_office("很多单位之上的单位", None)
    offices = [make_office(f"很多单位之{number}", above) for number in range(10)]
    hidden = make_office("不相干的单位", None)
    person = make_person("many", "管得多", offices[0], RoleName.CURATOR)
    for one in offices[1:]:
        Membership.objects.create(user=person, office=one, role=RoleName.CURATOR)
    draft = make_entry(offices[9], "草稿也看得到", "骉字号文稿", state=Entry.State.DRAFT)
    published = make_entry(above, "上级发布的", "骉字号发布", scope=Entry.Scope.SUBTREE)
    make_entry(above, "上级自用的", "骉字号自用")
    make_entry(hidden, "别家的", "骉字号别家", scope=Entry.Scope.SUBTREE)
    write_rows_at_once()
    assert set(find(read_query("骉字号"), condition_for(person, {})).ids) == {draft.pk, published.pk}

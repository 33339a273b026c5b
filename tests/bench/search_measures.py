"""What is measured of a loaded library, and how it is told."""

import json
import random
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from psutil import Process

from speeches.accounts.models import Office, User
from speeches.library.actions import Sorting, create_entry, edit_entry
from speeches.library.models import Entry, Occasion, SearchRow, Theme
from speeches.library.search import statistics as counting
from speeches.library.search.alike import find_alike
from speeches.library.search.facets import count_values
from speeches.library.search.finding import CAP, find
from speeches.library.search.folding import fold
from speeches.library.search.labels import Condition, condition_for, label_of, usable_by, visible_to
from speeches.library.search.loosely import MARKS
from speeches.library.search.query import read_query
from speeches.library.search.rows import Order
from speeches.library.search.statistics import frequencies
from speeches.library.search.suggesting import suggest
from speeches.manuscript.paragraph import Paragraph, Role
from speeches.manuscript.value import Manuscript
from tests.bench.search_loading import Library, kept, load, run
from tests.bench.search_peers import Tantivy, Trigrams, Words, is_built, make_table, peers
from tests.bench.search_queries import Asked, edited_pastes, mix, without_marks
from tests.bench.timing import Taken, p95, p95_work, times, told

FILTERS = (("kind", "passage"), ("function", "任务"), ("year", 2024), ("level", "市"), ("theme", 1))
SIZES = """
SELECT relname, pg_relation_size(oid) / 1e6 FROM pg_class WHERE relname LIKE 'search_words%'
OR relname IN ('library_searchrow', 'search_by_rank', 'search_by_freshness', 'search_by_use') ORDER BY 1"""
VISIBLE = """
SELECT text FROM library_searchrow WHERE labels && string_to_array('{}', ',') ORDER BY id LIMIT 3000"""


def measure(number: int, repeats: int, *, with_peers: bool, is_kept: bool, folder: Path) -> None:
    start = time.perf_counter()
    library = (kept(number) if is_kept else None) or load(number)
    tell(f"# {number} 条，装入 {time.perf_counter() - start:.0f} s，其中建索引 {library.build_seconds:.0f} s")
    tell("大小：" + "；".join(f"{name} {size:.0f} MB" for name, size in run(SIZES)))
    before = Process().memory_info().rss
    known = frequencies()
    tell(
        f"词频 {len(known.of)} 个，每个网页进程 {(Process().memory_info().rss - before) / 1e6:.0f} MB；"
        f"载入 {times(partial(counting._load, 1, 1), 3):.0f} ms"
    )
    slowest = {}
    for name, user in library.people.items():
        slowest[name] = tell_search(name, user, mix(sample_texts(user)), repeats)
        tell_pastes(user, sample_texts(user))
        tell_without_marks(user, sample_texts(user))
    tell_growth(slowest, number, folder.parent)
    tell_others(library, mix(sample_texts(library.people["100%"])))
    if with_peers:
        tell_peers(library.people["100%"], others_over(number, folder, is_kept=is_kept), repeats)


def tell(sentence: str) -> None:
    print(sentence, flush=True)


def sample_texts(user: User) -> list[str]:
    rows = run(VISIBLE.format(",".join(sorted(visible_to(user)))))
    return [text.partition("\n")[2] for (text,) in rows]


def search_time(
    user: User, asked: Asked, chosen: dict[str, frozenset[str]], order: Order, repeats: int
) -> Taken:
    """Time a search from the person to the ids, the labels of the person included."""

    def search() -> object:
        return find(read_query(asked.typed), condition_for(user, chosen), order=order)

    return times(search, repeats)


def tell_growth(slowest: dict[str, float], number: int, folder: Path) -> None:
    """Say how much longer a search takes than in a library of a tenth, where that was measured too."""
    (folder / f"{number}.json").write_text(json.dumps(slowest))
    smaller = folder / f"{number // 10}.json"
    if smaller.exists():
        before = json.loads(smaller.read_text())
        said = "；".join(f"看得到 {name} 的 {value / before[name]:.2f} 倍" for name, value in slowest.items())
        tell(f"p95（计算）与 {number // 10} 条时相比：{said}")


def tell_search(name: str, user: User, queries: list[Asked], repeats: int) -> float:
    """Times with and without a filter, by kind of query; then what was missed and what was wrong.

    The p95 of all searches by relevance is returned, in work.
    """
    plain, filtered, sorted_otherwise = [], [], []
    by_kind: dict[str, list[Taken]] = {}
    for place, asked in enumerate(queries):
        search_time(user, asked, {}, Order.RELEVANCE, 1)
        plain.append(search_time(user, asked, {}, Order.RELEVANCE, repeats))
        by_kind.setdefault(asked.kind, []).append(plain[-1])
        field, value = FILTERS[place % len(FILTERS)]
        filtered.append(
            search_time(user, asked, {field: frozenset({label_of(field, value)})}, Order.RELEVANCE, repeats)
        )
        order = (Order.NEWEST, Order.MOST_USED)[place % 2]
        sorted_otherwise.append(search_time(user, asked, {}, order, repeats))
    tell(f"看得到 {name}：{told(plain)}；加筛选 {told(filtered)}；按新旧或使用排 {told(sorted_otherwise)}")
    tell("   " + "；".join(f"{kind} {told(values)}" for kind, values in by_kind.items()))
    tell("   " + recall(condition_for(user, {}), queries))
    return p95_work([*plain, *filtered])


def truth(condition: Condition, words: Iterable[str]) -> set[object]:
    """Return what holds every word among what may be seen, by looking at every row."""
    rows = SearchRow.objects.all()
    for word in words:
        rows = rows.filter(text__contains=word)
    rows = rows.filter(labels__overlap=sorted(condition.groups[0]))
    return set(rows.values_list("pk", flat=True)[: 50 * CAP])


def recall(condition: Condition, queries: list[Asked]) -> str:
    exact, typed_wrong = [], []
    for asked in queries:
        (typed_wrong if asked.kind == "错字" else exact).append(asked)
    missed = wrong = 0
    for asked in exact:
        found = find(read_query(asked.typed), condition)
        ids = truth(condition, read_query(asked.typed).words)
        missed += found.count < CAP if len(ids) >= CAP else ids - set(found.ids) != set()
        wrong += len(ids) < 50 * CAP and set(found.ids) - ids != set()
    pasted = [asked for asked in exact if asked.kind == "整句"]
    first = sum(fold(asked.source) in texts(condition, asked, 1) for asked in pasted)
    near = sum(fold(asked.source) in texts(condition, asked, 20) for asked in typed_wrong)
    return (
        f"{len(exact)} 个照字面的查询：漏 {missed}，错 {wrong}；整句出处排第一 {first}/{len(pasted)}；"
        f"错一字找到原文 {near}/{len(typed_wrong)}"
    )


def texts(condition: Condition, asked: Asked, first: int) -> str:
    ids = find(read_query(asked.typed), condition).ids[:first]
    return "\n".join(SearchRow.objects.filter(pk__in=ids).values_list("text", flat=True))


def tell_pastes(user: User, sample: list[str]) -> None:
    condition, pastes = condition_for(user, {}), edited_pastes(sample)
    taken = [search_time(user, asked, {}, Order.RELEVANCE, 1) for asked in pastes]
    first = sum(texts(condition, asked, 1).endswith(fold(asked.source)) for asked in pastes)
    tell(f"   改动一成的整句 {len(pastes)} 个：原文排第一 {first}；{told(taken)}")


def tell_without_marks(user: User, sample: list[str]) -> None:
    condition, queries = condition_for(user, {}), without_marks(sample)
    taken = [search_time(user, asked, {}, Order.RELEVANCE, 3) for asked in queries]
    found = 0
    for asked in queries:
        rows = SearchRow.objects.filter(pk__in=find(read_query(asked.typed), condition).ids[:20])
        found += any(asked.typed in MARKS.sub("", row.text) for row in rows)
    tell(f"   跨标点而不写标点 {len(queries)} 个：前二十条里有 {found}；{told(taken)}")


def tell_others(library: Library, queries: list[Asked]) -> None:
    values = {
        "kind": [f"K{kind}" for kind in Entry.Kind.values],
        "function": [f"F{function}" for function in Entry.Function.values],
        "theme": library.themes,
        "year": [f"Y{year}" for year in range(2015, 2027)],
        "level": [f"L{level}" for level in Office.Level.values],
    }
    for name, person in library.people.items():
        condition = condition_for(person, {})
        counts = [partial(count_values, read_query(a.typed), condition, {}, values) for a in queries]
        tell(f"各筛选值计数（列表之后另取），看得到 {name}：{told(map(times, counts))}")
    user = library.people["100%"]
    sample = sample_texts(user)
    alike = [partial(find_alike, text, usable_by(user, {}), 10) for text in sample[:40]]
    tell(f"更像这一条：{told(map(times, alike))}")
    tell_suggestions(user, sample)
    created, edited_again = write_times(user, sample)
    tell(f"新建一条（连历史、主题、场合、日志）：{told(created)}；改一条：{told(edited_again)}")


def tell_suggestions(user: User, sample: list[str], number: int = 30) -> None:
    """Every third paragraph a heading, as in a long speech; the segmenter's dictionary is loaded before."""
    paragraphs = [
        Paragraph(f"k{place}", Role.HEADING, text[:12], level=1, series="一、")
        if place % 3 == 0
        else Paragraph(f"k{place}", Role.BODY, text)
        for place, text in enumerate(sample[:120])
    ]
    manuscript = Manuscript(paragraphs=tuple(paragraphs))
    suggest(manuscript, "k1", user)
    acts = [partial(suggest, manuscript, f"k{3 * place + 1}", user) for place in range(number)]
    tell(
        f"此处可用（120 段的稿子）：{told(map(times, acts))}；一处 {len(suggest(manuscript, 'k1', user))} 条"
    )


def write_times(user: User, sample: list[str], number: int = 100) -> tuple[list[Taken], list[Taken]]:
    """Time what curators do, history, log and index included: new entries, then a new version of each."""
    hands, entries = random.Random(5), []
    themes, occasions = list(Theme.objects.all()), list(Occasion.objects.all())

    def create() -> None:
        entry = Entry(office=user.office, title="写入一条", kind="passage", function="任务")
        sorting = Sorting(hands.sample(themes, 2), occasions[:1])
        entries.append(create_entry(entry, "".join(hands.sample(sample, 2))[:200], by=user, sorting=sorting))

    def edit(entry: Entry) -> None:
        edit_entry(entry, f"{entry.text}再添一句。", by=user, sorting=Sorting(themes[:1], occasions[:1]))

    created = [times(create) for _ in range(number)]
    changed = [times(partial(edit, entry)) for entry in entries]
    Entry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    return created, changed


def others_over(number: int, folder: Path, *, is_kept: bool) -> list[Trigrams | Words | Tantivy]:
    """Return the peers with their indexes built."""
    others = peers(folder)
    if is_kept and is_built(number, folder):
        for peer in others:
            if isinstance(peer, Tantivy):
                peer.open()
        return others
    make_table()
    for peer in others:
        seconds = times(peer.build) / 1000
        tell(f"{peer.name}：{peer.size() / 1e6:.0f} MB，建 {seconds:.0f} s")
    return others


def tell_peers(user: User, others: list[Trigrams | Words | Tantivy], repeats: int) -> None:
    """Everything again beside its peers, query by query in turn, so that the machine's moods are shared."""
    sample = sample_texts(user)
    ours: list[Taken] = []
    theirs: dict[str, list[Taken]] = {peer.name: [] for peer in others}
    for asked in mix(list(sample)):
        ours.append(search_time(user, asked, {}, Order.RELEVANCE, repeats))
        for peer in others:
            theirs[peer.name].append(times(partial(peer.ask, asked.typed), peer_repeats(peer, repeats)))
    tell(f"同一轮，看得到 100%：{told(ours)}")
    for name, values in theirs.items():
        tell(
            f"   {name}：{told(values)}；p95 是我们的 {p95(values) / p95(ours):.2f} 倍"
            f"（计算 {p95_work(values) / p95_work(ours):.2f} 倍）"
        )
    for peer in others:
        if isinstance(peer, Tantivy):
            tell_peer_pastes(peer, edited_pastes(sample))


def peer_repeats(peer: Trigrams | Words | Tantivy, repeats: int) -> int:
    return 1 if isinstance(peer, Trigrams) else repeats


def tell_peer_pastes(peer: Tantivy, pastes: list[Asked]) -> None:
    firsts = [(SearchRow.objects.get(pk=peer.ask_any(asked.typed)[0]).text, asked.source) for asked in pastes]
    found = sum(text.endswith(fold(source)) for text, source in firsts)
    tell(f"   {peer.name}，任一二字组 BM25：改动一成的整句，原文排第一 {found}/{len(pastes)}")

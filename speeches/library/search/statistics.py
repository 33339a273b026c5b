"""How often each lexeme stands in the rows, kept by every worker: so a search knows what it will cost.

Nothing depends on these numbers but speed: without them every search goes to the whole index.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task

from speeches.library.models import LexemeFrequency, SearchStatistics

# A lexeme that stands in fewer rows is told from a very rare one by nobody.
RARE = 20_000
SAMPLE = 100_000
TOP_SHARE = 0.05
FEWEST_FOR_TIERS = 5_000
EVERY = timedelta(hours=1)
THE_ONE = 1


@dataclass(frozen=True)
class Frequencies:
    version: int = 0
    rows: int = 0
    of: dict[str, int] = field(default_factory=dict)
    beginning: dict[str, int] = field(default_factory=dict)

    def share(self, lexeme: str) -> float:
        """Return the share of rows that hold a lexeme, at least that of the rarest ones counted."""
        return max(self.of.get(lexeme, 0) / self.rows, 1 / RARE) if self.rows else 0.0

    def share_of_any(self, lexemes: Iterable[str]) -> float:
        return min(1.0, sum(map(self.share, lexemes)))

    def share_beginning(self, character: str) -> float:
        """Return the most that the rows holding a character can be."""
        return min(1.0, self.beginning.get(character, 0) / self.rows) if self.rows else 0.0

    def is_known(self, lexeme: str) -> bool:
        return lexeme in self.of


STANDING = "SELECT version, rows, due_at FROM library_searchstatistics WHERE id = %s"

_lock = Lock()
_kept = Frequencies()


def frequencies() -> Frequencies:
    """Return the current frequencies: one small query, and a load when they were counted anew."""
    global _kept
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [THE_ONE])
        version, rows, due_at = cursor.fetchone() or (0, 0, None)
    if due_at and due_at < timezone.now() and is_due():
        count_anew.enqueue()
    if (_kept.version, _kept.rows) != (version, rows):
        with _lock:
            _kept = _load(version, rows)
    return _kept


def _load(version: int, rows: int) -> Frequencies:
    of = dict(LexemeFrequency.objects.values_list("lexeme", "rows"))
    beginning: Counter[str] = Counter()
    for lexeme, count in of.items():
        beginning[lexeme[0]] += count
    return Frequencies(version, rows, of, dict(beginning))


def is_due() -> bool:
    """Whether the numbers should be counted anew. Says so to one asker only."""
    now = timezone.now()
    due = SearchStatistics.objects.filter(pk=THE_ONE, due_at__lt=now)
    return bool(due.update(due_at=now + EVERY))


SINK_EXPIRED = """
SELECT library_search_entries(ARRAY(SELECT id FROM library_entry WHERE valid_until < current_date))"""
COPY_USES = """
UPDATE library_searchrow r
SET uses = n.uses, rank = r.rank - ln(1 + r.uses) + ln(1 + n.uses)
FROM (SELECT e.id, count(u.id)::int AS uses FROM library_searchrow e
      JOIN library_entryuse u ON u.entry_id = e.id GROUP BY e.id) n
WHERE n.id = r.id AND n.uses <> r.uses
"""
THRESHOLDS = """
SELECT percentile_disc(%(share)s) WITHIN GROUP (ORDER BY rank DESC),
    percentile_disc(%(share)s) WITHIN GROUP (ORDER BY fresh_at DESC),
    percentile_disc(%(share)s) WITHIN GROUP (ORDER BY uses DESC)
FROM library_searchrow
"""
MOVE_TIERS = """
UPDATE library_searchrow r
SET is_top = coalesce(rank > top_rank, false), is_recent = coalesce(fresh_at > recent_from, false),
    is_used = coalesce(uses > used_from, false)
FROM library_searchstatistics s
WHERE s.id = 1 AND (is_top, is_recent, is_used) IS DISTINCT FROM
    (coalesce(rank > top_rank, false), coalesce(fresh_at > recent_from, false),
     coalesce(uses > used_from, false))
"""
COUNT_LEXEMES = """
INSERT INTO library_lexemefrequency (lexeme, rows)
SELECT word, least(round(ndoc * %(factor)s), %(rows)s)::int FROM ts_stat(%(sample)s)
WHERE ndoc * %(factor)s >= %(least)s
"""
SAMPLED = (
    "SELECT library_bigrams(text, labels) FROM library_searchrow TABLESAMPLE BERNOULLI ({}) REPEATABLE (1)"
)


@task()
def count_anew() -> None:
    """Refresh the statistics, in a worker."""
    refresh_statistics()


@transaction.atomic
def refresh_statistics() -> int:
    """Copy the use counts, draw the tiers anew, count the lexemes; return how many rows there are.

    Lexemes are counted in a sample of at most 100,000 rows: some ten seconds, however large the library is.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS search_row_due IMMEDIATE")
        # Who writes an entry meanwhile reads the old thresholds: keep to one refresh at a time.
        cursor.execute("SELECT 1 FROM library_searchstatistics WHERE id = 1 FOR UPDATE")
        cursor.execute(SINK_EXPIRED)
        cursor.execute(COPY_USES)
        cursor.execute("SELECT count(*) FROM library_searchrow")
        (rows,) = cursor.fetchone()
        draw_tiers(rows)
        cursor.execute(MOVE_TIERS)
        count_lexemes(rows)
    return rows


def draw_tiers(rows: int) -> None:
    thresholds = (None, None, None)
    with connection.cursor() as cursor:
        if rows >= FEWEST_FOR_TIERS:
            cursor.execute(THRESHOLDS, {"share": TOP_SHARE})
            thresholds = cursor.fetchone()
    row = SearchStatistics.objects.filter(pk=THE_ONE).first() or SearchStatistics(pk=THE_ONE)
    row.version, row.rows, row.due_at = row.version + 1, rows, timezone.now() + EVERY
    row.top_rank, row.recent_from, row.used_from = thresholds
    row.save()


def count_lexemes(rows: int) -> None:
    share = min(1.0, SAMPLE / rows) if rows else 1.0
    values = {
        "factor": 1 / share,
        "rows": rows,
        "least": max(1, rows / RARE),
        "sample": SAMPLED.format(100 * share),
    }
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM library_lexemefrequency")
        cursor.execute(COUNT_LEXEMES, values)

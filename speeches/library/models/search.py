"""What search reads: one row a searchable thing, and how often each lexeme stands in them.

Triggers in the database (see the migration) keep the rows of entries in step with entries, themes and
occasions, whoever writes them: a form, Excel, a package, an intake of a thousand speeches. They write at the
end of a transaction; the rows of past speeches at once.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .intake import SourceDocument


class SearchRow(models.Model):
    """One thing that can be found; `id` is that of the thing.

    `text` is its title and text, folded. `labels` say what it is and who may see it (`search.labels`).
    `rank` is trust, use and freshness in one number, copied in batches as `uses` is: an index over a live
    counter would be rewritten with every insertion into a draft. `is_top`, `is_recent` and `is_used` mark the
    first twentieth in each order, which has an index of its own.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    text = models.TextField()
    labels = ArrayField(models.TextField())
    rank = models.FloatField(default=0)
    fresh_at = models.DateTimeField()
    uses = models.PositiveIntegerField(default=0)
    valid_from = models.DateField(null=True)
    retired_on = models.DateField(null=True)
    is_top = models.BooleanField(default=False)
    is_recent = models.BooleanField(default=False)
    is_used = models.BooleanField(default=False)
    # Of a past speech each line is a row (`line` of its text, from 1), and one is the whole speech (0).
    source = models.ForeignKey(
        SourceDocument, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    line = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["-rank", "id"], name="search_by_rank"),
            models.Index(fields=["-fresh_at", "id"], name="search_by_freshness"),
            models.Index(fields=["-uses", "-rank", "id"], name="search_by_use"),
            models.Index(
                fields=["source"], name="search_by_source", condition=models.Q(source__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.text.split("\n", 1)[0]


class SearchStatistics(models.Model):
    """The one row (id 1) that says from when the frequencies are and where each tier begins."""

    version = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    top_rank = models.FloatField(null=True)
    recent_from = models.DateTimeField(null=True)
    used_from = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.rows} 条，第 {self.version} 次统计"


class LexemeFrequency(models.Model):
    """In how many rows a lexeme stands: a bigram, or a label. What is rare has no row."""

    lexeme = models.TextField(primary_key=True)
    rows = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.lexeme} {self.rows}"

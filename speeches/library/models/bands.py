"""MinHash bands of entries and candidates: texts that share a band may be near-duplicates."""

from django.db import models

from .entry import Entry
from .intake import Candidate


class EntryFingerprint(models.Model):
    """Which text of an entry its bands are of, so that a changed entry is seen and read anew."""

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint"
    )
    digest = models.CharField(max_length=32)
    algorithm = models.PositiveIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "素材指纹"

    def __str__(self) -> str:
        return self.digest


class EntryBand(models.Model):
    band = models.BigIntegerField()
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "素材指纹段"
        indexes = (models.Index(fields=["band"], include=["entry"], name="entry_band_lookup"),)

    def __str__(self) -> str:
        return str(self.band)


class CandidateBand(models.Model):
    band = models.BigIntegerField()
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "待整理素材指纹段"
        indexes = (models.Index(fields=["band"], include=["candidate"], name="candidate_band_lookup"),)

    def __str__(self) -> str:
        return str(self.band)


class EntryPair(models.Model):
    """Two entries of one office that read alike. `is_distinct`: its curators want to keep both."""

    first = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    likeness = models.FloatField("相近")
    is_distinct = models.BooleanField("各有各用", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "相近的素材对"
        ordering = ("-likeness", "pk")
        constraints = (models.UniqueConstraint(fields=["first", "second"], name="one_pair_once"),)

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"

"""A word of a draft that its speaker might stumble over (难字), and how it is read."""

from django.db import models

from .draft import Draft

LONGEST_WORD, LONGEST_READING = 12, 40


class HardWord(models.Model):
    """The reading is pinyin, a syllable a character, or any short note."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="hard_words")
    text = models.CharField("字词", max_length=LONGEST_WORD)
    reading = models.CharField("读音", max_length=LONGEST_READING)

    class Meta:
        verbose_name = verbose_name_plural = "难字"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["draft", "text"], name="one_reading_of_a_word"),)

    def __str__(self) -> str:
        return f"{self.text}（{self.reading}）"

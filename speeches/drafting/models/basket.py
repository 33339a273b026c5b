"""The basket (素材篮): entries of the library that a person put aside for later, whatever draft is open."""

from django.conf import settings
from django.db import models

from speeches.library.models import Entry


class BasketItem(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="basket")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "素材篮"
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["user", "entry"], name="in_a_basket_once"),)

    def __str__(self) -> str:
        return str(self.entry)

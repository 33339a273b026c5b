"""What entries and outlines have in common: whose they are, who reads them, where they came from."""

from django.db import models
from django.db.models import Q

from speeches.accounts.models import Office, User


class Scope(models.TextChoices):
    OWN = "own", "本单位"
    SUBTREE = "subtree", "本单位及下级"


def own(user: User) -> Q:
    """What the person's offices keep themselves."""
    return Q(office__in=user.offices_as())


def published_from_above(user: User) -> Q:
    """What the offices above the person's own publish to those below them."""
    return Q(scope=Scope.SUBTREE, office__in=Office.objects.at_or_above(user.offices_as()))


class Shipped(models.Model):
    """A row that may come with the product. An upgrade renews it only while nobody here has edited it."""

    fixture_digest = models.CharField(max_length=64, blank=True, editable=False)
    # The version this row had when it was loaded; a local edit makes `version` another number.
    fixture_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField("版本", default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def is_edited_here(self) -> bool:
        return self.version != self.fixture_version

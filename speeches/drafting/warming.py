"""What a server process does beside its requests: loads tables of proofreading, learns offices' habits."""

import logging
from collections.abc import Iterable

from django.db import DatabaseError, connection

from speeches.library.lexicon import lexicon_for
from speeches.proofreading import warming
from speeches.proofreading.tables import tables

from . import habits
from .models import Draft

logger = logging.getLogger(__name__)
# Whose drafts were written last: their people come first after a start.
LAST_DRAFTS, MOST_OFFICES = 100, 4


def warm_up_and_learn() -> None:
    """Load dictionaries and the tables of those who write; then learn, as long as the process lives."""
    warming.warm_up()
    try:
        warm_tables(offices_writing())
    except DatabaseError:
        # Requests will say so, and load for themselves.
        logger.warning("tables were not warmed up", exc_info=True)
    while True:
        # Nothing is held while there is nothing to do.
        connection.close()
        learn_next()


def offices_writing() -> list[int]:
    last = Draft.objects.kept().order_by("-updated_at").values_list("office", flat=True)[:LAST_DRAFTS]
    return list(dict.fromkeys(last))[:MOST_OFFICES]


def warm_tables(offices: Iterable[int]) -> None:
    for office in offices:
        tables(lexicon_for(office))
        habits.statistics_for(office)


def learn_next() -> None:
    """Wait until somebody writes for an office whose texts are not known, and learn them."""
    office = habits.wanted.get()
    try:
        habits.learn(office)
    except Exception:
        habits.waiting.discard(office)
        logger.exception("the texts of office %s were not learned", office)

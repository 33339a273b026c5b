"""Times as people say them."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from speeches.accounts.templatetags.when import then, when

NOW = datetime(2026, 3, 6, 9, 42, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "刚刚"),
        (timedelta(minutes=2), "今天 09:40"),
        (timedelta(hours=10), "昨天 23:42"),
        (timedelta(days=2), "3月4日"),
        (timedelta(days=100), "2025年11月26日"),
        (timedelta(minutes=-5), "今天 09:47"),
    ],
)
def test_when(monkeypatch: pytest.MonkeyPatch, ago: timedelta, words: str):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    assert when(NOW - ago) == words


def test_what_follows_a_figure_is_set_apart():
    assert [then(time, "导入") for time in ("刚刚", "今天 09:40", "3月4日")] == [
        "刚刚导入",
        "今天 09:40 导入",
        "3月4日导入",
    ]

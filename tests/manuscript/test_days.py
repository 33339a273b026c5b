"""Days as they stand below a title, in a fact, in a file's name."""

import pytest

from speeches.manuscript.days import find_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("（2024年3月5日）", "2024-03-05"),
        ("二〇二三年一月十二日", "2023-01-12"),
        ("二○二三年十一月二十五日", "2023-11-25"),
        ("２０２４年４月９日", "2024-04-09"),
        ("2024.03.05", "2024-03-05"),
        ("2024-3-5 星期二", "2024-03-05"),
        ("2024年3月", "2024-03-01"),
        ("（2024年3月×日）", "2024-03-01"),
        ("2024年13月40日", "None"),
        ("2026年2月30日", "None"),
        ("2024年×月×日", "None"),
        ("没有日期", "None"),
    ],
)
def test_the_first_day_in_a_text(text: str, day: str) -> None:
    assert str(find_day(text)) == day

"""The field for how long a speech really took."""

from django import forms


def minutes_field() -> forms.DecimalField:
    return forms.DecimalField(
        label="实际讲了（分钟）",
        min_value=1,
        max_value=600,
        max_digits=5,
        decimal_places=1,
        error_messages={
            "required": "请写实际讲了多少分钟。",
            "invalid": "分钟请写数字，如 25 或 25.5。",
            "min_value": "至少 1 分钟。",
            "max_value": "最多 600 分钟。",
            "max_decimal_places": "分钟最多写一位小数。",
            "max_digits": "分钟最多写一位小数，如 25.5。",
        },
    )

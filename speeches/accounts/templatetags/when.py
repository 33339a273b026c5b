"""Times as people say them: 刚刚, 今天 09:42, 昨天 18:05, 3月6日, 2025年3月6日."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()

JUST_NOW = timedelta(minutes=1)


@register.filter
def when(moment: datetime) -> str:
    local, now = timezone.localtime(moment), timezone.localtime()
    days = (now.date() - local.date()).days
    if timedelta() <= now - local < JUST_NOW:
        return "刚刚"
    if days in (0, 1):
        return f"{('今天', '昨天')[days]} {local:%H:%M}"
    return date_format(local, "n月j日" if local.year == now.year else "Y年n月j日")


@register.filter
def then(time: str, rest: str) -> str:
    """Go on after a time: 刚刚导入, but 今天 09:42 导入."""
    return f"{time}{' ' if time[-1:].isdigit() else ''}{rest}"

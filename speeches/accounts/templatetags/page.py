"""What the frame of every page asks: where are we, and whose menu is it."""

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from speeches.accounts.models import Notice, RoleName, User
from speeches.accounts.permissions import SETTLERS

register = template.Library()


@register.simple_tag(takes_context=True)
def current(context: Context, *nouns: str) -> SafeString | str:
    """Mark the link of the room we are in: addresses are named noun-verb, the noun is the room's."""
    request: HttpRequest = context["request"]
    name = getattr(request.resolver_match, "url_name", "") or ""
    return mark_safe('aria-current="page"') if name.partition("-")[0] in nouns else ""


@register.filter
def curates(user: User) -> bool:
    return user.has_role(RoleName.CURATOR)


@register.filter
def leads_an_office(user: User) -> bool:
    return bool(user.offices_as(*SETTLERS))


@register.filter
def unread_notices(user: User) -> int:
    return Notice.objects.filter(person=user).unread().count()


@register.simple_tag
def notice_seconds() -> int:
    """Return after how many seconds a page asks whether there is news."""
    return settings.NOTICE_SECONDS

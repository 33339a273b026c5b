"""The line that tells people not to bring state secrets here."""

from django.conf import settings
from django.http import HttpRequest


def notice(request: HttpRequest) -> dict[str, str]:
    """Give every template `non_secret_notice`, empty when the office has switched it off."""
    return {"non_secret_notice": settings.NON_SECRET_NOTICE_TEXT if settings.NON_SECRET_NOTICE else ""}

"""A session that ended while a page stood open."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

Respond = Callable[[HttpRequest], HttpResponse]


def login_for_partials(get_response: Respond) -> Respond:
    """Send the whole page to the login, not the partial: else the login page would be swapped into a list.

    A page with unsaved words says X-Keep-Page: it stays, and tells by itself that the session has ended.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        address = response.headers.get("Location", "")
        if request.htmx and urlsplit(address).path == resolve_url(settings.LOGIN_URL):
            if "X-Keep-Page" in request.headers:
                return HttpResponse(status=204)
            page = request.htmx.current_url_abs_path or resolve_url("dashboard")
            return HttpResponse(headers={"HX-Redirect": redirect_to_login(page).url})
        return response

    return respond

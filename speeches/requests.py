"""Small guards that look at every request, and at what is logged about it."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from speeches.failures import NOT_A_PAGE, TOO_LARGE, answer

View = Callable[[HttpRequest], HttpResponse]


def refuse_huge_bodies(get_response: View) -> View:
    """Answer 413 before reading a body that no form of ours would take."""

    def respond(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= settings.BODY_LIMIT:
            return get_response(request)
        return answer(request, TOO_LARGE)

    return respond


def explain_wrong_method(get_response: View) -> View:
    """Say in words why an address that only takes what is sent cannot be opened."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_opened = request.method == "GET" and response.status_code == NOT_A_PAGE.status
        return answer(request, NOT_A_PAGE) if is_opened else response

    return respond


class NoFarewell(logging.Filter):
    """Drop the task worker's English line about being stopped: stopping it is everyday."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.name == "django_tasks_db" and str(record.msg).startswith("Received %s"))

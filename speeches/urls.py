"""Which room answers which address."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

ROOMS = (("accounts/", "accounts"), ("library/", "library"), ("drafts/", "drafting"), ("", "desk"))

handler400 = "speeches.failures.bad_request"
handler403 = "speeches.failures.permission_denied"
handler404 = "speeches.failures.page_not_found"
handler500 = "speeches.failures.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    *(
        path(prefix, include(f"speeches.{room}.urls"))
        for prefix, room in ROOMS
        if find_spec(f"speeches.{room}.urls") is not None
    ),
]

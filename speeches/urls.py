"""Which room answers which address."""

from importlib.util import find_spec

from django.urls import include, path

ROOMS = (("accounts/", "accounts"), ("library/", "library"), ("drafts/", "drafting"), ("", "desk"))

urlpatterns = [
    path(prefix, include(f"speeches.{room}.urls"))
    for prefix, room in ROOMS
    if find_spec(f"speeches.{room}.urls") is not None
]

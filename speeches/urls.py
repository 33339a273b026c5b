"""Which room answers which address."""

from django.contrib import admin
from django.urls import include, path

handler400 = "speeches.failures.bad_request"
handler403 = "speeches.failures.permission_denied"
handler404 = "speeches.failures.page_not_found"
handler500 = "speeches.failures.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("speeches.accounts.urls")),
    path("library/", include("speeches.library.urls")),
    path("drafts/", include("speeches.drafting.urls")),
    path("review/", include("speeches.review.urls")),
    path("", include("speeches.desk.urls")),
]

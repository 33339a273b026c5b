from django.urls import path

from .views import entries

urlpatterns = [
    path("", entries.entry_list, name="entry-list"),
    path("panel/", entries.entry_panel, name="entry-panel"),
    path("new/", entries.entry_new, name="entry-new"),
    path("preview/", entries.entry_preview, name="entry-preview"),
    path("outlines/", entries.outline_list, name="outline-list"),
    path("outlines/<uuid:outline_id>/", entries.outline_detail, name="outline-detail"),
    path("<uuid:entry_id>/", entries.entry_detail, name="entry-detail"),
    path("<uuid:entry_id>/edit/", entries.entry_edit, name="entry-edit"),
    path("<uuid:entry_id>/retire/", entries.entry_retire, name="entry-retire"),
    path("<uuid:entry_id>/activate/", entries.entry_activate, name="entry-activate"),
]

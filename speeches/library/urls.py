from django.urls import path

from . import views

urlpatterns = [
    path("", views.entry_list, name="entry-list"),
    path("panel/", views.entry_panel, name="entry-panel"),
    path("new/", views.entry_new, name="entry-new"),
    path("preview/", views.entry_preview, name="entry-preview"),
    path("outlines/", views.outline_list, name="outline-list"),
    path("outlines/<uuid:outline_id>/", views.outline_detail, name="outline-detail"),
    path("<uuid:entry_id>/", views.entry_detail, name="entry-detail"),
    path("<uuid:entry_id>/edit/", views.entry_edit, name="entry-edit"),
    path("<uuid:entry_id>/retire/", views.entry_retire, name="entry-retire"),
    path("<uuid:entry_id>/activate/", views.entry_activate, name="entry-activate"),
]

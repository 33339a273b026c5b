from django.urls import path

from . import views

urlpatterns = [
    path("returns/", views.return_inbox, name="return-inbox"),
    path("returns/<uuid:copy_id>/", views.return_detail, name="return-detail"),
    path("returns/<uuid:copy_id>/state/", views.return_state, name="return-state"),
    path("returns/<uuid:copy_id>/again/", views.return_again, name="return-again"),
    path("returns/<uuid:copy_id>/draft/", views.return_draft, name="return-draft"),
    path("returns/<uuid:copy_id>/take/", views.return_take, name="return-take"),
    path("<int:draft_id>/round-trip/", views.draft_round_trip, name="draft-round-trip"),
    path("<int:draft_id>/round-trip/copy/", views.draft_marked_copy, name="draft-marked-copy"),
    path("<int:draft_id>/round-trip/return/", views.return_add, name="return-add"),
]

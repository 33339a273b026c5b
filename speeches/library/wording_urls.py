from django.urls import path

from .views import quotations, wording

urlpatterns = [
    path("quotations/", quotations.quotation_list, name="wording-quotations"),
    path("quotations/new/", quotations.quotation_new, name="wording-quotation-new"),
    path("quotations/<int:quotation_id>/edit/", quotations.quotation_edit, name="wording-quotation-edit"),
    path(
        "quotations/<int:quotation_id>/remove/", quotations.quotation_remove, name="wording-quotation-remove"
    ),
    path(
        "quotations/<int:quotation_id>/put-back/",
        quotations.quotation_put_back,
        name="wording-quotation-put-back",
    ),
    path("<str:noun>/", wording.wording_list, name="wording-list"),
    path("<str:noun>/new/", wording.wording_new, name="wording-new"),
    path("<str:noun>/<uuid:wording_id>/", wording.wording_detail, name="wording-detail"),
    path("<str:noun>/<uuid:wording_id>/edit/", wording.wording_edit, name="wording-edit"),
    path("<str:noun>/<uuid:wording_id>/outdate/", wording.wording_outdate, name="wording-outdate"),
    path("<str:noun>/<uuid:wording_id>/retire/", wording.wording_retire, name="wording-retire"),
    path("<str:noun>/<uuid:wording_id>/activate/", wording.wording_activate, name="wording-activate"),
    path(
        "<str:noun>/<uuid:wording_id>/restore/<int:version>/", wording.wording_restore, name="wording-restore"
    ),
]

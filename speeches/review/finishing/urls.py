from django.urls import path

from speeches.review.views import finishing

urlpatterns = [
    path("archive/", finishing.draft_archive_list, name="draft-archive-list"),
    path("<int:draft_id>/final/", finishing.draft_finals, name="draft-finals"),
    path("<int:draft_id>/final/make/", finishing.draft_finalise, name="draft-finalise"),
    path("<int:draft_id>/final/<int:number>.docx", finishing.final_download, name="final-download"),
    path("<int:draft_id>/final/reopen/", finishing.final_reopen, name="final-reopen"),
    path("<int:draft_id>/final/spoken/", finishing.draft_spoken, name="draft-spoken"),
    path("<int:draft_id>/archive/", finishing.draft_archive, name="draft-archive"),
    path("<int:draft_id>/unarchive/", finishing.draft_unarchive, name="draft-unarchive"),
    path("<int:draft_id>/take-in/", finishing.draft_take_in, name="draft-take-in"),
]

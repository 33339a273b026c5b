"""Addresses of the intake (入库整理), below /library/intake/."""

from django.urls import path

from .views import intake, sources, triage

urlpatterns = [
    path("", intake.intake_list, name="intake-list"),
    path("batches/<uuid:batch_id>/", intake.intake_batch, name="intake-batch"),
    path("batches/<uuid:batch_id>/progress/", intake.intake_progress, name="intake-progress"),
    path("batches/<uuid:batch_id>/bar/", intake.intake_bar, name="intake-bar"),
    path("batches/<uuid:batch_id>/pause/", intake.intake_pause, name="intake-pause"),
    path("batches/<uuid:batch_id>/resume/", intake.intake_resume, name="intake-resume"),
    path("batches/<uuid:batch_id>/cancel/", intake.intake_cancel, name="intake-cancel"),
    path("triage/", triage.intake_triage, name="intake-triage"),
    path("triage/undo/", triage.triage_undo, name="triage-undo"),
    path("triage/bulk/", triage.triage_bulk, name="triage-bulk"),
    path("triage/<int:candidate_id>/accept/", triage.triage_accept, name="triage-accept"),
    path("triage/<int:candidate_id>/keep/", triage.triage_keep, name="triage-keep"),
    path("triage/<int:candidate_id>/reset/", triage.triage_reset, name="triage-reset"),
    path("triage/<int:candidate_id>/drop/", triage.triage_drop, name="triage-drop"),
    path("triage/<int:candidate_id>/merge/", triage.triage_merge, name="triage-merge"),
    path("triage/<int:candidate_id>/places/<int:number>/", triage.triage_place, name="triage-place"),
    path("sources/", sources.source_list, name="intake-sources"),
    path("sources/<uuid:source_id>/", sources.source_detail, name="intake-source"),
]

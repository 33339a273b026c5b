from django.urls import path

from .views import changes, copying, drafts, editor, export, facts, imports, length, material, revisions

urlpatterns = [
    path("", drafts.draft_list, name="draft-list"),
    path("new/", drafts.draft_new, name="draft-new"),
    path("new/outlines/", drafts.outline_choice, name="outline-choice"),
    path("new/facts/", drafts.outline_facts, name="outline-facts"),
    path("new/title/", drafts.outline_title, name="outline-title"),
    path("imports/<uuid:import_id>/", imports.import_detail, name="import-detail"),
    path("imports/<uuid:import_id>/state/", imports.import_state, name="import-state"),
    path("imports/<uuid:import_id>/lines/", imports.import_line, name="import-line"),
    path("imports/<uuid:import_id>/cancel/", imports.import_cancel, name="import-cancel"),
    path("material/<uuid:entry_id>/", material.entry_drafts, name="entry-drafts"),
    path("<int:draft_id>/", editor.draft_edit, name="draft-edit"),
    path("<int:draft_id>/changes/", changes.draft_changes, name="draft-changes"),
    path("<int:draft_id>/outline/", editor.draft_outline, name="draft-outline"),
    path("<int:draft_id>/head/", editor.draft_head, name="draft-head"),
    path("<int:draft_id>/proposals/entry/<uuid:entry_id>/", editor.draft_proposal, name="draft-proposal"),
    path("<int:draft_id>/proposals/facts/", editor.fill_proposal, name="draft-fill-proposal"),
    path("<int:draft_id>/proposals/text/", editor.text_proposal, name="draft-text-proposal"),
    path("<int:draft_id>/material/", material.draft_material, name="draft-material"),
    path("<int:draft_id>/facts/", facts.draft_facts, name="draft-facts"),
    path("<int:draft_id>/length/", length.draft_length, name="draft-length"),
    path("<int:draft_id>/length/<int:delivery_id>/remove/", length.delivery_remove, name="delivery-remove"),
    path("<int:draft_id>/revisions/", revisions.draft_revisions, name="draft-revisions"),
    path("<int:draft_id>/revisions/<int:number>/", revisions.revision_detail, name="revision-detail"),
    path(
        "<int:draft_id>/revisions/<int:number>/restore/", revisions.revision_restore, name="revision-restore"
    ),
    path("<int:draft_id>/export/", export.draft_export, name="draft-export"),
    path("<int:draft_id>/export/menu/", export.export_menu, name="draft-export-menu"),
    path("<int:draft_id>/copy/", copying.draft_copy, name="draft-copy"),
    path("<int:draft_id>/former/", copying.draft_former, name="draft-former"),
    path("<int:draft_id>/borrow/", copying.draft_borrow, name="draft-borrow"),
    path(
        "<int:draft_id>/proposals/section/<int:source_id>/<slug:key>/",
        copying.section_proposal,
        name="draft-section-proposal",
    ),
    path("<int:draft_id>/sections/<slug:key>/remove/", copying.section_remove, name="section-remove"),
    path("<int:draft_id>/rename/", drafts.draft_rename, name="draft-rename"),
    path("<int:draft_id>/delete/", drafts.draft_delete, name="draft-delete"),
    path("<int:draft_id>/restore/", drafts.draft_restore, name="draft-restore"),
    path("<int:draft_id>/co-drafters/", drafts.co_drafters, name="draft-co-drafters"),
]

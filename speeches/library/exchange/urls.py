from django.urls import path

from speeches.library.views import exchange, package_imports, packages, registers

urlpatterns = [
    path("", exchange.exchange, name="exchange"),
    path("sheet/", exchange.sheet_export, name="sheet-export"),
    path("sheets/", exchange.sheet_import_new, name="sheet-import-new"),
    path("sheets/<uuid:import_id>/", exchange.sheet_import_detail, name="sheet-import-detail"),
    path("sheets/<uuid:import_id>/stop/", exchange.sheet_import_stop, name="sheet-import-stop"),
    path("people/sheet/", registers.person_sheet, name="person-sheet"),
    path("people/import/", registers.person_sheet_import, name="person-sheet-import"),
    path("packages/", packages.package_desk, name="package-desk"),
    path("packages/export/", packages.package_export, name="package-export"),
    path("packages/key/", packages.package_key_new, name="package-key-new"),
    path("packages/key/change/", packages.package_key_change, name="package-key-change"),
    path("packages/key/<int:key_id>/back/", packages.package_key_back, name="package-key-back"),
    path("packages/trusted/", packages.trusted_key_add, name="trusted-key-add"),
    path("packages/trusted/<int:key_id>/revoke/", packages.trusted_key_revoke, name="trusted-key-revoke"),
    path("packages/imports/", packages.package_import_new, name="package-import-new"),
    path(
        "packages/imports/<uuid:import_id>/",
        package_imports.package_import_detail,
        name="package-import-detail",
    ),
    path(
        "packages/imports/<uuid:import_id>/undo/",
        package_imports.package_import_undo,
        name="package-import-undo",
    ),
    path(
        "packages/imports/<uuid:import_id>/enable/",
        package_imports.package_import_enable,
        name="package-import-enable",
    ),
    path(
        "packages/imports/<uuid:import_id>/stop/",
        package_imports.package_import_stop,
        name="package-import-stop",
    ),
]

from django.urls import path

from . import notice_views, register_views, views

urlpatterns = [
    path("login/", views.login, name="login"),
    path("login/again/", views.login_again, name="login-again"),
    path("logout/", views.logout, name="logout"),
    path("password/", views.password_change, name="password-change"),
    path("settings/", views.office_settings, name="office-settings"),
    path("register/", register_views.person_list, name="person-list"),
    path("register/new/", register_views.person_new, name="person-new"),
    path("register/<int:person_id>/edit/", register_views.person_edit, name="person-edit"),
    path("register/<int:person_id>/leave/", register_views.person_leave, name="person-leave"),
    path("register/<int:person_id>/remove/", register_views.person_remove, name="person-remove"),
    path("register/<int:person_id>/put-back/", register_views.person_put_back, name="person-put-back"),
    path("notices/", notice_views.notice_list, name="notice-list"),
    path("notices/count/", notice_views.notice_count, name="notice-count"),
    path("notices/read/", notice_views.notice_read_all, name="notice-read-all"),
    path("notices/settings/", notice_views.notice_settings, name="notice-settings"),
    path("notices/<int:notice_id>/", notice_views.notice_open, name="notice-open"),
    path("notices/<int:notice_id>/read/", notice_views.notice_read, name="notice-read"),
]

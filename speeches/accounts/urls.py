from django.urls import path

from . import views

urlpatterns = [
    path("login/", views.login, name="login"),
    path("login/again/", views.login_again, name="login-again"),
    path("logout/", views.logout, name="logout"),
    path("password/", views.password_change, name="password-change"),
    path("settings/", views.office_settings, name="office-settings"),
]

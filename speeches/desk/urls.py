from django.urls import path

from . import views

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("desk/wordings/<uuid:wording_id>/impact/", views.wording_impact, name="wording-impact"),
]

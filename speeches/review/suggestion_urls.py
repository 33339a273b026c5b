from django.urls import path

from .views import suggestions

urlpatterns = [
    path("new/", suggestions.suggestion_new, name="suggestion-new"),
    path("move/", suggestions.suggestion_move, name="suggestion-move"),
    path("add/", suggestions.suggestion_add, name="suggestion-add"),
    path("proposal/", suggestions.suggestion_proposal, name="suggestion-proposal"),
    path("adopt/", suggestions.suggestion_adopt, name="suggestion-adopt"),
    path("settled/", suggestions.suggestion_settled, name="suggestion-settled"),
    path("undone/", suggestions.suggestion_undone, name="suggestion-undone"),
]

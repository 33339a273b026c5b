from django.urls import include, path

from .settlement import recording
from .settlement import views as settlement
from .views import comments, reading, settling, submitting

COMMENT = "<int:draft_id>/comments/<int:comment_id>"

urlpatterns = [
    path("", include("speeches.review.finishing.urls")),
    path("<int:draft_id>/", reading.review_read, name="review-read"),
    path("<int:draft_id>/decide/", reading.draft_decide, name="draft-decide"),
    path("<int:draft_id>/submit/", submitting.draft_submit, name="draft-submit"),
    path("<int:draft_id>/submit/chains/<int:chain_id>/remove/", submitting.chain_remove, name="chain-remove"),
    path("<int:draft_id>/recall/", submitting.draft_recall, name="draft-recall"),
    path("<int:draft_id>/reopen/", submitting.draft_reopen, name="draft-reopen"),
    path("<int:draft_id>/timeline/", reading.draft_timeline, name="draft-timeline"),
    path("<int:draft_id>/opinions/", settling.draft_opinions, name="draft-opinions"),
    path("<int:draft_id>/settlement/", settlement.draft_settlement, name="draft-settlement"),
    path("<int:draft_id>/settlement/file/", settlement.draft_settlement_file, name="draft-settlement-file"),
    path(
        "<int:draft_id>/settlement/<int:comment_id>/", settlement.settlement_settle, name="settlement-settle"
    ),
    path("<int:draft_id>/opinions/record/", recording.opinion_record, name="opinion-record"),
    path("<int:draft_id>/comments/new/", comments.comment_new, name="comment-new"),
    path("<int:draft_id>/comments/add/", comments.comment_add, name="comment-add"),
    path(f"{COMMENT}/withdraw/", comments.comment_withdraw, name="comment-withdraw"),
    path(f"{COMMENT}/put-back/", comments.comment_put_back, name="comment-put-back"),
    path(f"{COMMENT}/reopen/", comments.comment_reopen, name="comment-reopen"),
    path(f"{COMMENT}/consent/", comments.comment_consent, name="comment-consent"),
    path(f"{COMMENT}/insist/", comments.comment_insist, name="comment-insist"),
    path(f"{COMMENT}/answer/", settling.comment_answer, name="comment-answer"),
    path(f"{COMMENT}/correct/", settling.answer_correct, name="answer-correct"),
]

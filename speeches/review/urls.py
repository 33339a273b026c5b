from django.urls import include, path

from .consulting import answering, figures
from .consulting import views as consulting
from .rounds import views as rounds
from .settlement import recording
from .settlement import views as settlement
from .threads import views as threads
from .views import comments, comparing, reading, settling, submitting

COMMENT = "<int:draft_id>/comments/<int:comment_id>"
# A reply on the leader's page, and in the editor's tab.
REPLY, RESPONSE = f"{COMMENT}/reply/<int:remark_id>", f"{COMMENT}/respond/<int:remark_id>"
CONSULTATION = "<int:draft_id>/consultations/<int:consultation_id>"

urlpatterns = [
    path("", include("speeches.review.finishing.urls")),
    path("", include("speeches.review.returns.urls")),
    path("<int:draft_id>/", reading.review_read, name="review-read"),
    path("<int:draft_id>/compare/", comparing.review_compare, name="review-compare"),
    path("<int:draft_id>/decide/", reading.draft_decide, name="draft-decide"),
    path("<int:draft_id>/submit/", submitting.draft_submit, name="draft-submit"),
    path("<int:draft_id>/submit/chains/<int:chain_id>/remove/", submitting.chain_remove, name="chain-remove"),
    path("<int:draft_id>/ask/", rounds.review_ask, name="review-ask"),
    path("<int:draft_id>/renew/", rounds.round_renew, name="round-renew"),
    path("<int:draft_id>/recall/", submitting.draft_recall, name="draft-recall"),
    path("<int:draft_id>/reopen/", submitting.draft_reopen, name="draft-reopen"),
    path("<int:draft_id>/timeline/", reading.draft_timeline, name="draft-timeline"),
    path("<int:draft_id>/opinions/", settling.draft_opinions, name="draft-opinions"),
    path("<int:draft_id>/settlement/", settlement.draft_settlement, name="draft-settlement"),
    path("<int:draft_id>/settlement/file/", settlement.draft_settlement_file, name="draft-settlement-file"),
    path("<int:draft_id>/settlement/pdf/", settlement.draft_settlement_pdf, name="draft-settlement-pdf"),
    path(
        "<int:draft_id>/settlement/<int:comment_id>/", settlement.settlement_settle, name="settlement-settle"
    ),
    path("<int:draft_id>/opinions/record/", recording.opinion_record, name="opinion-record"),
    path("<int:draft_id>/consultations/", consulting.draft_consultations, name="draft-consultations"),
    path("<int:draft_id>/consultations/new/", consulting.consultation_new, name="consultation-new"),
    path(f"{CONSULTATION}/", consulting.consultation_detail, name="consultation-detail"),
    path(f"{CONSULTATION}/file/", consulting.consultation_file, name="consultation-file"),
    path(f"{CONSULTATION}/close/", consulting.consultation_close, name="consultation-close"),
    path(f"{CONSULTATION}/reopen/", consulting.consultation_reopen, name="consultation-reopen"),
    path(
        f"{CONSULTATION}/participants/<int:participant_id>/remind/",
        consulting.participant_remind,
        name="participant-remind",
    ),
    path(
        f"{CONSULTATION}/participants/<int:participant_id>/record/",
        consulting.reply_record,
        name="reply-record",
    ),
    path("consulted/<int:participant_id>/", answering.consultation_answer, name="consultation-answer"),
    path("consulted/<int:participant_id>/figures/", figures.consulted_figures, name="consulted-figures"),
    path(
        "consulted/<int:participant_id>/figures/verify/",
        figures.figure_verify,
        name="consulted-figure-verify",
    ),
    path("consulted/<int:participant_id>/reply/", answering.reply_send, name="reply-send"),
    path("consulted/<int:participant_id>/opinions/new/", answering.opinion_new, name="opinion-new"),
    path("consulted/<int:participant_id>/opinions/add/", answering.opinion_add, name="opinion-add"),
    path(
        "consulted/<int:participant_id>/opinions/<int:comment_id>/withdraw/",
        answering.opinion_withdraw,
        name="opinion-withdraw",
    ),
    path(
        "consulted/<int:participant_id>/opinions/<int:comment_id>/put-back/",
        answering.opinion_put_back,
        name="opinion-put-back",
    ),
    path("<int:draft_id>/comments/new/", comments.comment_new, name="comment-new"),
    path("<int:draft_id>/comments/add/", comments.comment_add, name="comment-add"),
    path(f"{COMMENT}/withdraw/", comments.comment_withdraw, name="comment-withdraw"),
    path(f"{COMMENT}/put-back/", comments.comment_put_back, name="comment-put-back"),
    path(f"{COMMENT}/reopen/", comments.comment_reopen, name="comment-reopen"),
    path(f"{COMMENT}/consent/", comments.comment_consent, name="comment-consent"),
    path(f"{COMMENT}/insist/", comments.comment_insist, name="comment-insist"),
    path("<int:draft_id>/people/", threads.draft_people, name="draft-people"),
    path(f"{COMMENT}/reply/", threads.comment_reply, name="comment-reply"),
    path(f"{COMMENT}/respond/", threads.comment_respond, name="comment-respond"),
    path(f"{REPLY}/withdraw/", threads.reply_withdraw, name="comment-reply-withdraw"),
    path(f"{REPLY}/put-back/", threads.reply_put_back, name="comment-reply-put-back"),
    path(f"{RESPONSE}/withdraw/", threads.respond_withdraw, name="comment-respond-withdraw"),
    path(f"{RESPONSE}/put-back/", threads.respond_put_back, name="comment-respond-put-back"),
    path(f"{COMMENT}/answer/", settling.comment_answer, name="comment-answer"),
    path(f"{COMMENT}/correct/", settling.answer_correct, name="answer-correct"),
    path("<int:draft_id>/suggestions/", include("speeches.review.suggestion_urls")),
]

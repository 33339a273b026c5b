"""The drafters' side of a consultation: asking, who has answered, what they think, the table of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.drafting.queries import open_draft
from speeches.drafting.views.export import DOCX
from speeches.review.actions import close_consultation, consult, record_reply, remind, reopen_consultation
from speeches.review.models import Consultation
from speeches.review.states import Channel

from .document import summary_docx, summary_name
from .forms import ConsultForm, RecordReplyForm
from .pages import detail_context, list_context
from .permissions import asked_refusal, consult_refusal, possible_participants, record_reply_refusal


@login_required
@require_GET
def draft_consultations(request: HttpRequest, draft_id: int) -> HttpResponse:
    return render(
        request, "review/consultations.html", list_context(open_draft(request, draft_id), request.user)
    )


@login_required
@require_http_methods(["GET", "POST"])
def consultation_new(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = open_draft(request, draft_id)
    refuse(consult_refusal(request.user, draft))
    form = ConsultForm(request.POST or None, possible=possible_participants(draft), office=draft.office)
    if form.is_valid():
        if wrong := asked_refusal(form.asked()):
            form.add_error(None, wrong)
        else:
            said = {name: form.cleaned_data[name] for name in ("due_on", "note", "asks_figures")}
            consultation = consult(draft, by=request.user, asked=form.asked(), **said)
            messages.success(request, "已发出。对方只看得到这一版，您可以继续改稿。")
            return redirect("consultation-detail", draft.pk, consultation.pk)
    status = 422 if form.is_bound else 200
    return render(request, "review/consultation_new.html", {"draft": draft, "form": form}, status=status)


def consultation_of(draft: Draft, consultation_id: int) -> Consultation:
    related = Consultation.objects.select_related("draft__office__settings", "revision", "asked_by")
    return get_object_or_404(related.defer("revision__content"), draft=draft, pk=consultation_id)


@login_required
@require_GET
def consultation_detail(request: HttpRequest, draft_id: int, consultation_id: int) -> HttpResponse:
    consultation = consultation_of(open_draft(request, draft_id), consultation_id)
    return render(request, "review/consultation.html", detail_context(consultation, request.user))


@login_required
@require_GET
def consultation_file(request: HttpRequest, draft_id: int, consultation_id: int) -> HttpResponse:
    """征求意见汇总表."""
    consultation = consultation_of(open_draft(request, draft_id), consultation_id)
    data = summary_docx(consultation, detail_context(consultation, request.user))
    disposition = content_disposition_header(as_attachment=True, filename=summary_name(consultation))
    return HttpResponse(data, content_type=DOCX, headers={"Content-Disposition": disposition})


def turning(act: Callable[..., None], done: str) -> Callable[..., HttpResponse]:
    """Return the view that ends a consultation or takes it up again."""

    @login_required
    @require_POST
    def view(request: HttpRequest, draft_id: int, consultation_id: int) -> HttpResponse:
        consultation = consultation_of(open_draft(request, draft_id), consultation_id)
        act(consultation, by=request.user)
        messages.success(request, done)
        return redirect("consultation-detail", draft_id, consultation_id)

    return view


consultation_close = turning(close_consultation, "已结束征求，对方不能再提意见。")
consultation_reopen = turning(reopen_consultation, "已重新开始征求，对方可以继续提意见。")


@login_required
@require_POST
def participant_remind(
    request: HttpRequest, draft_id: int, consultation_id: int, participant_id: int
) -> HttpResponse:
    consultation = consultation_of(open_draft(request, draft_id), consultation_id)
    remind(get_object_or_404(participants(consultation), pk=participant_id), by=request.user)
    return answer(request, consultation, participant_id)


@login_required
@require_POST
def reply_record(
    request: HttpRequest, draft_id: int, consultation_id: int, participant_id: int
) -> HttpResponse:
    """POST channel=paper|telephone|in_person&text=…; without a text: 无意见."""
    consultation = consultation_of(open_draft(request, draft_id), consultation_id)
    refuse(record_reply_refusal(request.user, consultation))
    participant = get_object_or_404(participants(consultation), pk=participant_id)
    form = RecordReplyForm(request.POST)
    if not form.is_valid():
        key, text = participant.pk, request.POST.get("text", "")
        return answer(request, consultation, key, typed={key: text}, wrong={key: form.sentence()})
    record_reply(
        participant,
        by=request.user,
        channel=Channel(form.cleaned_data["channel"]),
        text=form.cleaned_data["text"],
    )
    return answer(request, consultation, participant_id)


def participants(consultation: Consultation) -> Any:
    return consultation.participants.select_related("consultation__draft", "person")


def answer(
    request: HttpRequest, consultation: Consultation, participant_id: int, **more: Any
) -> HttpResponse:
    """Answer with the one unit, and how many have answered."""
    context = detail_context(consultation, request.user, **more)
    row = next(row for row in context["rows"] if row.participant.pk == participant_id)
    status = 422 if more else 200
    return render(request, "review/_consultation_row.html", {**context, "row": row}, status=status)

"""The settlement: the list, what is done to one opinion in it, the file."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.drafting.queries import visible_draft
from speeches.drafting.views.export import DOCX
from speeches.drafting.views.papers import make_pdf
from speeches.review.actions import (
    adopt_suggestions,
    answer_comment,
    consent_to_keeping,
    correct_opinion,
    disown_opinion,
    insist_on_change,
    reopen_comment,
    restore_opinion,
)
from speeches.review.actions.adopting import adoption
from speeches.review.forms import SaidForm
from speeches.review.models import Comment
from speeches.review.permissions import answer_refusal, explanation_refusal
from speeches.review.queries import comments_of, taken_back
from speeches.review.states import Outcome

from .document import settlement_docx, settlement_name
from .items import Item
from .pages import item_context, items_of, settlement_context

STALE = "原文后来改过，不能直接改上。请到编辑页的“批注”里定写法；已经改好的，点“已照改”。"
NOTHING_SAID = "还没有写意见。写一句再保存；不要这一条，点“收回”。"


@login_required
@require_GET
def draft_settlement(request: HttpRequest, draft_id: int) -> HttpResponse:
    """?state=open&person=…&source=…"""
    draft = visible_draft(request, draft_id)
    context = settlement_context(draft, request.user, request.GET.dict())
    template = "review/_settlement.html" if request.htmx else "review/settlement.html"
    return render(request, template, context)


@login_required
@require_GET
def draft_settlement_file(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    data = settlement_docx(draft, settlement_context(draft, request.user, request.GET.dict()))
    disposition = content_disposition_header(as_attachment=True, filename=settlement_name(draft))
    return HttpResponse(data, content_type=DOCX, headers={"Content-Disposition": disposition})


@login_required
@require_POST
def draft_settlement_pdf(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = visible_draft(request, draft_id)
    data = settlement_docx(draft, settlement_context(draft, request.user, request.POST.dict()))
    return make_pdf(request, draft, settlement_name(draft).removesuffix(".docx"), data)


@login_required
@require_POST
def settlement_settle(request: HttpRequest, draft_id: int, comment_id: int) -> HttpResponse:
    """POST verb=apply|adopted|partly|kept|reopen|consent|insist|correct|disown|restore&text=…"""
    draft = visible_draft(request, draft_id)
    verb, text = request.POST.get("verb", ""), request.POST.get("text", "")
    known = taken_back(draft, request.user) if verb == "restore" else comments_of(draft, request.user)
    comment = get_object_or_404(known.select_related("draft"), pk=comment_id)
    if verb not in VERBS:
        raise Http404
    before = items_of(draft, request.user)
    wrong = SaidForm(request.POST).sentence() or VERBS[verb](comment, request.user, text)
    refused = {"wrong": wrong, "typed": text, "verb": verb} if wrong else {}
    return answer(request, draft, comment_id, before, refused)


def answer(
    request: HttpRequest, draft: Draft, comment_id: int, before: Iterable[Item], more: dict[str, Any]
) -> HttpResponse:
    """Answer with the one opinion, the progress, and the places that the change of the text touched."""
    context = {**item_context(draft, request.user, comment_id), "comment_id": comment_id, **more}
    places = {one.comment.pk: place_of(one) for one in before}
    others = [one for one in context["items"] if one.comment.pk != comment_id]
    context["touched"] = [one for one in others if place_of(one) != places.get(one.comment.pk)]
    return render(request, "review/_settled_item.html", context, status=422 if more else 200)


def place_of(item: Item) -> tuple[object, ...]:
    return item.note.where, item.note.span, item.change


def answering(outcome: Outcome) -> Callable[[Comment, User, str], str]:
    def act(comment: Comment, by: User, text: str) -> str:
        refuse(answer_refusal(by, comment))
        if wrong := explanation_refusal(outcome, text):
            return wrong
        answer_comment(comment, by=by, outcome=outcome, text=text)
        return ""

    return act


def correct(comment: Comment, by: User, text: str) -> str:
    if not text.strip():
        return NOTHING_SAID
    correct_opinion(comment, by=by, text=text)
    return ""


def plain(act: Callable[..., object]) -> Callable[[Comment, User, str], str]:
    def verb(comment: Comment, by: User, text: str) -> str:
        act(comment, by=by)
        return ""

    return verb


def deciding(act: Callable[..., object]) -> Callable[[Comment, User, str], str]:
    """Return the verb of a leader, who may say something with it."""

    def verb(comment: Comment, by: User, text: str) -> str:
        act(comment, by=by, text=text)
        return ""

    return verb


def apply(comment: Comment, by: User, text: str) -> str:
    """Put what was suggested into the text, where the text is still what it was made from."""
    if comment.proposal is None:
        raise Http404
    refuse(answer_refusal(by, comment))
    if adoption(comment.draft, [comment]).stale:
        return STALE
    adopt_suggestions(comment.draft, [comment], by=by, text=text)
    return ""


VERBS: dict[str, Callable[[Comment, User, str], str]] = {
    **{outcome.value: answering(outcome) for outcome in (Outcome.ADOPTED, Outcome.PARTLY, Outcome.KEPT)},
    "apply": apply,
    "reopen": plain(reopen_comment),
    "consent": deciding(consent_to_keeping),
    "insist": deciding(insist_on_change),
    "correct": correct,
    "disown": plain(disown_opinion),
    "restore": plain(restore_opinion),
}

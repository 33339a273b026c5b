"""Replies under comments, on the leader's page and in the editor; the names that @ offers."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import refuse
from speeches.drafting.models import Draft
from speeches.drafting.queries import visible_draft
from speeches.review.models import Comment, Remark
from speeches.review.pages import reading_context
from speeches.review.views.settling import panel

from .actions import add_remark, put_remark_back, remark_refusal, withdraw_remark
from .filtering import filter_of
from .people import reply_refusal, who_read, who_see


def asked_comment(request: HttpRequest, draft: Draft, comment_id: int) -> Comment:
    """Return a comment that this person reads and may reply to. Raises NotAllowed."""
    readable = Comment.objects.visible_to(request.user).filter(draft=draft, participant=None)
    comment = get_object_or_404(readable.select_related("draft__office__settings"), pk=comment_id)
    refuse(reply_refusal(request.user, draft))
    return comment


@login_required
@require_POST
def comment_reply(request: HttpRequest, draft_id: int, comment_id: int) -> HttpResponse:
    """POST reply-<comment>=… on the leader's page."""
    draft = visible_draft(request, draft_id)
    comment = asked_comment(request, draft, comment_id)
    wrong, text = said(request, comment)
    if not wrong:
        add_remark(comment, author=request.user, text=text)
        if not request.htmx:
            return redirect(f"{draft_address(request, draft)}#comment-{comment.pk}")
    refused = {"reply_to": comment.pk, "reply_wrong": wrong, "reply_typed": text} if wrong else {}
    return page(request, draft, **refused)


def page(request: HttpRequest, draft: Draft, **refused: Any) -> HttpResponse:
    """Show the leader's page; `refused` is what was typed in a thread, and why it was not sent."""
    context = {**reading_context(draft, request.user, chosen=filter_of(request)), **refused}
    template = "review/_reading.html" if request.htmx else "review/read.html"
    return render(request, template, context, status=422 if refused else 200)


@login_required
@require_POST
def comment_respond(request: HttpRequest, draft_id: int, comment_id: int) -> HttpResponse:
    """The same in the editor's tab."""
    draft = visible_draft(request, draft_id)
    comment = asked_comment(request, draft, comment_id)
    wrong, text = said(request, comment)
    if wrong:
        return panel(request, draft, reply_wrong={comment.pk: wrong})
    add_remark(comment, author=request.user, text=text)
    return panel(request, draft, done=f"reply-{comment.pk}")


def changing(
    act: Callable[..., None], show: Callable[[HttpRequest, Draft], HttpResponse]
) -> Callable[..., HttpResponse]:
    """Return the view that does one thing to one reply, and shows it where it was pressed."""

    @login_required
    @require_POST
    def view(request: HttpRequest, draft_id: int, comment_id: int, remark_id: int) -> HttpResponse:
        draft = visible_draft(request, draft_id)
        comment = asked_comment(request, draft, comment_id)
        readable = Remark.objects.visible_to(request.user).filter(comment=comment)
        act(get_object_or_404(readable, pk=remark_id), by=request.user)
        if not request.htmx:
            return redirect(f"{draft_address(request, draft)}#comment-{comment.pk}")
        return show(request, draft)

    return view


reply_withdraw, reply_put_back = changing(withdraw_remark, page), changing(put_remark_back, page)
respond_withdraw, respond_put_back = changing(withdraw_remark, panel), changing(put_remark_back, panel)


def said(request: HttpRequest, comment: Comment) -> tuple[str, str]:
    """Return what is wrong with a reply, if anything, and the reply."""
    # A browser sends a line break as two characters and counts it as one.
    text = request.POST.get(f"reply-{comment.pk}", "").replace("\r\n", "\n")
    return remark_refusal(text), text


def draft_address(request: HttpRequest, draft: Draft) -> str:
    return redirect("review-read", draft.pk).url


@login_required
@require_GET
def draft_people(request: HttpRequest, draft_id: int) -> JsonResponse:
    """Whom @ may name, as JSON names: ?comment=… those who read it, else all who see the draft."""
    draft = visible_draft(request, draft_id)
    refuse(reply_refusal(request.user, draft))
    key = request.GET.get("comment", "")
    if key.isascii() and key.isdecimal() and len(key) < 10:
        people = who_read(asked_comment(request, draft, int(key)))
    else:
        people = who_see(draft)
    return JsonResponse({"names": [one.name for one in people if one.pk != request.user.pk]})

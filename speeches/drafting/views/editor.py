"""The editor page and what its paper talks to."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import NotAllowed, refuse
from speeches.drafting.errors import BadChangesError, NumberTakenError, OutOfStepError
from speeches.drafting.facts import known_facts
from speeches.drafting.passages import pasted
from speeches.drafting.permissions import edit_refusal
from speeches.drafting.proposals import filling, insertion
from speeches.drafting.queries import (
    editor_context,
    newest_revision,
    open_draft,
    outline_context,
    visible_draft,
)
from speeches.library.lexicon import set_names_for
from speeches.library.models import Entry
from speeches.manuscript.paragraph import Origin

MAX_BODY = 4 * 1024 * 1024
SIGNED_OUT = "登录已过期，刚改的文字都还在。请在这一页上重新登录，会自动保存。"
SOMEBODY_ELSE = "现在登录的是{name}，这一页是别人打开的，没有用{name}的名义保存。请用原来的账号重新登录。"
NOT_FOUND = "找不到这篇讲话稿：可能已被删除，或您不再参与起草。"
TOO_LARGE = "没有保存：一次修改的内容太多。请分几次粘贴。"
NO_TEXT = "没有识别段落：页面送来的内容不完整。文字已按原样贴入。"
NOT_JSON = "没有保存：页面送来的内容不完整。请复制好刚改的文字，刷新页面后再试。"


def refused(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def answers_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer every refusal as {"error": one Chinese sentence}: the paper shows it, it cannot show a page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return refused(401, SIGNED_OUT)
        # The person may have changed in another tab; what is typed here is not signed with a wrong name.
        if request.headers.get("X-Writer", str(request.user.pk)) != str(request.user.pk):
            return refused(401, SOMEBODY_ELSE.format(name=request.user.name))
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return refused(404, NOT_FOUND)
        except NotAllowed as error:
            return refused(403, str(error))
        except NumberTakenError as error:
            return JsonResponse({"error": str(error), "renew": True}, status=409)
        except OutOfStepError as error:
            return refused(409, str(error))
        except BadChangesError as error:
            return refused(422, str(error))

    return wrapped


@login_required
@require_GET
def draft_edit(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The editor; every list leads here, and who only reviews the draft goes on to what was sent to them."""
    draft = visible_draft(request, draft_id)
    if draft.given:
        return redirect("review-read", draft.pk)
    return render(request, "drafting/edit.html", editor_context(draft, request))


@login_required
@require_GET
def draft_outline(request: HttpRequest, draft_id: int) -> HttpResponse:
    return render(request, "drafting/_outline.html", outline_context(open_draft(request, draft_id)))


@login_required
@require_GET
def draft_head(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The draft's title and version in the page's header."""
    draft = open_draft(request, draft_id)
    return render(request, "drafting/_editor_head.html", {"draft": draft, "revision": newest_revision(draft)})


def read_body(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadChangesError(NOT_JSON) from error


@require_GET
@answers_json
def draft_proposal(request: HttpRequest, draft_id: int, entry_id: str) -> HttpResponse:
    """A library entry, ready to be inserted."""
    draft = open_draft(request, draft_id)
    entry = get_object_or_404(Entry.objects.visible_to(request.user).active(), pk=entry_id)
    origin = Origin(str(entry.pk), entry.version)
    known = known_facts(draft.facts.all(), entry.manuscript)
    return JsonResponse(
        insertion(entry.manuscript, origin=origin, title=entry.title, facts=known.values, units=known.units)
    )


@require_GET
@answers_json
def fill_proposal(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What the facts known now change in the stored text."""
    draft = open_draft(request, draft_id)
    manuscript = draft.manuscript()
    return JsonResponse(filling(manuscript, known_facts(draft.facts.all(), manuscript)))


@require_POST
@answers_json
def text_proposal(request: HttpRequest, draft_id: int) -> HttpResponse:
    """POST {"text", "whole"}: pasted text as paragraphs; `whole` says that the paper is empty."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
        return refused(413, TOO_LARGE)
    draft = open_draft(request, draft_id)
    refuse(edit_refusal(request.user, draft))
    body = read_body(request)
    if not isinstance(body, dict) or not isinstance(body.get("text"), str):
        raise BadChangesError(NO_TEXT)
    is_whole, names = body.get("whole") is True, set_names_for(draft.office_id)
    return JsonResponse(pasted(body["text"], is_whole=is_whole, set_names=names))

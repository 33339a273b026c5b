"""The triage (入库整理): one candidate after the other, by keyboard or mouse.

Every answer is the whole triage with the next candidate: one swap shows queue, text and figures.
"""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from speeches.accounts.permissions import NotAllowed, refuse
from speeches.library.actions.comparing import compare_new
from speeches.library.actions.triage import (
    accept_candidate,
    decide_many,
    drop_candidate,
    keep_typed,
    merge_candidate,
    merge_into_candidate,
    reset_text,
    switch_suggestion,
    undo_step,
)
from speeches.library.actions.writing import Sorting
from speeches.library.forms import TEXT_LIMIT
from speeches.library.models import Candidate, Entry, IntakeBatch
from speeches.library.permissions import intake_refusal
from speeches.library.triage_forms import SortingForm
from speeches.library.triaging import COMPARED, QUEUE, Wanted, last_step, neighbour, triage_context, waiting
from speeches.manuscript.punctuation import quoted

MODES = ("edit", "merge")
NOTHING_CHOSEN = "还没有勾选。请先在左边勾选要一起处理的条目。"
NO_TARGET = "请先选定并入哪一条。"
UNREADABLE = "归类没有填对：{reason}"


def wanted_of(request: HttpRequest, data: QueryDict) -> Wanted:
    batch = data.get("batch", "")
    try:
        found = (
            IntakeBatch.objects.visible_to(request.user).filter(pk=uuid.UUID(batch)).first()
            if batch
            else None
        )
    except ValueError:
        found = None
    # In a form `kind` is what the candidate is sorted under; the queue's own is `queue`.
    kind = data.get("queue" if request.method == "POST" else "kind", "")
    return Wanted(found, kind, data.get("show", ""))


def mode_of(data: QueryDict) -> str:
    mode = data.get("mode", "")
    return mode if mode in MODES else ""


def answer(
    request: HttpRequest,
    wanted: Wanted,
    at: Candidate | None,
    *,
    notice: str = "",
    error: str = "",
    mode: str = "",
) -> HttpResponse:
    is_swap = request.htmx and not request.htmx.history_restore_request
    if request.method == "POST" and not is_swap and not error:
        # Without htmx the answer has an address of its own, so that reloading decides nothing again.
        if notice:
            messages.success(request, notice)
        return redirect(f"{reverse('intake-triage')}?at={at.pk if at else ''}{wanted.query}")
    data = request.GET if request.method == "GET" else request.POST
    context = triage_context(request.user, wanted, at, mode, data.get("q", "")[:100])
    context |= {"notice": notice, "error": error}
    template = "library/_triage_swap.html" if is_swap else "library/intake_triage.html"
    return render(request, template, context, status=422 if error else 200)


def own_candidate(request: HttpRequest, candidate_id: int) -> Candidate:
    refuse(intake_refusal(request.user))
    candidates = Candidate.objects.visible_to(request.user).select_related("document", "office", "batch")
    return get_object_or_404(candidates, pk=candidate_id)


@login_required
@require_GET
@vary_on_headers("HX-Request")
def intake_triage(request: HttpRequest) -> HttpResponse:
    """?at=<candidate>, ?mode=edit or merge; ?batch= ?kind= ?show= say what is in the queue."""
    refuse(intake_refusal(request.user))
    wanted = wanted_of(request, request.GET)
    if wanted.show in COMPARED and not request.htmx:
        # What has come into the library since the speeches were read counts too.
        compare_new()
    asked = request.GET.get("at", "")
    at = None
    if asked.isascii() and asked.isdigit() and len(asked) < 18:
        candidates = waiting(request.user, wanted).select_related("document", "batch")
        at = candidates.filter(pk=int(asked)).first() or neighbour(candidates, int(asked))
    return answer(request, wanted, at, mode=mode_of(request.GET))


def go_on(request: HttpRequest, candidate: Candidate, notice: str) -> HttpResponse:
    """Answer with the candidate after this one."""
    wanted = wanted_of(request, request.POST)
    candidates = waiting(request.user, wanted).select_related("document", "batch")
    return answer(request, wanted, neighbour(candidates, candidate.pk), notice=notice)


def stay(request: HttpRequest, candidate: Candidate, error: str = "", mode: str = "") -> HttpResponse:
    return answer(request, wanted_of(request, request.POST), candidate, error=error, mode=mode)


@login_required
@require_POST
def triage_accept(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Take a candidate in, as sorted on the right and, in 修改, as rewritten."""
    candidate = own_candidate(request, candidate_id)
    try:
        form = keep(request, candidate)
        if not form.is_valid():
            reason = "；".join(message for messages in form.errors.values() for message in messages)
            return stay(request, candidate, UNREADABLE.format(reason=reason), mode_of(request.POST))
        accept_candidate(
            candidate,
            by=request.user,
            sorting=Sorting(form.cleaned_data["themes"], form.cleaned_data["occasions"]),
            audience=form.cleaned_data["audience"],
        )
    except NotAllowed as refusal:
        return go_on_refused(request, candidate, str(refusal))
    return go_on(request, candidate, f"已入库{quoted(candidate.title)}")


def keep(request: HttpRequest, candidate: Candidate) -> SortingForm:
    """Keep what was typed, as far as it can be read. Raises NotAllowed."""
    form = SortingForm(request.POST)
    form.is_valid()
    keep_typed(candidate, form.values, by=request.user)
    return form


@login_required
@require_POST
def triage_keep(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Keep what was typed beside a candidate; the browser sends it before it shows another."""
    keep(request, own_candidate(request, candidate_id))
    return HttpResponse(status=204)


@login_required
@require_POST
def triage_reset(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Show a rewritten candidate as it was found again."""
    candidate = own_candidate(request, candidate_id)
    try:
        reset_text(candidate, by=request.user)
    except NotAllowed as refusal:
        return go_on_refused(request, candidate, str(refusal))
    return stay(request, candidate)


def go_on_refused(request: HttpRequest, candidate: Candidate, sentence: str) -> HttpResponse:
    wanted = wanted_of(request, request.POST)
    candidates = waiting(request.user, wanted).select_related("document", "batch")
    still = candidates.filter(pk=candidate.pk).first()
    return answer(request, wanted, still or neighbour(candidates, candidate.pk), error=sentence)


@login_required
@require_POST
def triage_drop(request: HttpRequest, candidate_id: int) -> HttpResponse:
    candidate = own_candidate(request, candidate_id)
    try:
        drop_candidate(candidate, by=request.user)
    except NotAllowed as refusal:
        return go_on_refused(request, candidate, str(refusal))
    return go_on(request, candidate, f"没有要{quoted(candidate.title)}")


@login_required
@require_POST
def triage_merge(request: HttpRequest, candidate_id: int) -> HttpResponse:
    """Merge into an entry (entry=…, text=… as it shall read) or into another candidate (other=…)."""
    candidate = own_candidate(request, candidate_id)
    try:
        title = merge(request, candidate)
        if not title:
            keep(request, candidate)
    except NotAllowed as refusal:
        return go_on_refused(request, candidate, str(refusal))
    if not title:
        return stay(request, candidate, NO_TARGET, "merge")
    return go_on(request, candidate, f"已并入{quoted(title)}")


def merge(request: HttpRequest, candidate: Candidate) -> str:
    """Return the title of what it was merged into, "" where nothing was chosen. Raises NotAllowed."""
    if other_id := request.POST.get("other", ""):
        other = get_object_or_404(waiting(request.user).exclude(pk=candidate.pk), pk=number(other_id))
        merge_into_candidate(candidate, other, by=request.user)
        return other.title
    entry_id = request.POST.get("entry", "")
    if not entry_id:
        return ""
    try:
        entry = get_object_or_404(Entry.objects.curated_by(request.user), pk=uuid.UUID(entry_id))
    except ValueError:
        raise Http404 from None
    text = request.POST.get("text", "").replace("\r\n", "\n")[:TEXT_LIMIT]
    merge_candidate(candidate, entry, text or candidate.text, by=request.user)
    return entry.title


def number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise Http404
    return int(text)


@login_required
@require_POST
def triage_place(request: HttpRequest, candidate_id: int, number: int) -> HttpResponse:
    """Turn one suggested placeholder on or off."""
    candidate = own_candidate(request, candidate_id)
    try:
        switch_suggestion(candidate, number, by=request.user)
    except IndexError:
        raise Http404 from None
    return stay(request, candidate)


@login_required
@require_POST
def triage_undo(request: HttpRequest) -> HttpResponse:
    """Take back one's last step, be it one decision or many, and show what it was about again."""
    refuse(intake_refusal(request.user))
    step = last_step(request.user)
    wanted = wanted_of(request, request.POST)
    if not step:
        return answer(request, wanted, None, error="没有可撤销的处理。")
    try:
        undone = undo_step(step, by=request.user)
    except NotAllowed as refusal:
        return answer(request, wanted, None, error=str(refusal))
    candidate = own_candidate(request, undone[0].pk)
    return answer(request, wanted, candidate, notice=undo_notice(step, undone))


def undo_notice(step: list[Candidate], undone: list[Candidate]) -> str:
    if len(step) == 1:
        return f"已撤销对{quoted(step[0].title)}的处理"
    left = len(step) - len(undone)
    rest = f"；另有 {left} 条入库后已被改动或使用，留着不动，请到素材页停用" if left else ""
    return f"已撤销 {len(undone)} 条{rest}。"


@login_required
@require_POST
def triage_bulk(request: HttpRequest) -> HttpResponse:
    """Accept or drop the ticked ones (verb=accept|drop, chosen=…)."""
    refuse(intake_refusal(request.user))
    wanted = wanted_of(request, request.POST)
    ids = [int(each) for each in request.POST.getlist("chosen") if each.isascii() and each.isdigit()][:QUEUE]
    chosen = (
        waiting(request.user).filter(pk__in=ids).select_related("document", "office", "batch").order_by("pk")
    )
    if not chosen:
        return answer(request, wanted, None, error=NOTHING_CHOSEN)
    verb = "accept" if request.POST.get("verb") == "accept" else "drop"
    unseen = 0 if verb == "drop" else chosen.filter(seen_at=None).count()
    done = decide_many(list(chosen), verb, by=request.user)
    return answer(request, wanted, None, notice=bulk_notice(verb, done, unseen))


def bulk_notice(verb: str, done: int, unseen: int) -> str:
    if verb == "drop":
        return f"不要了 {done} 条。"
    return f"已入库 {done} 条" + (f"，其中 {unseen} 条没有看过，先存为草稿。" if unseen else "。")

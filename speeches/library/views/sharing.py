"""Between offices: publishing downwards, copying from above, following the original."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from speeches.accounts.permissions import refuse
from speeches.library.actions import copy_entry, keep_own_text, publish_entry, take_over, unpublish_entry
from speeches.library.details import curated_office, visible_original
from speeches.library.forms import MergeForm
from speeches.library.models import Entry
from speeches.library.permissions import copy_refusal, follow_refusal
from speeches.library.versions import version_text
from speeches.manuscript.pieces import compare_texts

from .entries import change_entry, visible_entry


@login_required
@require_POST
def entry_publish(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    return change_entry(request, entry_id, publish_entry, "已发布，下级单位可以查到、改编。")


@login_required
@require_POST
def entry_unpublish(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    return change_entry(request, entry_id, unpublish_entry, "不再发布，下级单位已改编的不受影响。")


@login_required
@require_POST
def entry_copy(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    original = visible_entry(request.user, entry_id)
    office = curated_office(request.user)
    refuse(copy_refusal(request.user, original, office))
    copy = copy_entry(original, office, by=request.user)
    messages.success(request, f"已改编为{office}的草稿，改好后启用；原素材再有改动，这里会提示。")
    return redirect("entry-edit", copy.pk)


@login_required
@require_http_methods(["GET", "POST"])
def entry_original(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """GET: what changed in the original since it was copied. POST: take it over, or with `keep` do not."""
    entry = visible_entry(request.user, entry_id)
    refuse(follow_refusal(request.user, entry))
    original = visible_original(request.user, entry)
    if original is None:
        raise Http404
    form = MergeForm(request.POST or None, initial={"text": original.text})
    if "keep" in request.POST:
        keep_own_text(entry, original.version, by=request.user)
        messages.success(request, "已保留本单位的文字；原素材下次改动时再提示。")
        return redirect(entry)
    if form.is_valid():
        take_over(entry, form.cleaned_data["text"], original.version, by=request.user)
        messages.success(request, f"已按原素材改动，存为第 {entry.version} 版。")
        return redirect(entry)
    context = original_context(entry, original, form)
    return render(request, "library/entry_original.html", context, status=422 if form.is_bound else 200)


def original_context(entry: Entry, original: Entry, form: MergeForm) -> dict[str, object]:
    before = version_text(original, entry.copied_version)
    return {
        "entry": entry,
        "original": original,
        "form": form,
        "changes": None if before is None else compare_texts(before, original.text),
        "differences": compare_texts(entry.text, original.text),
    }

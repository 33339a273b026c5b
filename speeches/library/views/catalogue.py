"""Themes and occasions: one small page each, changed in place."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import refuse
from speeches.library.actions import add_tag, merge_tags, move_tag, rename_tag, unmerge_tag
from speeches.library.forms import TagForm
from speeches.library.models import Occasion, Theme
from speeches.library.permissions import tag_change_refusals, tag_refusal
from speeches.library.tag_merges import last_merge
from speeches.manuscript.punctuation import quoted

MODELS: dict[str, type[Theme | Occasion]] = {"theme": Theme, "occasion": Occasion}
STEPS = {"up": -1, "down": 1}


def known(choices: Mapping[str, Any], word: str) -> Any:
    """Return what a word of the address stands for; a word nobody knows is a 404."""
    if word not in choices:
        raise Http404
    return choices[word]


@login_required
@require_GET
def tag_list(request: HttpRequest, noun: str) -> HttpResponse:
    refuse(tag_refusal(request.user))
    return render(request, "library/tag_list.html", tags_context(request, noun))


def tags_context(request: HttpRequest, noun: str, error: str = "", name: str = "") -> dict[str, object]:
    """Return the tags with `use_count` and the reason why this person may not rename each, if any."""
    tags = known(MODELS, noun).objects.annotate(use_count=Count("entries")).order_by("order", "pk")
    return {
        "noun": noun,
        "label": known(MODELS, noun)._meta.verbose_name,
        "rows": tag_change_refusals(request.user, tags),
        "merge": last_merge(request.user, known(MODELS, noun)),
        "error": error,
        "name": name,
    }


def answer(request: HttpRequest, noun: str, error: str = "", name: str = "") -> HttpResponse:
    context = tags_context(request, noun, error, name)
    return render(request, "library/_tags.html", context, status=422 if error else 200)


@login_required
@require_POST
def tag_add(request: HttpRequest, noun: str) -> HttpResponse:
    refuse(tag_refusal(request.user))
    form = TagForm(request.POST, model=known(MODELS, noun))
    if not form.is_valid():
        return answer(request, noun, form.errors["name"][0], form.data.get("name", ""))
    add_tag(known(MODELS, noun), form.cleaned_data["name"], by=request.user)
    return answer(request, noun)


@login_required
@require_POST
def tag_rename(request: HttpRequest, noun: str, tag_id: int) -> HttpResponse:
    tag = get_object_or_404(known(MODELS, noun), pk=tag_id)
    form = TagForm(request.POST, model=known(MODELS, noun), tag_id=tag_id)
    if not form.is_valid():
        refuse(tag_refusal(request.user))
        return answer(request, noun, form.errors["name"][0])
    if form.cleaned_data["name"] != tag.name:
        rename_tag(tag, form.cleaned_data["name"], by=request.user)
    return answer(request, noun)


@login_required
@require_POST
def tag_merge(request: HttpRequest, noun: str, tag_id: int) -> HttpResponse:
    """POST into=<id>."""
    refuse(tag_refusal(request.user))
    tag = get_object_or_404(known(MODELS, noun), pk=tag_id)
    asked = request.POST.get("into", "")
    is_number = asked.isdecimal() and len(asked) < 9
    into = known(MODELS, noun).objects.exclude(pk=tag_id).filter(pk=asked).first() if is_number else None
    if into is None:
        return answer(request, noun, f"请选择把{quoted(str(tag))}并入哪一个。")
    merge_tags(tag, into, by=request.user)
    return answer(request, noun)


@login_required
@require_POST
def tag_unmerge(request: HttpRequest, noun: str) -> HttpResponse:
    """POST merge=<id of the log>: a page of yesterday does not take back what was merged today."""
    refuse(tag_refusal(request.user))
    merge = last_merge(request.user, known(MODELS, noun))
    if merge is None or request.POST.get("merge") != str(merge.pk):
        return answer(request, noun, "没有可以撤销的并入：可能已经撤销，或者那个名称又用上了。")
    unmerge_tag(known(MODELS, noun), merge, by=request.user)
    return answer(request, noun)


@login_required
@require_POST
def tag_move(request: HttpRequest, noun: str, tag_id: int, way: str) -> HttpResponse:
    move_tag(get_object_or_404(known(MODELS, noun), pk=tag_id), known(STEPS, way), by=request.user)
    return answer(request, noun)

"""The list 通知, the number in the header that keeps itself up to date, and the settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .actions import mark_all_read, mark_read, save_wishes
from .forms import NoticeForm
from .models import Notice, User

A_PAGE = 30


def own_notice(request: HttpRequest, notice_id: int) -> Notice:
    return get_object_or_404(Notice.objects.listed(), person=request.user, pk=notice_id)


def list_context(user: User, page: str) -> dict[str, object]:
    rows = Notice.objects.listed().filter(person=user).select_related("by")
    return {"page": Paginator(rows, A_PAGE).get_page(page), "unread": rows.unread().count()}


@login_required
@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    context = list_context(request.user, request.GET.get("page", ""))
    template = "accounts/_notices.html" if request.htmx else "accounts/notice_list.html"
    return render(request, template, context)


@login_required
@require_GET
def notice_count(request: HttpRequest) -> HttpResponse:
    """The number of unread ones; 204 where it is the `known` one."""
    if request.GET.get("known") == str(Notice.objects.filter(person=request.user).unread().count()):
        return HttpResponse(status=204)
    return render(request, "components/_notices.html")


@login_required
@require_GET
def notice_open(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Go to what a notice tells of; it is read then."""
    notice = own_notice(request, notice_id)
    if notice.read_at is None:
        mark_read(notice)
    return redirect(notice.url)


@login_required
@require_POST
def notice_read(request: HttpRequest, notice_id: int) -> HttpResponse:
    """POST [unread=1]"""
    mark_read(own_notice(request, notice_id), is_read="unread" not in request.POST)
    return answer(request)


@login_required
@require_POST
def notice_read_all(request: HttpRequest) -> HttpResponse:
    mark_all_read(request.user)
    return answer(request)


def answer(request: HttpRequest) -> HttpResponse:
    if not request.htmx:
        return redirect("notice-list")
    return render(
        request, "accounts/_notices_swap.html", list_context(request.user, request.POST.get("page", ""))
    )


@login_required
@require_http_methods(["GET", "POST"])
def notice_settings(request: HttpRequest) -> HttpResponse:
    form = NoticeForm(request.POST or None, person=request.user)
    if form.is_valid():
        save_wishes(request.user, form.wishes(), email=form.cleaned_data["email"])
        messages.success(request, "通知设置已保存。")
        return redirect("notice-list")
    return render(
        request, "accounts/notice_settings.html", {"form": form}, status=422 if form.is_bound else 200
    )

"""Coming in, going out, the password, the office's settings."""

from django.contrib import messages
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout as end_session
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from .actions import log_action, save_settings
from .forms import LoginForm, NewPasswordForm, OfficeSettingsForm
from .models import Office, OfficeSettings, User
from .permissions import SETTLERS, NotAllowed

SOMEBODY_ELSE = (
    "这是{name}的账号，而这一页是用“{expected}”打开的：为免署错名字，没有登录。请用“{expected}”登录；"
    "要换人，请先把没有保存的文字复制下来，再到新窗口登录。"
)


def next_address(request: HttpRequest) -> str:
    """Return where the person wanted to go, if that is within this site; else the dashboard."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("dashboard")


@login_not_required
@sensitive_post_parameters("password")
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    address = next_address(request)
    if request.user.is_authenticated:
        return redirect(address)
    form = LoginForm(request, request.POST or None)
    if form.is_valid():
        begin_session(request, form.get_user())
        log_action(form.get_user(), "login", form.get_user())
        return redirect(address)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/login.html", {"form": form, "next": address}, status=status)


@login_not_required
@sensitive_post_parameters("password")
@never_cache
def login_again(request: HttpRequest) -> HttpResponse:
    """Log in over a page whose session has ended, as the person who opened it: ?expected=<user name>."""
    expected = request.POST.get("expected") or request.GET.get("expected", "")
    form = LoginForm(request, request.POST or None, initial={"username": expected}, auto_id="again_%s")
    # Who is in the middle of a sentence goes on with it.
    for field in form.fields.values():
        field.widget.attrs.pop("autofocus", None)
    if form.is_valid() and form.get_user().get_username() != expected:
        form.add_error(None, SOMEBODY_ELSE.format(name=form.get_user().name, expected=expected))
    if form.is_valid():
        begin_session(request, form.get_user())
        log_action(form.get_user(), "login", form.get_user())
        page = render(request, "accounts/_login_place.html", {"expected": expected})
        return trigger_client_event(page, "signed-in")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/_login_again.html", {"form": form, "expected": expected}, status=status)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        log_action(request.user, "logout", request.user)
    end_session(request)
    return redirect("login")


@login_required
@sensitive_post_parameters()
@never_cache
def password_change(request: HttpRequest) -> HttpResponse:
    form = NewPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        log_action(request.user, "password-change", request.user)
        messages.success(request, "密码已修改，下次登录请用新密码。")
        return redirect("dashboard")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/password_change.html", {"form": form}, status=status)


def led_office(user: User) -> Office:
    """Return the office whose settings this person keeps: their own before others. Raises NotAllowed."""
    offices = user.offices_as(*SETTLERS)
    if not offices:
        raise NotAllowed("只有单位负责人或系统管理员可以查看和修改单位设置。")
    return Office.objects.get(pk=user.office_id if user.office_id in offices else min(offices))


@login_required
def office_settings(request: HttpRequest) -> HttpResponse:
    office = led_office(request.user)
    form = OfficeSettingsForm(request.POST or None, instance=OfficeSettings.of(office))
    if form.is_valid():
        save_settings(form.save(commit=False), by=request.user, changed=form.changed_data)
        messages.success(request, "单位设置已保存，以后导出的讲话稿按新的版式排印。")
        return redirect("office-settings")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/office_settings.html", {"form": form, "office": office}, status=status)

"""Words that must not stand in an office's speeches (保密词), listed by its curators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from speeches.accounts.permissions import refuse
from speeches.library.actions.secrets import list_secrets, put_secret_back, remove_secret
from speeches.library.details import curated_office
from speeches.library.models import Secret
from speeches.library.permissions import secret_refusal
from speeches.library.secrets import SecretForm, list_context
from speeches.manuscript.punctuation import quoted


@login_required
@require_http_methods(["GET", "POST"])
def secret_list(request: HttpRequest) -> HttpResponse:
    """POST texts=…&note=… puts words on the list, one a line."""
    office = curated_office(request.user)
    refuse(secret_refusal(request.user, office))
    form = SecretForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        count = list_secrets(office, said["texts"], note=said["note"], by=request.user)
        messages.success(request, f"已登记 {count} 个。" if count else "这些文字已经在名单里了。")
        return redirect("secret-list")
    context = list_context(request.user, request.GET.get("removed", ""), form)
    return render(request, "library/secret_list.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def secret_remove(request: HttpRequest, secret_id: int) -> HttpResponse:
    secret = get_object_or_404(Secret.objects.curated_by(request.user).select_related("office"), pk=secret_id)
    remove_secret(secret, by=request.user)
    return redirect(f"{reverse('secret-list')}?removed={secret.pk}")


@login_required
@require_POST
def secret_put_back(request: HttpRequest, secret_id: int) -> HttpResponse:
    secret = get_object_or_404(Secret.objects.curated_by(request.user).select_related("office"), pk=secret_id)
    put_secret_back(secret, by=request.user)
    messages.success(request, f"{quoted(secret.text)}已放回名单。")
    return redirect("secret-list")

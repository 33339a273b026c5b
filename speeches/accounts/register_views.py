"""The register of people (人员名册) of an office."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .actions import put_person_back, remove_person, save_person, set_person_left
from .forms import LeaveForm, PersonForm
from .models import Office, Person, User
from .permissions import NOT_LED, SETTLERS, NotAllowed

LEAVE_INVALID = "没有记下{name}的离任日期：{error}"


def registered_office(user: User, asked: str = "") -> Office:
    """Return the office asked for, of those whose register this person keeps; else their own before others.

    Raises NotAllowed.
    """
    offices = user.offices_as(*SETTLERS)
    if not offices:
        raise NotAllowed(NOT_LED)
    chosen = user.office_id if user.office_id in offices else min(offices)
    return Office.objects.get(pk=int(asked) if is_id(asked) and int(asked) in offices else chosen)


def list_address(office: Office, **more: int) -> str:
    return f"{reverse('person-list')}?{urlencode({'office': office.pk, **more})}"


def kept_person(user: User, person_id: int) -> Person:
    """Return a person of an office this user leads; others' are not to be seen."""
    if not user.offices_as(*SETTLERS):
        raise NotAllowed(NOT_LED)
    rows = Person.objects.filter(office__in=user.offices_as(*SETTLERS)).select_related("office")
    return get_object_or_404(rows, pk=person_id)


@login_required
@require_GET
def person_list(request: HttpRequest) -> HttpResponse:
    office = registered_office(request.user, request.GET.get("office", ""))
    rows = list(office.register.kept())
    removed = request.GET.get("removed", "")
    context = {
        "office": office,
        "office_number": str(office.pk),
        "offices": Office.objects.filter(pk__in=request.user.offices_as(*SETTLERS)),
        "present": [row for row in rows if not row.has_left],
        "left": sorted((row for row in rows if row.has_left), key=lambda row: row.until, reverse=True),
        "removed": office.register.filter(pk=int(removed), is_removed=True).first()
        if is_id(removed)
        else None,
    }
    return render(request, "accounts/person_list.html", context)


def is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


@login_required
@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    office = registered_office(request.user, request.GET.get("office", ""))
    last = office.register.kept().last()
    person = Person(office=office, order=last.order + 1 if last else 1)
    form = PersonForm(request.POST or None, instance=person)
    if form.is_valid():
        save_person(form.save(commit=False), by=request.user)
        messages.success(request, f"“{person.name}”已记入名册，校对从现在起用它。")
        return redirect(list_address(person.office))
    return form_page(request, form)


@login_required
@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, person_id: int) -> HttpResponse:
    person = kept_person(request.user, person_id)
    form = PersonForm(request.POST or None, instance=person)
    if form.is_valid():
        save_person(form.save(commit=False), by=request.user)
        messages.success(request, f"“{person.name}”已保存。")
        return redirect(list_address(person.office))
    return form_page(request, form)


def form_page(request: HttpRequest, form: PersonForm) -> HttpResponse:
    context = {"form": form, "person": form.instance, "is_new": form.instance._state.adding}
    return render(request, "accounts/person_form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def person_leave(request: HttpRequest, person_id: int) -> HttpResponse:
    person = kept_person(request.user, person_id)
    form = LeaveForm(request.POST, person=person)
    if form.is_valid():
        set_person_left(person, form.cleaned_data["until"], by=request.user)
        messages.success(request, f"已记下：{person.name}{person.until:%Y-%m-%d}起离任。有误请点“修改”。")
    else:
        messages.error(request, LEAVE_INVALID.format(name=person.name, error=form.errors["until"][0]))
    return redirect(list_address(person.office))


@login_required
@require_POST
def person_remove(request: HttpRequest, person_id: int) -> HttpResponse:
    person = kept_person(request.user, person_id)
    remove_person(person, by=request.user)
    return redirect(list_address(person.office, removed=person.pk))


@login_required
@require_POST
def person_put_back(request: HttpRequest, person_id: int) -> HttpResponse:
    person = kept_person(request.user, person_id)
    put_person_back(person, by=request.user)
    messages.success(request, f"“{person.name}”已放回名册。")
    return redirect(list_address(person.office))

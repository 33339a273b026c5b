"""The rules of proofreading: what each says, where it comes from; switched off by who leads an office."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from speeches.accounts.permissions import refuse, settings_refusal
from speeches.drafting.rule_counts import NEVER, counts_for
from speeches.drafting.rule_pages import BY_ID, BY_NUMBER, RuleRow, by_number, families_of, rows_of
from speeches.library.actions import switch_rule
from speeches.library.models import RuleSwitch

NO_OFFICE = "您还不属于任何单位，不能停用规则。请联系系统管理员。"


def refusal_for(request: HttpRequest) -> str:
    office = request.user.office
    return settings_refusal(request.user, office) if office else NO_OFFICE


@login_required
@require_GET
def rule_list(request: HttpRequest) -> HttpResponse:
    """?by=shown puts those first that speak up most."""
    off = set(RuleSwitch.objects.filter(office=request.user.office_id).values_list("rule", flat=True))
    rows = rows_of(off, counts_for(request.user.office_id))
    is_by_number = request.GET.get("by") == BY_NUMBER
    context = {
        "families": by_number(rows) if is_by_number else families_of(rows),
        "is_by_number": is_by_number,
        "shown": sum(row.count.shown for row in rows),
        "count": len(BY_ID),
        "off": len(off),
        "refusal": refusal_for(request),
    }
    return render(request, "drafting/rule_list.html", context)


@login_required
@require_POST
def rule_switch(request: HttpRequest, rule_id: str) -> HttpResponse:
    """POST on=1 or nothing: whether the person's office wants this rule."""
    if rule_id not in BY_ID:
        raise Http404
    refuse(refusal_for(request))
    is_on = request.POST.get("on") == "1"
    switch_rule(request.user.office, rule_id, by=request.user, is_on=is_on)
    counts = counts_for(request.user.office_id)
    most = max((count.shown for count in counts.values()), default=0)
    row = RuleRow(BY_ID[rule_id], is_on, counts.get(rule_id, NEVER), most)
    context = {"row": row, "refusal": ""}
    return render(request, "drafting/_proof_rule.html", context)

"""Switching rules of proofreading off and on for an office."""

from django.db import transaction

from speeches.accounts.actions import log_action
from speeches.accounts.models import Office, User
from speeches.accounts.permissions import refuse, settings_refusal
from speeches.library.models import RuleSwitch


@transaction.atomic
def switch_rule(office: Office, rule: str, *, by: User, is_on: bool) -> None:
    """Store whether an office wants a rule. Raises NotAllowed."""
    refuse(settings_refusal(by, office))
    if is_on:
        changed, _ = RuleSwitch.objects.filter(office=office, rule=rule).delete()
    else:
        changed = RuleSwitch.objects.get_or_create(office=office, rule=rule, defaults={"by": by})[1]
    if changed:
        log_action(by, "rule-on" if is_on else "rule-off", office, rule=rule)

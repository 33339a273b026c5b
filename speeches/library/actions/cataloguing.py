"""Themes and occasions: added, renamed, merged, put in order."""

from django.db import transaction
from django.db.models import Max

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.accounts.permissions import refuse
from speeches.library.models import Occasion, Outline, Theme
from speeches.library.models.catalogue import Tag
from speeches.library.permissions import tag_change_refusal, tag_refusal


@transaction.atomic
def add_tag(model: type[Tag], name: str, *, by: User) -> Tag:
    """Add a theme or an occasion at the end. Raises NotAllowed."""
    refuse(tag_refusal(by))
    last = model.objects.aggregate(last=Max("order"))["last"] or 0
    forget_name(model, name)
    tag = model.objects.create(name=name, order=last + 1)
    log_action(by, f"add-{model._meta.model_name}", tag, name=name)
    return tag


@transaction.atomic
def rename_tag(tag: Tag, name: str, *, by: User) -> None:
    """Rename; all entries follow. Raises NotAllowed."""
    refuse(tag_change_refusal(by, tag))
    forget_name(type(tag), name)
    former, tag.name = tag.name, name
    tag.former_names = [*(old for old in tag.former_names if old != name), former]
    tag.save()
    log_action(by, f"rename-{tag._meta.model_name}", tag, former=former, name=name)


@transaction.atomic
def merge_tags(tag: Tag, into: Tag, *, by: User) -> None:
    """Sort everything under `tag` under `into`, and drop `tag`. Raises NotAllowed."""
    refuse(tag_change_refusal(by, tag))
    entries = list(tag.entries.values_list("pk", flat=True))
    into.entries.add(*entries)
    if isinstance(tag, Occasion):
        Outline.objects.filter(occasion=tag).update(occasion=into)
    into.former_names = [*into.former_names, *tag.former_names, tag.name]
    into.save()
    log_action(by, f"merge-{tag._meta.model_name}", tag, name=tag.name, into=into.name, entries=len(entries))
    tag.delete()


@transaction.atomic
def move_tag(tag: Tag, step: int, *, by: User) -> None:
    """Change places with the tag before (-1) or after (+1). Raises NotAllowed."""
    refuse(tag_refusal(by))
    tags = list(type(tag).objects.select_for_update())
    place = tags.index(tag)
    other = place + step
    if 0 <= other < len(tags):
        tags[place], tags[other] = tags[other], tags[place]
    for order, each in enumerate(tags, start=1):
        each.order = order
    type(tag).objects.bulk_update(tags, ["order"])
    log_action(by, f"move-{tag._meta.model_name}", tag, step=step)


def forget_name(model: type[Theme | Occasion] | type[Tag], name: str) -> None:
    """A name in use again is nobody's former name."""
    for tag in model.objects.filter(former_names__contains=[name]):
        tag.former_names = [old for old in tag.former_names if old != name]
        tag.save()

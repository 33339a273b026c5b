"""Themes and occasions: added, renamed, merged and parted again, put in order."""

from django.db import transaction
from django.db.models import Max

from speeches.accounts.actions import log_action
from speeches.accounts.models import ActionLog, User
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
    before = what_is_under(tag, into)
    into.entries.add(*tag.entries.all())
    if isinstance(tag, Occasion):
        Outline.objects.filter(occasion=tag).update(occasion=into)
    into.former_names = [*into.former_names, *tag.former_names, tag.name]
    into.save()
    log_action(by, f"merge-{tag._meta.model_name}", tag, name=tag.name, into=into.name, **before)
    tag.delete()


def what_is_under(tag: Tag, into: Tag) -> dict[str, object]:
    """Return all that taking the merge back needs; in JSON, for the log."""
    there = set(into.entries.values_list("pk", flat=True))
    under = list(tag.entries.values_list("pk", flat=True))
    outlines = Outline.objects.filter(occasion=tag) if isinstance(tag, Occasion) else Outline.objects.none()
    return {
        "into_id": into.pk,
        "order": tag.order,
        "former_names": tag.former_names,
        "entries": len(under),
        "moved": [str(pk) for pk in under if pk not in there],
        "shared": [str(pk) for pk in under if pk in there],
        "outlines": [str(pk) for pk in outlines.values_list("pk", flat=True)],
    }


@transaction.atomic
def unmerge_tag(model: type[Tag], merge: ActionLog, *, by: User) -> Tag:
    """Bring back the tag that a merge dropped, with all that is still there. Raises NotAllowed.

    Only what the merge itself moved is moved back, so entries of other offices need no asking.
    """
    refuse(tag_refusal(by))
    told = merge.detail
    into = model.objects.get(pk=told["into_id"])
    # With its old number: an earlier merge into this one names it by that.
    tag = model(int(merge.target_id), told["name"], told["order"], told["former_names"])
    tag.save(force_insert=True)
    moved = into.entries.filter(pk__in=told["moved"])
    tag.entries.add(*moved, *into.entries.filter(pk__in=told["shared"]))
    into.entries.remove(*moved)
    if isinstance(into, Occasion):
        Outline.objects.filter(pk__in=told["outlines"], occasion=into).update(occasion=tag)
    into.former_names = [name for name in into.former_names if name not in (tag.name, *tag.former_names)]
    into.save()
    log_action(by, f"unmerge-{model._meta.model_name}", tag, name=tag.name, into=into.name, merge=merge.pk)
    return tag


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

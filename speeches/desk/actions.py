"""What the desk does across the rooms, each with the room's own action."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from speeches.accounts.actions import log_action
from speeches.accounts.models import User
from speeches.drafting.actions.rewording import reword_draft
from speeches.drafting.errors import BadChangesError
from speeches.drafting.models import Draft
from speeches.library.actions.rewording import reword_entry, reword_outline
from speeches.library.models import Entry, Expression, Outline
from speeches.library.rewording import Rewording, Ticks, rewording_of
from speeches.manuscript.punctuation import quoted

TICK = re.compile(r"(draft|entry|outline)/([0-9a-f-]{1,36})/([a-z0-9-]{1,40})/(\d{1,6})/([0-9a-f]{12})")
GONE = "{target}没有替换：它已被删除，或您看不到它了。"
REFUSED = "{target}没有替换：{reason}"
CHANGED = "{target}有 {count} 处在您打开清单之后改过，没有动；现在的样子在下面。"

Target = tuple[str, str]


class Repair(NamedTuple):
    """What became of the ticked places: how many were replaced in how many things, and what was not."""

    places: int
    things: int
    left: list[str]


def read_ticks(values: Iterable[str]) -> dict[Target, dict[str, dict[int, str]]]:
    """Return the ticked places by thing and part; what no page of ours sent is passed over."""
    ticks: dict[Target, dict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for value in values:
        if match := TICK.fullmatch(value):
            kind, target, key, start, seen = match.groups()
            ticks[kind, target][key][int(start)] = seen
    return ticks


def repair_wording(expression: Expression, values: Iterable[str], *, by: User) -> Repair:
    """Replace the ticked places, each thing by itself: what cannot be changed holds up nothing else."""
    rewording = rewording_of(expression)
    reason = f"替换过时提法{quoted(str(expression))}"
    places = things = 0
    left: list[str] = []
    for target, ticks in read_ticks(values).items():
        count, reasons = repair_one(target, rewording, ticks, by=by, reason=reason)
        places, things = places + count, things + bool(count)
        left += reasons
    log_action(by, "repair-wording", expression, places=places, things=things, left=left)
    return Repair(places, things, left)


def repair_one(
    target: Target, rewording: Rewording, ticks: Ticks, *, by: User, reason: str
) -> tuple[int, list[str]]:
    """Return how many places were replaced, and what has to be told of the rest."""
    wanted = sum(map(len, ticks.values()))
    name = "这一项"
    try:
        thing = named(target, by)
        name = quoted(str(thing))
        count = repaired(thing, rewording, ticks, by=by, reason=reason)
    except ValidationError as error:
        return 0, [REFUSED.format(target=name, reason="；".join(error.messages))]
    except (PermissionDenied, BadChangesError) as error:
        return 0, [REFUSED.format(target=name, reason=error)]
    except (ObjectDoesNotExist, ValueError):
        return 0, [GONE.format(target=name)]
    return count, list(told_of_rest(name, wanted - count))


def told_of_rest(name: str, count: int) -> Iterator[str]:
    if count > 0:
        yield CHANGED.format(target=name, count=count)


def named(target: Target, user: User) -> Draft | Entry | Outline:
    """Return the thing a tick names. Raises ObjectDoesNotExist or ValueError where there is none."""
    kind, key = target
    if kind == "draft":
        return Draft.objects.open_to(user).get(pk=int(key))
    if kind == "entry":
        return Entry.objects.readable_by(user).get(pk=uuid.UUID(key))
    return Outline.objects.visible_to(user).get(pk=uuid.UUID(key))


def repaired(
    thing: Draft | Entry | Outline,
    rewording: Rewording,
    ticks: Mapping[str, Mapping[int, str]],
    *,
    by: User,
    reason: str,
) -> int:
    if isinstance(thing, Draft):
        return reword_draft(thing, rewording, ticks, author=by, reason=reason)
    if isinstance(thing, Entry):
        return reword_entry(thing.pk, rewording, ticks, by=by, reason=reason)
    return reword_outline(thing.pk, rewording, ticks, by=by, reason=reason)

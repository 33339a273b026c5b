"""The register of people as proofreading reads it."""

from speeches.proofreading import context

from .models import Office, Person


def people_for(office: Office | int | None) -> tuple[context.Person, ...]:
    """Return the people an office's speeches may name: those of the offices above first, then its own.

    Whom the office registers itself is not taken from above. Two short queries.
    """
    if office is None:
        return ()
    key = office.pk if isinstance(office, Office) else office
    ranks = ranks_of(key)
    rows = sorted(
        Person.objects.kept().filter(office__in=ranks),
        key=lambda row: (ranks[row.office_id], row.order, row.pk),
    )
    own = {row.name for row in rows if row.office_id == key}
    told = [row for row in rows if row.office_id == key or row.name not in own]
    return tuple(
        context.Person(row.name, row.post, order, row.since, row.until)
        for row, order in zip(told, orders(told), strict=True)
    )


def orders(rows: list[Person]) -> list[int]:
    """Return the place of each row; rows of one office with one number have no order among them."""
    places: list[int] = []
    for index, row in enumerate(rows):
        before = rows[index - 1] if index else None
        same = before is not None and (before.office_id, before.order) == (row.office_id, row.order)
        places.append(places[-1] if same else index + 1)
    return places


def ranks_of(office: int) -> dict[int, int]:
    """Return the office and those above it, the topmost with the lowest number."""
    parents = dict(Office.objects.at_or_above([office]).values_list("pk", "parent"))
    chain: list[int] = []
    at: int | None = office
    while at in parents and at not in chain:
        chain.append(at)
        at = parents[at]
    return {key: -place for place, key in enumerate(chain)}

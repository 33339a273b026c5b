"""What it takes to make one manuscript into another, as a change set says it. Pure."""

from typing import Any

from speeches.manuscript.ordering import unmoved
from speeches.manuscript.value import Manuscript


def changes_to(before: Manuscript, after: Manuscript) -> dict[str, Any]:
    """Return {"front", "upserts", "deletions"}: only what differs; `front` is None where it stays.

    As the editor sends it: an upsert with "after" is put behind that key, null being the start.
    """
    old = {paragraph.key: paragraph for paragraph in before.paragraphs}
    new = {paragraph.key for paragraph in after.paragraphs}
    fixed = kept_in_order(before, after)
    upserts = []
    previous: str | None = None
    for paragraph in after.paragraphs:
        is_placed = paragraph.key in fixed
        if not is_placed or old[paragraph.key] != paragraph:
            place = {} if is_placed else {"after": previous}
            upserts.append({**paragraph.to_json(), **place})
        previous = paragraph.key
    front = [[line.kind.value, line.text] for line in after.front]
    return {
        "front": front if before.front != after.front else None,
        "upserts": upserts,
        "deletions": [key for key in old if key not in new],
    }


def kept_in_order(before: Manuscript, after: Manuscript) -> set[str]:
    """Return the keys whose place need not be told."""
    places = {paragraph.key: place for place, paragraph in enumerate(before.paragraphs)}
    common = [paragraph.key for paragraph in after.paragraphs if paragraph.key in places]
    stays = unmoved([places[key] for key in common], [1] * len(common))
    return {common[at] for at in stays}

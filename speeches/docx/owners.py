"""Which paragraph of ours each stretch of a returned file belongs to: by bookmark, or by its line. Pure."""

from collections.abc import Collection, Sequence

from speeches.manuscript.value import Manuscript

from .matching import Matched, match
from .returned import ReadLine, ReturnedFile, Sides, effective_keys, read_lines


def owners(
    base: Manuscript, matched: Matched, file: ReturnedFile, sides: Sides, lines: Sequence[ReadLine]
) -> list[str]:
    """Return the key of ours that each atom belongs to, by its bookmark or by the line it stands on."""
    keys = effective_keys(file.atoms)
    own = {paragraph.key for paragraph in base.paragraphs}
    lost = [at for at, atom in enumerate(file.atoms) if atom.deleted and not keys[at]]
    if lost:
        # What was deleted in a file without bookmarks is known by where it stood before.
        before, were = read_lines(file.atoms, sides.before), [*keys]
        give_keys(were, before, match(base, before), own)
        for at in lost:
            keys[at] = were[at]
    give_keys(keys, lines, matched, own)
    return keys


def give_keys(keys: list[str], lines: Sequence[ReadLine], matched: Matched, own: Collection[str]) -> None:
    """Give the atoms that have no key that of the paragraph which their line begins with."""
    first: dict[int, str] = {}
    for key, place in matched.places.items():
        if key in own:
            first.setdefault(place, key)
    for place, key in first.items():
        for at in lines[place].atoms:
            keys[at] = keys[at] or key

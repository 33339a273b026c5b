"""A file that came back, as it was read: every stretch of text with who inserted or deleted it. Pure values.

Nothing is decided here: which changes are taken, and what they mean for the speech, is told elsewhere.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

from .marked import Identity
from .marking import Stamp
from .sources import SOFT_BREAK


class Atom(NamedTuple):
    """A stretch of text with one key and one fate; the end of a paragraph is one of its own, without text.

    `style` is the name of the paragraph's style, on its end.
    """

    text: str
    key: str = ""
    inserted: Stamp | None = None
    deleted: Stamp | None = None
    is_end: bool = False
    is_moved: bool = False
    style: str = ""

    @property
    def stamp(self) -> Stamp | None:
        """Return who changed it, the deleting one where there are two."""
        return self.deleted or self.inserted


class Remark(NamedTuple):
    """A comment as it stands in the file; `parent` is the index of the one it answers, −1 none.

    It is on the atoms from `start` up to `end`; both −1 where the text it was on is gone.
    """

    stamp: Stamp
    text: str
    start: int = -1
    end: int = -1
    is_resolved: bool = False
    parent: int = -1


class Aside(NamedTuple):
    """Text that stands beside the speech: a text box, a note. `kind` is its Chinese name."""

    kind: str
    text: str


@dataclass(slots=True)
class ReturnedFile:
    """What a file says: its text with all changes in it, comments, where it came from, who saved it last."""

    atoms: list[Atom] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    identity: Identity = field(default_factory=Identity)
    saved_by: str = ""
    program: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "atoms": self.atoms,
            "remarks": self.remarks,
            "asides": self.asides,
            "identity": self.identity.to_properties(),
            "saved_by": self.saved_by,
            "program": self.program,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            [Atom(a[0], a[1], stamp(a[2]), stamp(a[3]), *a[4:]) for a in data["atoms"]],
            [Remark(Stamp(*found), *rest) for found, *rest in data["remarks"]],
            [Aside(*aside) for aside in data["asides"]],
            Identity.from_properties(data["identity"]),
            data["saved_by"],
            data["program"],
        )


def stamp(found: list[str] | None) -> Stamp | None:
    return None if found is None else Stamp(*found)


Side = Callable[[Atom], bool]


def accepted(atom: Atom) -> bool:
    """Tell whether an atom is in the text once all changes are accepted."""
    return atom.deleted is None


def rejected(atom: Atom) -> bool:
    """Tell whether an atom is in the text once all changes are rejected."""
    return atom.inserted is None


@dataclass(frozen=True, slots=True)
class Sides:
    """The two texts of a file of ours: before it went out, and as it is to be. `ours` are our own changes.

    Ours were part of the text where they told what had changed, and not yet where they were proposals.
    """

    ours: frozenset[Stamp] = frozenset()
    is_ours_in: bool = True

    def before(self, atom: Atom) -> bool:
        return self._has(atom, theirs_in=False)

    def after(self, atom: Atom) -> bool:
        return self._has(atom, theirs_in=True)

    def is_theirs(self, atom: Atom) -> bool:
        """Tell whether somebody else changed this atom."""
        return any(one is not None and one not in self.ours for one in (atom.inserted, atom.deleted))

    def _has(self, atom: Atom, *, theirs_in: bool) -> bool:
        if atom.inserted is not None and not self._is_in(atom.inserted, theirs_in=theirs_in):
            return False
        return atom.deleted is None or not self._is_in(atom.deleted, theirs_in=theirs_in)

    def _is_in(self, stamp: Stamp, *, theirs_in: bool) -> bool:
        return self.is_ours_in if stamp in self.ours else theirs_in


@dataclass(slots=True)
class ReadLine:
    """A paragraph on one side: what stands under which key, its style, and the atoms it is made of."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    style: str = ""
    atoms: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.parts)


TITLES: Collection[str] = ("title", "标题")


def read_lines(atoms: list[Atom], side: Side) -> list[ReadLine]:
    """Return the paragraphs of one side. One that was merged into the next has that one's style."""
    return list(lines_of(atoms, side))


def lines_of(atoms: list[Atom], side: Side) -> Iterator[ReadLine]:
    line, has_any = ReadLine(), False
    for place, atom in enumerate(atoms):
        line.atoms.append(place)
        if not side(atom):
            continue
        has_any = True
        if not atom.is_end:
            add(line, atom)
            continue
        line.style = atom.style
        if atom.style in TITLES:
            line.parts = [(key, text.replace(SOFT_BREAK, "")) for key, text in line.parts]
        yield line
        line, has_any = ReadLine(), False
    if has_any:
        yield line


def add(line: ReadLine, atom: Atom) -> None:
    if line.parts and line.parts[-1][0] == atom.key:
        line.parts[-1] = (atom.key, line.parts[-1][1] + atom.text)
    else:
        line.parts.append((atom.key, atom.text))


def effective_keys(atoms: list[Atom]) -> list[str]:
    """Return each atom's key: what stands under none belongs to what is before it, else behind it."""
    keys = [atom.key for atom in atoms]
    begin = 0
    for place, atom in enumerate(atoms):
        if atom.is_end or place == len(atoms) - 1:
            stretch = range(begin, place + 1)
            first = next((keys[at] for at in stretch if keys[at]), "")
            for at in stretch:
                keys[at] = keys[at] or first
                first = keys[at]
            begin = place + 1
    return keys

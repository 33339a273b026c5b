"""Reading a file that came back (回稿): text, tracked changes, comments, identity. For uploads in a child."""

from collections.abc import Sequence

from .errors import CorruptFileError, NoTextError
from .marked import Identity
from .oxml.additions import read_properties
from .oxml.archive import Archive
from .oxml.revisions import RevisionWalker, read_atoms
from .oxml.stylesheet import read_styles
from .oxml.threads import ReadComment, read_comments, read_extended, read_notes, read_saver
from .reader import TEXT_BOX
from .recognition import refuse_other_files
from .returned import Aside, Remark, ReturnedFile


def read_returned(data: bytes) -> ReturnedFile:
    """Read a file of any origin. Linear; raises a DocxError whose text is for the person who sent it."""
    refuse_other_files(data)
    with Archive(data) as archive:
        main = archive.main_part()
        document = archive.read(main)
        if document is None:
            raise CorruptFileError
        styles, numbering = read_styles(archive, main)
        comments = read_comments(archive.tree(archive.related(main, "comments") or ""))
        extended = read_extended(archive.tree(archive.related(main, "commentsExtended") or ""))
        notes = read_notes(archive, main)
        properties = read_properties(archive.tree(archive.related("", "custom-properties") or ""))
        saved_by, program = read_saver(archive)
    walker = RevisionWalker(styles, numbering)
    boxed = read_atoms(document, walker)
    if not any(atom.text.strip() for atom in walker.atoms):
        raise NoTextError
    asides = [Aside(TEXT_BOX, text) for text in boxed] + [Aside(*note) for note in notes]
    remarks = threaded(comments, extended, walker.ranges)
    identity = Identity.from_properties(properties)
    return ReturnedFile(walker.atoms, remarks, asides, identity, saved_by, program)


def threaded(
    comments: Sequence[ReadComment],
    extended: dict[str, tuple[str, bool]],
    ranges: dict[str, list[int]],
) -> list[Remark]:
    """Return the comments with their places; a reply names the index of what it answers."""
    owners = {own: place for place, comment in enumerate(comments) for own in comment.paragraphs if own}
    remarks = []
    for comment in comments:
        links = [extended[own] for own in comment.paragraphs if own in extended]
        parent = next((owners[parent] for parent, _ in links if parent in owners), -1)
        start, end = ranges.get(comment.number, (-1, -1))
        is_resolved = any(done for _, done in links)
        remarks.append(Remark(comment.stamp, comment.text, start, end, is_resolved, parent))
    return rooted(remarks)


def rooted(remarks: Sequence[Remark]) -> list[Remark]:
    """Return the replies as answers to the first of their thread; one that answers itself begins one."""
    roots: dict[int, int] = {}
    for place in range(len(remarks)):
        path: dict[int, None] = {}
        at = place
        while at not in roots and at not in path and remarks[at].parent >= 0:
            path[at] = None
            at = remarks[at].parent
        root = roots.get(at, at)
        roots.update(dict.fromkeys([*path, at], root))
    return [
        remark._replace(parent=-1 if roots[place] == place else roots[place])
        for place, remark in enumerate(remarks)
    ]

"""Which draft a returned file shows, and which of its versions its changes are told against."""

from collections.abc import Iterable
from itertools import islice

from speeches.accounts.models import User
from speeches.docx.layout import Layout
from speeches.docx.marked import PROPOSALS, Identity, checksum
from speeches.docx.returned import ReturnedFile, Sides, accepted, read_lines, rejected
from speeches.docx.sources import sources
from speeches.drafting.models import Draft, Revision
from speeches.manuscript.value import Manuscript
from speeches.review.models.returned import Recognised

# Whoever brings a file without a mark has seldom waited longer.
LOOKED_AT = 40


def named_draft(identity: Identity, user: User) -> Draft | None:
    """Return the draft that a file names, if this person writes it and it is the one."""
    if not identity.draft.isdecimal() or len(identity.draft) > 9:
        return None
    draft = Draft.objects.written_by(user).filter(pk=int(identity.draft)).first()
    return draft if draft and named_revision(identity, draft) else None


def named_revision(identity: Identity, draft: Draft) -> Revision | None:
    """Return the version that a file names; a checksum tells it from one of another server."""
    if identity.draft != str(draft.pk) or not identity.revision.isdecimal() or len(identity.revision) > 9:
        return None
    revision = draft.revisions.filter(number=int(identity.revision)).first()
    if revision is None:
        return None
    seal = checksum(identity.draft, identity.revision, revision.manuscript())
    return revision if seal == identity.checksum else None


def base_of(file: ReturnedFile, draft: Draft) -> tuple[Revision | None, Recognised]:
    """Return the version to compare with, and how it was found; a draft without versions has none."""
    if revision := named_revision(file.identity, draft):
        return revision, Recognised.BY_MARK
    how = Recognised.NO_MARK
    if file.identity.draft:
        is_own = file.identity.draft == str(draft.pk)
        how = Recognised.REVISION_GONE if is_own else Recognised.OTHER_DRAFT
    return most_alike(file, draft.revisions.select_related("author")), how


def most_alike(file: ReturnedFile, revisions: Iterable[Revision]) -> Revision | None:
    """Return the version with most paragraphs in common with the file, the newest of equals."""
    texts = {line.text for side in (accepted, rejected) for line in read_lines(file.atoms, side)}
    best, most = None, -1
    for revision in islice(revisions, LOOKED_AT):
        common = sum(len(text) for text in printed(revision.manuscript()) if text in texts)
        if common > most:
            best, most = revision, common
    return best


def printed(manuscript: Manuscript) -> list[str]:
    return [source.text for source in sources(manuscript, Layout())]


def sides_of(file: ReturnedFile, how: Recognised) -> Sides:
    """Return which changes in a file are our own; what somebody else's file calls so is not."""
    if how is not Recognised.BY_MARK:
        return Sides()
    return Sides(frozenset(file.identity.stamps), is_ours_in=file.identity.against != PROPOSALS)

"""A trusted source (可信来源): what of it goes into use before anybody has looked at it."""

from collections.abc import Iterable

from speeches.accounts.models import User
from speeches.library.indexing import index_new
from speeches.library.models import Candidate
from speeches.library.outdated import finder_for
from speeches.library.permissions import create_refusal

from .triage import enter, told_by


def accept_trusted(candidates: Iterable[Candidate], by: User) -> None:
    """Take in those of one office, all like nothing else, that are sure and hold no outdated wording.

    The rest waits for a person; so does everything where the uploader is no longer a curator.
    """
    finder = None
    entries = []
    for candidate in candidates:
        finder = finder or finder_for(candidate.office_id)
        if not candidate.is_sure or finder.find(f"{candidate.title}\n{candidate.original}"):
            continue
        if create_refusal(by, candidate.office):
            return
        entries.append(enter(candidate, by=by, sorting=told_by(candidate), is_seen=True))
    # At once: the next file of the batch must find them, or it would bring them in a second time.
    index_new(entries)

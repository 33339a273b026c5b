"""Why something is not taken in. Each has one Chinese sentence: what is wrong, what to do."""

from speeches.manuscript.errors import ManuscriptError


class IntakeError(ManuscriptError):
    """A file or an archive that is not taken in; `str()` is the sentence."""

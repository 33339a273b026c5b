"""Why something is not taken in. Each has one Chinese sentence: what is wrong, what to do."""

from speeches.manuscript.errors import ManuscriptError


class IntakeError(ManuscriptError):
    """A file or an archive that is not taken in; `str()` is the sentence."""


class NotSpeechError(IntakeError):
    """A file that nobody would take for a speech: an image, a table. It is passed over, not a fault."""

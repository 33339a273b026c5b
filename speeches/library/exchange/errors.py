"""Why a file is not taken. `str()` is one Chinese sentence: what is wrong, what to do."""


class ExchangeError(ValueError):
    """A file or a key that is not accepted. Nothing has been stored."""


class UnknownKeyError(ExchangeError):
    """Whole, and signed by somebody not trusted here; the fingerprint is to be compared by telephone."""

    def __init__(self, sentence: str, fingerprint: str, office: str) -> None:
        super().__init__(sentence)
        self.fingerprint, self.office = fingerprint, office

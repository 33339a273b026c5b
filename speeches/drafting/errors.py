"""What drafting cannot take. Each carries one Chinese sentence that says what happened and what to do."""


class BadChangesError(ValueError):
    """A change set that cannot be understood: 422. Nothing of it was stored."""


class OutOfStepError(ValueError):
    """A change set based on what the server never had: 409. The page must be reloaded."""


class NumberTakenError(OutOfStepError):
    """A number that this client has used for another change set: 409, to be sent again under a new name."""

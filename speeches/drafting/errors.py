"""What drafting cannot take. Each carries one Chinese sentence that says what happened and what to do."""


class BadChangesError(ValueError):
    """A change set that cannot be understood: 422. Nothing of it was stored."""


class OutOfStepError(ValueError):
    """A change set based on what the server never had: 409. The page must be reloaded."""

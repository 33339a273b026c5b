"""Faults of an input, each with one Chinese sentence for the person at the screen."""


class ManuscriptError(Exception):
    """Something cannot be read as a speech. `str()` says in Chinese what is wrong and what to do."""

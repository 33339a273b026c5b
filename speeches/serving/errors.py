"""What stops 执笔 from being served."""


class ServingError(Exception):
    """str() is a sentence for people."""

"""Words of Chinese text. The only module that knows which segmenter is used."""

import warnings
from collections.abc import Callable

with warnings.catch_warnings():
    # jieba asks for a module that setuptools is retiring, and holds escapes that newer Pythons warn of.
    warnings.simplefilter("ignore")
    import jieba

jieba.setLogLevel("ERROR")

# The dictionary is loaded by the first call (about half a second), not by the import.
cut: Callable[[str], list[str]] = jieba.lcut


def words(text: str) -> list[str]:
    """Return the words of a text in order; joined they are the text."""
    return cut(text)

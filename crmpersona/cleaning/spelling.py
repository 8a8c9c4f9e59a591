"""One spelling per word: variants in case, width and spaces go to the commonest of them."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

__all__ = ["common_spellings", "fold"]


def fold(word: str) -> str:
    """Reduce a word to what its variants share.

    Parameters
    ----------
    word : str
        A word as written.

    Returns
    -------
    str
        Without case, width and spaces.

    Examples
    --------
    >>> fold(" Ｈome  Care ") == fold("homecare")
    True
    """
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", word).casefold())


def common_spellings(counts: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Find the variants of each column's words and the spelling that replaces them.

    Parameters
    ----------
    counts : pandas.DataFrame
        ``column``, ``word``, ``rows``.

    Returns
    -------
    dict of str to dict of str to str
        Per column, variant to commonest spelling; ties go to the shorter one, then code-point order.

    Examples
    --------
    >>> common_spellings(pd.DataFrame({"column": "channel", "word": ["App", "app ", "门店"], "rows": [9, 2, 5]}))
    {'channel': {'app ': 'App'}}
    """
    best: dict[tuple[str, str], tuple[tuple[bool, int, int], str]] = {}
    rows = sorted(counts[["column", "word", "rows"]].itertuples(index=False, name=None))
    for column, word, number in rows:
        key = (column, fold(word))
        rank = (word == word.strip(), number, -len(word))
        if key not in best or rank > best[key][0]:
            best[key] = (rank, word)
    found: dict[str, dict[str, str]] = {}
    for column, word, _ in rows:
        chosen = best[column, fold(word)][1]
        if chosen != word:
            found.setdefault(column, {})[word] = chosen
    return found

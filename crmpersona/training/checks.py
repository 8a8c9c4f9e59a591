"""The answer of a learner, judged kindly and with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from crmpersona.contract import Result, Words, resolve_lang

__all__ = ["Check", "compare_series", "compare_value", "unanswered"]

WORDS = Words(
    {
        "open": (
            "练习「{name}」：还没有作答。把 ... 换成你的答案，再运行本格。",
            'Exercise "{name}": not answered yet. Put your answer in place of ... and run the cell again.',
        ),
        "right": ("练习「{name}」：正确。{why}", 'Exercise "{name}": correct. {why}'),
        "wrong": ("练习「{name}」：还不对。{why}", 'Exercise "{name}": not yet. {why}'),
        "type": ("需要 {wanted}，得到 {found}。", "Wanted {wanted}, found {found}."),
        "index": (
            "应有 {wanted} 行，得到 {found} 行；索引应为客户编号。",
            "Wanted {wanted} rows, found {found}; the index should be the customer.",
        ),
        "differ": ("{n} 行不同。提示：{hint}", "{n} rows differ. Hint: {hint}"),
        "value": ("这个数不对。提示：{hint}", "That figure is not right. Hint: {hint}"),
    }
)


@dataclass(frozen=True, kw_only=True, repr=False)
class Check(Result):
    """What a self-check found.

    Parameters
    ----------
    passed : bool or None
        Whether the answer is right; None where there is none yet.
    message_zh, message_en : str
        What to tell the learner.

    Examples
    --------
    >>> Check(passed=True, message_zh="正确", message_en="correct").summary("en")
    'correct'
    """

    passed: bool | None
    message_zh: str
    message_en: str

    def summary(self, lang: str | None = None) -> str:
        """Return the message in one language."""
        return self.message_zh if resolve_lang(lang) == "zh" else self.message_en

    def to_frame(self) -> pd.DataFrame:
        """Return no table: a check is one sentence."""
        return pd.DataFrame()


def _check(passed: bool | None, key: str, name: tuple[str, str], why: tuple[str, str] = ("", "")) -> Check:
    """Fill the sentence of a check in both languages."""
    zh = WORDS(key, "zh", name=name[0], why=why[0]).strip()
    en = WORDS(key, "en", name=name[1], why=why[1]).strip()
    return Check(passed=passed, message_zh=zh, message_en=en)


def unanswered(answer: Any) -> bool:
    """Say whether a learner has not answered yet.

    Parameters
    ----------
    answer : object
        What stands in the exercise cell.

    Returns
    -------
    bool
        True for the placeholder ``...`` and None.

    Examples
    --------
    >>> unanswered(...), unanswered(0)
    (True, False)
    """
    return answer is ... or answer is None


def compare_value(
    answer: Any, truth: Any, name: tuple[str, str], hint: tuple[str, str], why: tuple[str, str] = ("", "")
) -> Check:
    """Judge one figure or word.

    Parameters
    ----------
    answer : object
        The learner's answer.
    truth : object
        The right one; numbers may differ by one part in a million.
    name, hint, why : (str, str)
        Name of the exercise, help after a wrong answer, praise with the reason after a right one:
        Chinese and English.

    Returns
    -------
    Check
        The verdict.

    Examples
    --------
    >>> compare_value(9, 9, ("天数", "days"), ("数一数", "count")).passed
    True
    """
    if unanswered(answer):
        return _check(None, "open", name)
    if isinstance(truth, (int, float)) and not isinstance(answer, str):
        good = abs(float(answer) - float(truth)) <= 1e-6 * max(1.0, abs(float(truth)))
    else:
        good = str(answer) == str(truth)
    if good:
        return _check(True, "right", name, why)
    return _check(False, "wrong", name, (WORDS("value", "zh", hint=hint[0]), WORDS("value", "en", hint=hint[1])))


def compare_series(
    answer: Any,
    truth: pd.Series[Any],
    name: tuple[str, str],
    hint: tuple[str, str],
    why: tuple[str, str] = ("", ""),
) -> Check:
    """Judge one value per customer; the order of rows does not matter.

    Parameters
    ----------
    answer : object
        The learner's answer; a Series indexed by customer is wanted.
    truth : pandas.Series
        The right one.
    name, hint, why : (str, str)
        As in :func:`compare_value`.

    Returns
    -------
    Check
        The verdict, with the number of differing rows.

    Examples
    --------
    >>> truth = pd.Series({"a": 1, "b": 2})
    >>> compare_series(pd.Series({"b": 2, "a": 1}), truth, ("天数", "days"), ("数", "count")).passed
    True
    """
    if unanswered(answer):
        return _check(None, "open", name)
    if not isinstance(answer, pd.Series):
        found = {"wanted": "pandas.Series", "found": type(answer).__name__}
        return _check(False, "wrong", name, (WORDS("type", "zh", **found), WORDS("type", "en", **found)))
    mappings: Mapping[str, int] = {"wanted": len(truth), "found": len(answer)}
    if set(answer.index) != set(truth.index) or len(answer) != len(truth):
        return _check(False, "wrong", name, (WORDS("index", "zh", **mappings), WORDS("index", "en", **mappings)))
    different = int((answer.reindex(truth.index).astype(str) != truth.astype(str)).sum())
    if pd.api.types.is_numeric_dtype(truth) and pd.api.types.is_numeric_dtype(answer):
        different = int(((answer.reindex(truth.index) - truth).abs() > 1e-6).sum())
    if not different:
        return _check(True, "right", name, why)
    counted = tuple(
        WORDS("differ", lang, n=different, hint=text) for lang, text in zip(("zh", "en"), hint, strict=True)
    )
    return _check(False, "wrong", name, (counted[0], counted[1]))

"""Yes and no, in words, letters, figures and marks."""

from __future__ import annotations

from crmpersona.cleaning.values.missing import is_missing
from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, missing, ok

__all__ = ["clean_boolean"]

_TRUE = frozenset(
    {
        *(
            "true",
            "t",
            "yes",
            "y",
            "1",
            "1.0",
            "on",
            "yep",
            "yeah",
            "checked",
            "enabled",
            "active",
            "agree",
            "agreed",
            "accepted",
        ),
        *("wahr", "ja", "oui", "sí", "sim", "vrai", "verdadero", "tak", "evet", "はい", "예", ".t.", ".true."),
        *(
            "是",
            "是的",
            "对",
            "對",
            "真",
            "有",
            "已开通",
            "开",
            "开启",
            "勾",
            "打勾",
            "同意",
            "已同意",
            "允许",
            "启用",
            "已启用",
            "成立",
            "正确",
        ),
        *("√", "✓", "✔", "☑", "✅", "🗹"),
    }
)

_FALSE = frozenset(
    {
        *(
            "false",
            "f",
            "no",
            "n",
            "0",
            "0.0",
            "off",
            "nope",
            "unchecked",
            "disabled",
            "inactive",
            "disagree",
            "declined",
            "rejected",
        ),
        *("falsch", "nein", "non", "não", "faux", "falso", "nie", "hayır", "いいえ", "아니요", ".f.", ".false."),
        *(
            "否",
            "不",
            "不是",
            "非",
            "错",
            "錯",
            "假",
            "没",
            "关",
            "关闭",
            "未开通",
            "不同意",
            "未同意",
            "禁止",
            "禁用",
            "已禁用",
            "不成立",
        ),
        *("✗", "✘", "☐", "❌"),
    }
)

# "Not recorded" as often as "no"; a cross ticks a box on some forms and strikes it out on others; and -1 is "true"
# to some programs.
_EITHER = frozenset(
    {
        *(
            "无",
            "無",
            "没有",
            "沒有",
            "none",
            "nil",
            "x",
            "×",
            "✕",
            "✖",
            "❎",
            "☒",
            "-1",
            "●",
            "○",
            "o",
            "ok",
            "si",
            "已",
            "未",
        ),
        *("y/n", "是/否", "yes/no", "n/y", "有/无", "true/false", "t/f", "0/1", "1/0", "是否"),
    }
)


def clean_boolean(raw: str, context: Context) -> Cleaned:  # noqa: ARG001 - one signature for every cleaner
    """Clean a truth value.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        Not used.

    Returns
    -------
    Cleaned
        True or False; ambiguous for 无 and marks that mean either.
    """
    word = raw.casefold().strip("'\"“”()（）[]【】。.!！ \ufe0f") or raw
    if word in _EITHER:
        return ambiguous("boolean.either", (True, False))
    if word in _TRUE:
        return ok(True, "boolean.word")
    if word in _FALSE:
        return ok(False, "boolean.word")
    if is_missing(raw):
        return missing("value.placeholder")
    return invalid("boolean.other")

"""Spellings by which a cell says that nothing was recorded."""

from __future__ import annotations

import re

__all__ = ["is_missing"]

_SPREADSHEET_ERROR = re.compile(
    r"#(?:n/?a|ref!?|value!?|name\??|div/0!?|null!?|num!?|spill!?|calc!?|getting_data|error!?|unknown!?)|#{2,}",
    re.IGNORECASE,
)

_MISSING_WORDS = frozenset(
    {
        *("n/a", "n.a.", "n.a", "na", "n\\a", "nan", "nat", "none", "null", "nil"),
        *("undefined", "undef", "unknown", "unk", "missing", "(null)", "<null>", "[null]", "{null}", "(none)"),
        *("<none>", "(blank)", "[blank]", "blank", "empty", "(empty)", "void", "<na>", "<nan>", "<n/a>"),
        *("(n/a)", "\\n", "pd.na", "tbd", "tba", "t.b.d.", "t.b.a.", "n/k", "n/d", "nd"),
        *("n.d.", "s/o", "k.a.", "entf.", "./.", "unspecified"),
        *("not available", "not applicable", "not provided", "not specified", "not known", "not recorded", "not set"),
        *(
            "no data",
            "no value",
            "no information",
            "no info",
            "to be determined",
            "to be confirmed",
            "not given",
            "no entry",
        ),
        *(
            "无",
            "無",
            "未知",
            "不详",
            "不詳",
            "不明",
            "暂无",
            "暫無",
            "空",
            "空白",
            "空值",
            "缺失",
            "缺",
            "没有",
            "沒有",
            "未填",
            "未填写",
            "未填寫",
        ),
        *(
            "未提供",
            "未登记",
            "未登記",
            "未记录",
            "未录入",
            "未設定",
            "未设置",
            "未设定",
            "未说明",
            "保密",
            "待定",
            "待补",
            "待补充",
            "待填",
            "待填写",
        ),
        *(
            "待录入",
            "待确认",
            "无数据",
            "无资料",
            "无记录",
            "无信息",
            "不清楚",
            "不知道",
            "不适用",
            "暂缺",
            "略",
            "无效值",
            "未获取",
            "請選擇",
            "请选择",
        ),
        *(
            "不便透露",
            "不愿透露",
            "未公开",
            "暂不提供",
            "なし",
            "不明",
            "該当なし",
            "없음",
            "keine angabe",
            "unbekannt",
            "inconnu",
            "desconocido",
        ),
        *("please select", "prefer not to say", "- select -", "--select--", "-- select --", "--请选择--", "-请选择-"),
    }
)

# Only marks: "-", "--", "—", "...", "?", "/", "*", "＿".
_MARKS_ONLY = re.compile(r"[\s\-‐-―−_=~·•.．。,，、;；:：/\\|?？!！*＊'\"“”‘’`()（）\[\]{}<>+…─━﹣]+")


def is_missing(text: str, keeps: frozenset[str] = frozenset()) -> str | None:
    """Return the rule by which a tidied text says that nothing was recorded.

    Parameters
    ----------
    text : str
        Text after :func:`tidy`.
    keeps : frozenset of str, default empty
        Spellings (casefolded) that are values in this kind of column.

    Returns
    -------
    str or None
        Name of the rule; None where something was recorded.

    Examples
    --------
    >>> is_missing("N/A"), is_missing("Christopher Null"), is_missing("NA", frozenset({"na"}))
    ('value.placeholder', None, None)
    """
    if not text:
        return "value.blank"
    if len(text) > 40:
        return "value.placeholder" if not text.strip("-_.*=") else None
    folded = text.casefold()
    bare = folded.strip(" ()[]<>{}（）【】《》「」\"'-—")
    if folded in keeps or bare in keeps:
        return None
    if folded in _MISSING_WORDS or bare in _MISSING_WORDS:
        return "value.placeholder"
    if _MARKS_ONLY.fullmatch(text):
        return "value.placeholder"
    return "value.spreadsheet_error" if _SPREADSHEET_ERROR.fullmatch(text) else None

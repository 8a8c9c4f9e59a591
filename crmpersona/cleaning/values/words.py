"""Notes of the value cleaners: each rule as a sentence in Chinese and English."""

from __future__ import annotations

from crmpersona.cleaning.values.words_places import PLACE_NOTES
from crmpersona.contract import Words

__all__ = ["NOTES"]

_SHARED = {
    "value.missing": ("没有值", "no value"),
    "value.blank": ("空白", "blank"),
    "value.placeholder": ("表示缺失的写法", "a spelling of “missing”"),
    "value.spreadsheet_error": ("表格公式的错误值", "an error value of a spreadsheet"),
    "value.lost": ("字符或数位已丢失，无法恢复", "characters or digits were lost and cannot be restored"),
    "value.too_long": ("过长，超过 {longest} 个字符", "longer than {longest} characters"),
    "value.type": ("单元格的数据类型不能表示此类值", "a cell of this data type cannot hold such a value"),
    "text.cleaned": ("空白与不可见字符已整理", "spaces and invisible marks tidied"),
}

NOTES = Words({**_SHARED, **PLACE_NOTES})

"""Words of reading and checking in Chinese and English."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["WORDS"]

WORDS = Words(
    {
        "kept": (
            "{tables} 张表、{rows:,} 行数据全部符合数据约定。",
            "All {rows:,} rows of {tables} tables keep the data contract.",
        ),
        "broken": (
            "{tables} 张表、{rows:,} 行数据，违反约定 {rules} 处；涉及行数最多的是 {table}.{column}：{rule}（{worst:,} 行）。",
            "{rows:,} rows of {tables} tables break {rules} rules of the data contract; most rows: {table}.{column}, {rule} ({worst:,}).",
        ),
        "missing column": ("缺少必需的列", "required column is missing"),
        "required": ("必填值缺失", "required value is missing"),
        "unreadable": ("无法识别", "cannot be read"),
        "not allowed": ("不在允许的取值内", "value is not allowed"),
        "below minimum": ("小于下限", "below the minimum"),
        "above maximum": ("大于上限", "above the maximum"),
        "unique": ("主键重复", "key is not unique"),
        "one currency": ("币种不止一种", "more than one currency"),
        "reference": ("引用的编号不存在", "id points to no row"),
    }
)

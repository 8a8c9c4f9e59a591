"""Words of the entry form."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["WORDS"]

WORDS = Words(
    {
        "add": ("添加", "Add"),
        "remove": ("撤销上一行", "Remove the last row"),
        "none_yet": ("尚未添加任何行；带 * 的项必填。", "No row yet; fields with * are required."),
        "added": ("已添加。共 {rows:,} 行。", "Added. {rows:,} rows in all."),
        "removed": ("已撤销。共 {rows:,} 行。", "Removed. {rows:,} rows in all."),
        "refused": ("没有添加，请先修改：", "Not added. Please change first:"),
        "repeated": ("与已添加的第 {row:,} 行编号相同。", "The id is that of row {row:,}, which was added before."),
        "fault": ("{label}：{problem}。{remedy}", "{label}: {problem}. {remedy}"),
    }
)

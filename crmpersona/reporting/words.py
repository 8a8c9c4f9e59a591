"""Words of the report's frame; each section keeps its own."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["WORDS"]

WORDS = Words(
    {
        "document": ("客户画像月报", "Monthly persona report"),
        "month": ("{year} 年 {month} 月", "{name} {year}"),
        "scope": ("报告范围", "Scope of this report"),
        "contents": ("目录", "Contents"),
        "spark_alt": ("{label}近 13 个月走势", "{label}, last 13 months"),
        "figures_of": ("「{title}」的数字", 'Figures of "{title}"'),
        "withheld_note": (
            "人数少于 10 的格子写作「<10」，为防止反推，另有格子写作「*」。",
            'Counts under 10 are written "<10"; cells that would give them away are written "*".',
        ),
    }
)

"""Words of fetching in Chinese and English."""

from __future__ import annotations

from crmpersona.contract import Words

__all__ = ["WORDS"]

WORDS = Words(
    {
        "fetched": (
            "读取 {pages:,} 页，收到 {received:,} 条记录；现共有 {rows:,} 条记录，另有 {absorbed:,} 条旧版本或重复记录已合并。",
            "{pages:,} pages with {received:,} records were fetched; there are {rows:,} records, and {absorbed:,} older versions or repetitions were absorbed.",
        ),
        "fetched_in_part": (
            "读取 {pages:,} 页，收到 {received:,} 条记录；现共有 {rows:,} 条记录，另有 {absorbed:,} 条旧版本或重复记录已合并。尚未读完：{open}，再次运行即可继续。",
            "{pages:,} pages with {received:,} records were fetched; there are {rows:,} records, and {absorbed:,} older versions or repetitions were absorbed. Not complete yet: {open}; the next run goes on.",
        ),
    }
)

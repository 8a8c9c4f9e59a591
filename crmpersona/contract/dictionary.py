"""The data dictionary, written from the contract."""

from __future__ import annotations

from collections.abc import Iterator

from crmpersona.contract.options import resolve_lang
from crmpersona.contract.schema import ColumnSpec, TableSpec
from crmpersona.contract.tables import CONTRACT
from crmpersona.contract.texts import Words

__all__ = ["markdown"]

WORDS = Words(
    {
        "title": ("数据字典", "Data dictionary"),
        "intro": (
            "由 `crmpersona.contract` 生成，请勿手改。除 customers 或 transactions 外，其余表可缺；多出的列会保留。",
            "Generated from `crmpersona.contract`; do not edit. All but customers or transactions is optional.",
        ),
        "key": ("主键", "Key"),
        "head": (
            "| 列 | 类型 | 必填 | 单位 | 取值 | 隐私类别 | 含义 |",
            "| column | type | required | unit | values | privacy | meaning |",
        ),
        "yes": ("是", "yes"),
    }
)


def _values(column: ColumnSpec) -> str:
    """Write allowed values or limits."""
    if column.allowed:
        return ", ".join(column.allowed)
    low = "" if column.minimum is None else f"≥ {column.minimum:g}"
    high = "" if column.maximum is None else f"≤ {column.maximum:g}"
    return " and ".join(part for part in (low, high) if part)


def _table(table: TableSpec, lang: str) -> Iterator[str]:
    """Yield the lines of one table."""
    yield f"\n## {table.name}\n"
    yield table.about_zh if lang == "zh" else table.about_en
    yield f"\n{WORDS('key', lang)}: `{' + '.join(table.key)}`\n"
    yield WORDS("head", lang)
    yield "|---|---|---|---|---|---|---|"
    for column in table.columns:
        required = WORDS("yes", lang) if column.required else ""
        about = column.about_zh if lang == "zh" else column.about_en
        yield (
            f"| `{column.name}` | {column.type} | {required} | {column.unit} | {_values(column)} "
            f"| {column.pii} | {about} |"
        )


def markdown(lang: str | None = None) -> str:
    """Write the data dictionary.

    Parameters
    ----------
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.

    Returns
    -------
    str
        Markdown with one table per table of the contract.

    Examples
    --------
    >>> markdown("en").splitlines()[0]
    '# Data dictionary'
    """
    lang = resolve_lang(lang)
    lines = [f"# {WORDS('title', lang)}\n", WORDS("intro", lang)]
    for table in CONTRACT.values():
        lines.extend(_table(table, lang))
    return "\n".join(lines) + "\n"

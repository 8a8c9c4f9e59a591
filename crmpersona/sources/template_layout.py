"""What the entry template shows of the contract: names of sheets and columns, values to choose from, limits."""

from __future__ import annotations

import re
import unicodedata

from crmpersona.contract import CONTRACT, ColumnSpec
from crmpersona.sources.aliases import column_aliases, table_aliases
from crmpersona.sources.words_template import KINDS, VALUES, WORDS

__all__ = ["LENGTHS", "choices", "column_label", "explained", "folded", "key_of_choice", "limits", "sheet_name"]

LENGTHS = {"id": 64, "category": 100, "text": 2_000}
LARGEST = 900_000_000_000_000
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _chinese(names: tuple[str, ...]) -> str | None:
    """Return the first Chinese one of several names."""
    return next((name for name in names if CHINESE.search(name)), None)


def sheet_name(table: str, lang: str) -> str:
    """Name the sheet of a table.

    Parameters
    ----------
    table : str
        Table of the contract.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        A name that reading understands.

    Examples
    --------
    >>> sheet_name("customers", "zh"), sheet_name("customers", "en")
    ('客户', 'customers')
    """
    return (_chinese(table_aliases(table)) if lang == "zh" else None) or table


def column_label(table: str, column: str, lang: str) -> str:
    """Name a column for people.

    Parameters
    ----------
    table, column : str
        Names in the contract.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        A name that reading understands.

    Examples
    --------
    >>> column_label("customers", "birth_date", "zh"), column_label("customers", "birth_date", "en")
    ('出生日期', 'birth_date')
    """
    if lang != "zh":
        return column
    aliases = column_aliases(table, column)
    meaning = CONTRACT[table].column(column).about_zh.partition("，")[0]
    return meaning if meaning in aliases else _chinese(aliases) or column


def choices(column: ColumnSpec, lang: str) -> tuple[str, ...]:
    """List the values to choose from.

    Parameters
    ----------
    column : ColumnSpec
        Declaration.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    tuple of str
        Words; empty where any value is allowed.

    Examples
    --------
    >>> choices(CONTRACT["customers"].column("gender"), "zh")
    ('女', '男', '其他')
    """
    keys = ("true", "false") if column.type == "boolean" else column.allowed
    return tuple(VALUES(key, lang) if key in VALUES else key for key in keys)


def folded(text: str) -> str:
    """Reduce a text to what is compared: no case, no width, no blanks around.

    Parameters
    ----------
    text : str
        What somebody typed.

    Returns
    -------
    str
        For comparison only.

    Examples
    --------
    >>> folded(" Ｙes ")
    'yes'
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


def key_of_choice(column: ColumnSpec, text: str) -> str | None:
    """Return the stable value that a chosen word means, in either language.

    Parameters
    ----------
    column : ColumnSpec
        Declaration.
    text : str
        What somebody chose or typed.

    Returns
    -------
    str or None
        Value of the contract (``"true"`` and ``"false"`` for yes and no), or None.

    Examples
    --------
    >>> key_of_choice(CONTRACT["customers"].column("gender"), "女")
    'female'
    """
    known: dict[str, str] = {}
    for key in ("true", "false") if column.type == "boolean" else column.allowed:
        words = VALUES.get(key, ())
        known |= {folded(word): key for word in (key, *words)}
    if column.type == "boolean":
        known |= {"1": "true", "0": "false", "y": "true", "n": "false"}
    return known.get(folded(text))


def limits(column: ColumnSpec) -> tuple[float, float]:
    """Return the limits of a number, the engine's where the contract sets none.

    Parameters
    ----------
    column : ColumnSpec
        Declaration.

    Returns
    -------
    low, high : float
        Both included.

    Examples
    --------
    >>> limits(CONTRACT["feedback"].column("rating"))
    (1, 5)
    """
    low = -LARGEST if column.minimum is None else column.minimum
    return low, LARGEST if column.maximum is None else column.maximum


def explained(column: ColumnSpec, lang: str) -> str:
    """Explain a column in a few lines: meaning, type, unit, values.

    Parameters
    ----------
    column : ColumnSpec
        Declaration.
    lang : {"en", "zh"}
        Language.

    Returns
    -------
    str
        Lines.

    Examples
    --------
    >>> explained(CONTRACT["feedback"].column("rating"), "en").splitlines()
    ['Stars', 'Type: whole number', 'Values: ≥ 1, ≤ 5', 'Unit: stars', 'optional']
    """
    colon = "：" if lang == "zh" else ": "
    values = _values(column, lang)
    unit = "" if column.type in ("timestamp", "date") else column.unit
    lines = [
        column.about_zh if lang == "zh" else column.about_en,
        f"{WORDS('kind', lang)}{colon}{KINDS(column.type, lang)}",
        f"{WORDS('values', lang)}{colon}{values}" if values else "",
        f"{WORDS('unit', lang)}{colon}{unit}" if unit else "",
        WORDS("required" if column.required else "optional", lang),
    ]
    return "\n".join(line for line in lines if line)


def _values(column: ColumnSpec, lang: str) -> str:
    """Write what may be entered."""
    parts = list(choices(column, lang))
    if column.minimum is not None:
        parts.append(WORDS("at_least", lang, low=column.minimum))
    if column.maximum is not None:
        parts.append(WORDS("at_most", lang, high=column.maximum))
    if column.type in LENGTHS and not parts:
        parts.append(WORDS("length", lang, most=LENGTHS[column.type]))
    return ("、" if lang == "zh" else ", ").join(parts)

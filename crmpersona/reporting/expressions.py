"""Questions of the runner to the engine: which months have orders, and which values must stay private."""

from __future__ import annotations

from typing import Any

import pandas as pd

from crmpersona.contract import Crm
from crmpersona.relational import local_day, month_number

__all__ = ["distinct_texts", "orders_per_month"]


def orders_per_month(crm: Crm) -> pd.Series[int]:
    """Count order lines by month of the business time zone.

    Parameters
    ----------
    crm : Crm
        Data with a table ``transactions``.

    Returns
    -------
    pandas.Series
        Lines by month number (year · 12 + month − 1), ascending.
    """
    table = crm.table("transactions")
    table = table.filter(table.ordered_at.notnull())
    months = table.select(month=month_number(local_day(table.ordered_at, crm.timezone)))
    frame: pd.DataFrame = months.group_by("month").aggregate(lines=months.count()).order_by("month").to_pandas()
    return frame.set_index("month")["lines"]


def distinct_texts(table: Any, column: str) -> list[str]:
    """Return the different texts of a column.

    Parameters
    ----------
    table : engine table
        Any table.
    column : str
        A text column.

    Returns
    -------
    list of str
        Texts, missing ones left out, in no particular order.
    """
    values = table.filter(table[column].notnull()).select(column).distinct()
    return [str(value) for value in values.to_pandas()[column]]

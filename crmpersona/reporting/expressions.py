"""Questions of the runner to the engine: which months have orders, and which values must stay private."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from crmpersona.contract import Crm
from crmpersona.relational import epoch_seconds, from_fixed, integer_codes, local_day, month_number, to_pandas

__all__ = ["distinct_texts", "orders_per_month", "profiling_refusals", "valid_totals"]

PROFILING = re.compile(r"profil|persona|画像|个性化", re.IGNORECASE)
"""Purposes of consent that cover grouping a customer by behaviour."""

PLACES = ("line", "source", "source_row")
"""Columns that say where a row stood, not what it says."""


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


def profiling_refusals(crm: Crm, end_day: int) -> pd.Index[Any] | None:
    """List the customers whose latest answer on profiling, before a day, is no.

    Parameters
    ----------
    crm : Crm
        Cleaned data.
    end_day : int
        Local day number; answers on or after it are not seen.

    Returns
    -------
    pandas.Index or None
        customer_id, sorted; None where no consents are recorded. Without a column ``purpose`` a refusal covers
        everything; of two answers at one moment the refusal counts.
    """
    if not crm.has("consents", "granted"):
        return None
    table = crm.table("consents")
    table = table.filter(table.granted.notnull())
    keys = ["customer_id"]
    if "changed_at" in table.columns:
        table = table.filter(local_day(table.changed_at, crm.timezone) < end_day)
    if "purpose" in table.columns:
        named = [name for name in integer_codes(table, "purpose") if PROFILING.search(name)]
        table = table.filter(table.purpose.isin(named))
        keys.append("purpose")
    refused = 1 - table.granted.cast("int64")
    coded = table.mutate(answer=(epoch_seconds(table.changed_at) if "changed_at" in table.columns else 0) * 2 + refused)
    latest = coded.group_by(keys).aggregate(answer=coded.answer.max())
    found = to_pandas(latest.filter(latest.answer % 2 == 1).select("customer_id").distinct(), "customer_id")
    return pd.Index(sorted(found["customer_id"].astype(str)), name="customer_id")


def valid_totals(crm: Crm) -> dict[str, float | int | None]:
    """Add up all valid purchase lines, with and without exact duplicates.

    Parameters
    ----------
    crm : Crm
        Cleaned data.

    Returns
    -------
    dict
        ``lines``, ``customers``, ``orders``, ``amount`` and, without exact duplicates, ``lines_distinct`` and
        ``amount_distinct``; amounts in units of the currency, None without money. Whole numbers are summed.
    """
    table = crm.table("transactions")
    table = table.filter(table.is_valid)
    content = [name for name in table.columns if name not in PLACES and not name.endswith("__raw")]
    single = table.select(content).distinct()
    money = "amount" in table.columns
    measures = {"lines": table.count(), "customers": table.customer_id.nunique(), "orders": table.order_id.nunique()}
    row = table.aggregate(**measures, **({"amount": table.amount.sum()} if money else {})).to_pandas().iloc[0]
    other = (
        single.aggregate(lines=single.count(), **({"amount": single.amount.sum()} if money else {})).to_pandas().iloc[0]
    )
    totals: dict[str, float | int | None] = {name: int(row[name]) for name in measures}
    totals |= {"lines_distinct": int(other["lines"]), "amount": None, "amount_distinct": None}
    if money and totals["lines"]:
        totals |= {
            "amount": float(from_fixed(int(row["amount"]))),
            "amount_distinct": float(from_fixed(int(other["amount"]))),
        }
    return totals

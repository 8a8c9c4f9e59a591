"""Who the customers are: age band, gender, place, occupation, income band, member level."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import FIXED_POINT, Crm
from crmpersona.personas.places import city_tier, region
from crmpersona.relational import to_pandas

__all__ = ["AGE_BANDS", "ATTRIBUTES", "attributes_of"]

AGE_BANDS = (
    ("under_18", 0, 18),
    ("18_24", 18, 25),
    ("25_34", 25, 35),
    ("35_44", 35, 45),
    ("45_54", 45, 55),
    ("55_plus", 55, 121),
)
"""Key, first age, age after the last. Under 18 is counted as unknown: no trait is told of children."""

ATTRIBUTES = ("gender", "age_band", "region", "province", "city_tier", "country", "occupation", "income_band",
              "member_level", "acquisition_channel")  # fmt: skip
"""Attributes in the order of the card."""

MOST_VALUES = 12


def attributes_of(crm: Crm, index: pd.Index[Any], as_of: dt.date) -> pd.DataFrame:
    """Read the attributes of customers, one row each.

    Parameters
    ----------
    crm : Crm
        Cleaned data.
    index : pandas.Index
        customer_id, sorted.
    as_of : datetime.date
        Day at which ages are taken.

    Returns
    -------
    pandas.DataFrame
        Text columns of :data:`ATTRIBUTES` as far as the data have them; missing values are unknown.
    """
    result = pd.DataFrame(index=index)
    if not crm.has("customers"):
        return result
    table = crm.table("customers")
    wanted = (
        "gender",
        "birth_date",
        "province",
        "city",
        "country",
        "occupation",
        "income",
        "member_level",
        "acquisition_channel",
    )
    have = [column for column in wanted if column in table.columns]
    raw = to_pandas(table.select("customer_id", *have), "customer_id").drop_duplicates("customer_id")
    raw = raw.set_index("customer_id").reindex(index)
    for column in ("gender", "country", "occupation", "member_level", "acquisition_channel"):
        if column in raw:
            result[column] = _common(raw[column])
    if "birth_date" in raw:
        result["age_band"] = _age_bands(raw["birth_date"], as_of)
    if "province" in raw:
        result["region"] = raw["province"].map(region, na_action="ignore")
        if result["region"].isna().all():
            result["province"] = _common(raw["province"])
    if "city" in raw and "region" in result:
        inside = result["region"].notna()
        result["city_tier"] = [city_tier(city, chinese=bool(c)) if isinstance(city, str) else None
                               for city, c in zip(raw["city"], inside, strict=True)]  # fmt: skip
    if "income" in raw:
        result["income_band"] = _income_bands(raw["income"])
    kept = [name for name in ATTRIBUTES if name in result and result[name].notna().any()]
    return result[kept]


def _common(values: pd.Series[Any]) -> pd.Series[Any]:
    """Keep the most frequent texts of a column and call the rest "other"."""
    texts = values.astype(object).where(values.notna(), None)
    counts = pd.Series([text for text in texts if text is not None], dtype=object).value_counts()
    ranked = sorted(counts.items(), key=lambda pair: (-int(pair[1]), str(pair[0])))
    kept = {str(value) for value, _ in ranked[:MOST_VALUES]}
    return texts.map(lambda text: None if text is None else (str(text) if str(text) in kept else "other"))


def _age_bands(birth: pd.Series[Any], as_of: dt.date) -> list[str | None]:
    """Return the age band at a day; impossible ages and children are unknown."""
    stamps = pd.to_datetime(birth, errors="coerce")
    years = (
        as_of.year
        - stamps.dt.year
        - ((stamps.dt.month * 100 + stamps.dt.day) > as_of.month * 100 + as_of.day).astype(int)
    )
    ages = years.to_numpy(dtype=float, na_value=np.nan)
    return [next((key for key, low, high in AGE_BANDS[1:] if low <= age < high), None) for age in ages]


def _income_bands(income: pd.Series[Any]) -> list[str | None]:
    """Split known incomes into three equal parts; money comes as whole 1/10,000."""
    values = income.astype("Float64").to_numpy(dtype=float, na_value=np.nan) / FIXED_POINT
    known = values[np.isfinite(values)]
    if len(np.unique(known)) < 3:
        return [None] * len(values)
    lower, upper = np.quantile(known, [1 / 3, 2 / 3])
    return [
        None if not np.isfinite(x) else ("low" if x <= lower else "medium" if x <= upper else "high") for x in values
    ]

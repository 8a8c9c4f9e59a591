"""Small cleaned data for the features: by hand, or random with every trap that cleaned data can hold."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import Crm
from crmpersona.relational import as_table

CENT = 10_000


def _crm(lines: pd.DataFrame, *, timezone: str = "UTC", currency: str | None = "CNY", **tables: pd.DataFrame) -> Crm:
    lines = lines.copy()
    if "line" not in lines:
        lines["line"] = lines.groupby("order_id").cumcount() + 1
    for column, value in {"is_return": False, "is_valid": True}.items():
        if column not in lines:
            lines[column] = value
    if "ordered_at" not in lines:
        lines["ordered_at"] = pd.to_datetime(lines["day"] * 86_400 + 12 * 3_600, unit="s")
    for column in ("amount", "refund", "discount", "list_amount", "quantity"):
        if column in lines:
            lines[column] = (lines[column] * CENT).round().astype("Int64")
    frames = {"transactions": lines, **tables}
    if "customers" not in frames:
        people = sorted(set(lines["customer_id"]))
        frames["customers"] = pd.DataFrame({"customer_id": people, "source": None}).astype({"source": "str"})
        frames["customers"]["source"] = pd.Series([None] * len(people), dtype="str")
    return Crm(
        tables={name: as_table(frame) for name, frame in frames.items()},
        timezone=timezone,
        currency=currency,
        stage="cleaned",
    )


def _lines(seed: int, customers: int = 40, first_day: int = 19_000, days: int = 500, lines: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(customers):
        rate = rng.gamma(2.0, 1 / 60.0)
        day = first_day + int(rng.integers(0, days))
        for order in range(int(rng.integers(1, 12))):
            size = int(rng.integers(1, 2 + lines))
            rows += [(f"c{person:03d}", f"c{person:03d}-{order}", line + 1, day) for line in range(size)]
            day += int(rng.exponential(1 / rate))
            if day >= first_day + days:
                break
    frame = pd.DataFrame(rows, columns=["customer_id", "order_id", "line", "day"])
    n = len(frame)
    frame["quantity"] = rng.integers(1, 6, n).astype(float)
    frame["amount"] = np.round(rng.gamma(2.0, 20.0, n) + 0.01, 2)
    frame["discount"] = np.where(rng.random(n) < 0.3, np.round(frame["amount"] * 0.1, 2), 0.0)
    frame["refund"] = np.where(rng.random(n) < 0.05, frame["amount"], 0.0)
    frame["list_amount"] = frame["amount"] + frame["discount"]
    frame["channel"] = rng.choice(["App", "门店", "小程序"], n)
    frame["category"] = rng.choice(["清洁", "厨房", "纸品", "收纳"], n, p=[0.5, 0.3, 0.15, 0.05])
    frame["ordered_at"] = pd.to_datetime(frame["day"] * 86_400 + rng.integers(0, 86_400, n), unit="s")
    fate = rng.random(n)
    frame["is_return"] = fate < 0.05
    frame["is_valid"] = (fate >= 0.05) & (fate < 0.95)
    back = frame["is_return"]
    frame.loc[back, ["amount", "quantity"]] *= -1
    frame.loc[back, ["discount", "refund"]] = 0.0
    return frame


@pytest.fixture(scope="session")
def make_crm() -> Callable[..., Crm]:
    """Build a cleaned Crm from transaction lines (money in units) and further tables."""
    return _crm


@pytest.fixture(scope="session")
def random_lines() -> Callable[..., pd.DataFrame]:
    """Draw transaction lines: one to three lines an order, returns, refunds, cancelled lines, two-day orders."""
    return _lines


@pytest.fixture(scope="session")
def online_retail(shared) -> Crm:
    """Give the 397,884 valid lines of the public Online Retail log as a cleaned Crm."""
    raw = pd.read_parquet(shared / "data" / "online_retail" / "online_retail.parquet")
    cancelled = raw["InvoiceNo"].astype(str).str.startswith("C")
    raw = raw[(raw["Quantity"] > 0) & (raw["UnitPrice"] > 0) & raw["CustomerID"].notna() & ~cancelled]
    lines = pd.DataFrame(
        {
            "customer_id": raw["CustomerID"].astype(int).astype(str),
            "order_id": raw["InvoiceNo"].astype(str),
            "ordered_at": raw["InvoiceDate"],
            "day": raw["InvoiceDate"].astype("datetime64[s]").astype("int64") // 86_400,
            "quantity": raw["Quantity"],
            "amount": raw["Quantity"] * raw["UnitPrice"],
        }
    )
    lines["refund"] = 0.0
    return _crm(lines, currency="GBP")

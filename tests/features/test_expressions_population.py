"""Who is known at a date: registrations, first rows, and customers that cleaning added."""

from __future__ import annotations

import pandas as pd

from crmpersona.contract import Crm
from crmpersona.features.expressions_population import ALWAYS, known_customers, known_since
from crmpersona.relational import as_table, lint_sql


def _crm(**tables: pd.DataFrame) -> Crm:
    return Crm(tables={name: as_table(frame) for name, frame in tables.items()}, stage="cleaned")


PEOPLE = pd.DataFrame(
    {
        "customer_id": ["dated", "listed", "added", "ghost"],
        "registered_at": pd.to_datetime(["1970-02-01", None, None, None]),
        "source": pd.Series(["p.csv", "p.csv", None, None], dtype="str"),
    }
)
LINES = pd.DataFrame({"customer_id": ["added", "added", "early"], "day": [40, 9, 3]}).assign(
    ordered_at=lambda frame: pd.to_datetime(frame["day"] * 86_400, unit="s")
)
VISITS = pd.DataFrame({"customer_id": ["dated"], "occurred_at": pd.to_datetime(["1970-01-11 20:00"])})


def test_the_first_trace_of_a_customer_decides():
    since = known_since(_crm(customers=PEOPLE, transactions=LINES, interactions=VISITS)).to_pandas()
    days = since.set_index("customer_id")["known_day"].to_dict()
    assert days == {"dated": 10, "listed": ALWAYS, "added": 9, "early": 3}


def test_rows_after_the_date_add_nobody_before_it():
    whole = _crm(customers=PEOPLE, transactions=LINES)
    part = _crm(customers=PEOPLE.head(2), transactions=LINES[LINES["day"] < 9])
    for crm in (whole, part):
        assert sorted(known_customers(crm, 9).to_pandas()["customer_id"]) == ["early", "listed"]


def test_customers_read_from_the_order_file_are_known_from_their_first_order():
    lines = LINES.assign(source="orders.csv")
    people = PEOPLE.assign(source=["orders.csv", "people.csv", "orders.csv", "orders.csv"])
    since = known_since(_crm(customers=people, transactions=lines)).to_pandas().set_index("customer_id")["known_day"]
    assert since.to_dict() == {"dated": 31, "listed": ALWAYS, "added": 9, "early": 3}


def test_the_business_day_counts():
    crm = _crm(customers=PEOPLE.head(1), interactions=VISITS).replace(timezone="Asia/Shanghai")
    assert known_since(crm).to_pandas()["known_day"].tolist() == [11]


def test_the_expression_means_the_same_on_every_engine():
    crm = _crm(customers=PEOPLE, transactions=LINES, interactions=VISITS)
    assert lint_sql(known_since(crm)) == []

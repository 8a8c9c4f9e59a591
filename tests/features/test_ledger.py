"""The ledger: shared while its data live, forgotten with them."""

from __future__ import annotations

import gc

import pytest

from crmpersona.contract import ContractError, Crm
from crmpersona.features import ledger as module
from crmpersona.features.ledger import Ledger, ledger_of
from crmpersona.features.life_cycle import buyer_rhythms
from crmpersona.relational import date_of


def test_the_ledger_is_shared_while_the_data_live(make_crm, random_lines):
    crm, other = make_crm(random_lines(6, customers=5)), make_crm(random_lines(6, customers=5))
    assert ledger_of(crm) is ledger_of(crm)
    assert ledger_of(other) is not ledger_of(crm)
    day = date_of(19_450)
    assert buyer_rhythms(ledger_of(other), day).equals(buyer_rhythms(ledger_of(crm), day))


def test_a_ledger_goes_with_its_data(make_crm, random_lines):
    crm = make_crm(random_lines(6, customers=5))
    key = id(crm)
    ledger_of(crm)
    assert key in module._LEDGERS
    del crm
    gc.collect()
    assert key not in module._LEDGERS


def test_data_as_read_are_cleaned_first():
    import pandas as pd

    import crmpersona as cp

    orders = pd.DataFrame({"customer_id": ["a"], "ordered_at": ["2026-01-05"], "amount": [5.0]})
    crm = cp.read({"transactions": orders})
    assert crm.stage == "read"
    assert ledger_of(crm).days.to_pandas()[["orders", "gross"]].astype("int64").to_numpy().tolist() == [[1, 50_000]]


def test_customers_known_before_a_day_are_sorted(make_crm, random_lines):
    crm = make_crm(random_lines(6, customers=30))
    ledger = ledger_of(crm)
    known = ledger.known_before(19_200)
    assert known.is_monotonic_increasing
    assert 0 < len(known) < len(ledger.known_before(19_900))


def test_without_orders_the_message_says_what_is_needed():
    with pytest.raises(ContractError, match="transactions"):
        Ledger(Crm(tables={}, stage="cleaned"))

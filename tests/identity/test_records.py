"""The records of a Crm."""

from __future__ import annotations

import pandas as pd
import pytest

import crmpersona as cp
from crmpersona.contract import ContractError
from crmpersona.identity.records import digests, fields_of, records_of


def test_customers_come_first_and_every_row_is_there() -> None:
    crm = cp.synthetic.sample().crm
    records = records_of(crm)
    sizes = [int(crm.table(name).count().to_pandas()) for name in ("customers", "source_records")]
    assert len(records) == sum(sizes)
    assert (records["table"].head(sizes[0]) == "customers").all()
    assert records["record"].is_unique
    assert [field.column for field in fields_of(records)] == ["name", "birth_date", "phone", "email", "address", "city"]


def test_a_crm_without_people_is_refused() -> None:
    orders = pd.DataFrame({"customer_id": ["a"], "ordered_at": ["2026-01-01"], "amount": [1]})
    with pytest.raises(ContractError, match="nobody to link"):
        records_of(cp.read({"transactions": orders}))


def test_two_rows_of_one_customer_are_refused_without_naming_anybody() -> None:
    people = pd.DataFrame({"customer_id": ["C0001", "C0001"], "name": ["张伟", "张伟"]})
    with pytest.raises(ContractError, match="stand more than once") as caught:
        records_of(cp.read({"customers": people}))
    assert "C0001" not in str(caught.value)


def test_digests_tell_changes_and_nothing_else() -> None:
    keys = pd.DataFrame({"f0_key": ["a", None, ""], "f1_key": ["b", "c", "c"]})
    assert digests(keys).tolist() == digests(keys.copy()).tolist()
    assert digests(keys).nunique() == 2
    assert digests(keys.head(0)).empty

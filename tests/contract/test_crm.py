"""Customer data as typed tables."""

import pandas as pd
import pytest

from crmpersona.contract import ContractError, Crm, Provenance, SourceError, plain
from crmpersona.contract.crm import main_time, saved_facts
from crmpersona.relational import as_table


@pytest.fixture
def crm():
    orders = pd.DataFrame(
        {
            "customer_id": ["a", "b", "b"],
            "ordered_at": pd.to_datetime(["2026-01-01 08:00", "2026-02-01 09:00", "2026-03-01 10:00"]),
            "amount": pd.Series([25_500, None, -10_000], dtype="Int64"),
            "source": "orders.csv",
            "source_row": [3, 1, 2],
        }
    )
    return Crm(
        tables={"transactions": as_table(orders)},
        timezone="Asia/Shanghai",
        currency="CNY",
        notes=("order ids were built",),
        provenance=Provenance(input_digest="abc"),
    )


def test_frame_gives_money_in_units_and_source_order(crm):
    frame = crm.frame("transactions")
    assert frame["source_row"].tolist() == [1, 2, 3]
    assert frame["amount"].tolist()[1:] == [-1.0, 2.55]
    assert frame["amount"].isna().sum() == 1


def test_large_tables_are_refused_with_the_remedy(crm):
    with pytest.raises(ContractError, match="limit=None"):
        crm.frame("transactions", limit=2)
    assert len(crm.frame("transactions", limit=None)) == 3


def test_missing_table_names_the_nearest(crm):
    with pytest.raises(ContractError, match="transactions"):
        crm.table("transaction")
    assert crm.has("transactions", "amount")
    assert not crm.has("transactions", "amonut")
    assert not crm.has("customers")


def test_counts_and_sentences(crm):
    counts = crm.counts()
    assert counts["rows"].tolist() == [3]
    assert crm.summary("zh") == "1 张表，共 3 行；订单 2026-01-01 至 2026-03-01。"
    assert crm.to_dict()["rows"] == {"transactions": 3}
    assert "order ids were built" in crm._repr_html_()


def test_save_and_load_are_inverse(crm, tmp_path):
    folder = crm.save(tmp_path / "saved")
    again = Crm.load(folder)
    pd.testing.assert_frame_equal(again.frame("transactions"), crm.frame("transactions"), check_dtype=False)
    assert again.replace(tables={}) == crm.replace(tables={})
    facts, provenance = saved_facts(folder)
    assert facts["timezone"] == "Asia/Shanghai"
    assert plain(provenance)["input_digest"] == "abc"


def test_saving_twice_gives_the_same_bytes(crm, tmp_path):
    first, second = crm.save(tmp_path / "one"), crm.save(tmp_path / "two")
    for file in sorted(first.iterdir()):
        assert file.read_bytes() == (second / file.name).read_bytes()


def test_other_folders_are_refused(tmp_path):
    with pytest.raises(SourceError, match=r"cp\.read"):
        Crm.load(tmp_path)


def test_main_time_of_unknown_tables():
    assert main_time("weather") is None

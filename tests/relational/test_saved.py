"""A saved Crm opens as views on its files."""

import pandas as pd

from crmpersona.contract import Crm
from crmpersona.relational import as_table, open_saved


def test_open_saved(tmp_path):
    customers = pd.DataFrame({"customer_id": ["a"], "source": ["x"], "source_row": [1]})
    Crm(tables={"customers": as_table(customers)}, stage="cleaned", currency="GBP").save(tmp_path)
    crm = open_saved(tmp_path)
    assert (crm.stage, crm.currency, crm.timezone) == ("cleaned", "GBP", "UTC")
    assert crm.frame("customers")["customer_id"].tolist() == ["a"]

"""Some customers only."""

import pandas as pd

from crmpersona.contract import Crm
from crmpersona.relational import as_table, restrict


def test_only_the_chosen_customers_stay():
    crm = Crm(
        tables={
            "transactions": as_table(pd.DataFrame({"customer_id": ["a", "b", "b"], "amount": [1, 2, 3]})),
            "products": as_table(pd.DataFrame({"product_id": ["p"]})),
        }
    )
    some = restrict(crm, ["b", "zzz"])
    assert sorted(some.frame("transactions")["amount"]) == [0.0002, 0.0003]
    assert len(some.frame("products")) == 1
    assert len(restrict(crm, []).frame("transactions")) == 0
    assert len(crm.frame("transactions")) == 3

"""The lint finds what engines disagree about."""

import ibis
import pandas as pd
import pytest

from crmpersona.relational import as_table, lint_sql, to_fixed


@pytest.fixture
def rows():
    frame = pd.DataFrame({"id": ["a"], "price": [1.5], "n": [2], "at": pd.to_datetime(["2026-01-01"])})
    return as_table(frame)


OFFENCES = {
    "round": lambda t: t.price.round(2),
    "float literal": lambda t: t.n * 1.5,
    "floating aggregate Mean": lambda t: t.n.mean(),
    "floating aggregate Sum": lambda t: t.price.sum(),
    "hash": lambda t: t.id.hash(),
    "mode": lambda t: t.n.mode(),
    "approximate": lambda t: t.n.approx_median(),
    "clock": lambda _: ibis.now(),
    "text tie-break": lambda t: ibis.row_number().over(ibis.window(order_by=t.id)),
}


@pytest.mark.parametrize("reason", sorted(OFFENCES))
def test_each_offence_is_found(reason, rows):
    found = lint_sql(rows.select(x=OFFENCES[reason](rows)))
    assert any(reason in text for text in found), found


def test_clean_expressions_pass(rows):
    clean = rows.group_by("id").aggregate(
        total=to_fixed(rows.price).sum(), orders=rows.n.nunique(), last=rows["at"].max()
    )
    assert lint_sql(clean) == []

"""Tables: one protection and one way to write for page, workbook and disk."""

from __future__ import annotations

import pandas as pd
import pytest

from crmpersona.contract import Formatter, ParameterError
from crmpersona.reporting.tables import KINDS, Column, Table, write_value
from crmpersona.reporting.withholding import blocks

COLUMNS = (Column("group", "Group"), Column("n", "Customers", "customers"), Column("share", "Share", "rate"))


def frame() -> pd.DataFrame:
    return pd.DataFrame({"group": ["a", "b", "c"], "n": [500, 4, 90], "share": [0.84, 0.01, 0.15]})


def test_share_beside_a_hidden_count_is_hidden_too_and_so_is_the_complement():
    table = Table.of("groups", "", COLUMNS, frame())
    assert table.texts("en")["Customers"].tolist() == ["500", "<10", "*"]
    assert table.texts("en")["Share"].tolist() == ["84.0%", "*", "*"]
    assert table.stored()["withheld"].tolist() == [False, True, True]
    assert table.stored().loc[1:, ["n", "share"]].isna().all().all()


def test_input_frame_is_not_changed():
    given = frame()
    Table.of("groups", "", COLUMNS, given)
    pd.testing.assert_frame_equal(given, frame())


def test_rows_that_do_not_add_up_need_no_complement():
    table = Table.of("groups", "", COLUMNS, frame(), lines=[])
    assert table.texts("en")["Customers"].tolist() == ["500", "<10", "90"]


def test_partitions_are_protected_each_on_its_own():
    flow = pd.DataFrame({"source": ["x", "x", "y", "y"], "n": [4, 90, 50, 60]})
    table = Table.of(
        "flow", "", [Column("source", "S"), Column("n", "N", "customers")], flow, lines=blocks(flow, ["source"])
    )
    assert table.texts("en")["N"].tolist() == ["<10", "*", "50", "60"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_and_missing_values_are_a_dash(kind):
    assert write_value(1.5, kind, Formatter("zh", "CNY"))
    assert write_value(float("nan"), kind, Formatter("zh", "CNY")) == "–"


def test_unknown_kind_is_refused():
    with pytest.raises(ParameterError, match="unknown kind"):
        Column("x", "X", "percent")

"""Every error is listed with its clean value: the list undoes the damage exactly."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow.compute import binary_join_element_wise as join_texts

from crmpersona.contract import CONTRACT, ParameterError
from crmpersona.synthetic import World
from crmpersona.synthetic.arrow import text
from crmpersona.synthetic.dirt import ERRORS, DirtMaker
from crmpersona.synthetic.plan import Plan, load_plan

TABLES = ("customers", "transactions", "interactions", "feedback")


def keyed(world: World, name: str) -> pd.DataFrame:
    """All cells as texts, under the row's key, repeated lines once."""
    table = world.tables[name]
    texts = pa.table({column: text(table[column]) for column in table.column_names})
    rows = texts.to_pandas()
    rows.index = pd.Index(join_texts(*(texts[key] for key in CONTRACT[name].key), "|").to_pylist())
    return rows[~rows.index.duplicated()]


@pytest.mark.parametrize("name", TABLES)
def test_the_list_of_errors_undoes_them(clean: World, dirty: World, name: str) -> None:
    good, bad = keyed(clean, name), keyed(dirty, name)
    errors = dirty.truth["dirt"].query("table == @name and kind != 'duplicate_line'")
    assert (good.index == bad.index).all()
    for column, listed in errors.groupby("column"):
        spoiled = listed.set_index("key")
        assert spoiled.index.is_unique
        same = good.index.difference(spoiled.index)
        assert good.loc[same, column].equals(bad.loc[same, column])
        assert (good.loc[spoiled.index, column] == spoiled["clean_value"]).all()
        raw = f"{column}__raw"
        untyped = [kind for kind, error in ERRORS[name].items() if not error.typed]
        for key, row in spoiled.iterrows():
            cell = bad.at[key, column]
            if row["kind"] in untyped:
                assert pd.isna(cell)
                assert bad.at[key, raw] == row["dirty_value"]
            elif pd.isna(row["dirty_value"]):
                assert pd.isna(cell)
            else:
                assert cell == row["dirty_value"]


def test_columns_without_errors_stay_equal(clean: World, dirty: World) -> None:
    good, bad = keyed(clean, "transactions"), keyed(dirty, "transactions")
    for column in ("paid_at", "product_id", "discount", "cost", "store_id", "is_return"):
        assert good[column].equals(bad[column])


def test_repeated_lines_are_listed(dirty: World) -> None:
    lines = dirty.tables["transactions"].to_pandas()
    repeated = lines[lines.duplicated(["order_id", "line"])]
    listed = dirty.truth["dirt"].query("kind == 'duplicate_line'")
    keys = repeated["order_id"] + "|" + repeated["line"].astype(str)
    assert sorted(keys) == sorted(listed["key"])
    assert len(repeated) > 40


def test_a_row_has_one_error_at_most(dirty: World) -> None:
    assert not dirty.truth["dirt"].duplicated(["table", "key"]).any()


def test_every_kind_of_error_occurs_near_its_rate(dirty: World) -> None:
    rates = load_plan("daily_goods", months=24).spec["dirt"]
    counts = dirty.truth["dirt"].groupby(["table", "kind"]).size()
    for table, kinds in rates.items():
        rows = dirty.tables[table].num_rows
        for kind, rate in kinds.items():
            # Missing cells cannot be spoiled, so fewer than the rate is possible, not more.
            assert counts.get((table, kind), 0) <= rate * rows + 5 * (rate * rows) ** 0.5 + 1
            assert counts.get((table, kind), 0) >= 0.3 * rate * rows - 5 * (rate * rows) ** 0.5


def test_missing_customers_are_missing(dirty: World) -> None:
    lines = dirty.tables["transactions"]
    assert lines["customer_id"].null_count >= len(dirty.truth["dirt"].query("kind == 'customer_missing'")) > 0


def test_unknown_errors_are_refused() -> None:
    plan = load_plan("daily_goods", months=2)
    wrong = Plan({**plan.spec, "dirt": {"customers": {"name_spacin": 0.1}}}, plan.folder, 2, plan.end)
    with pytest.raises(ParameterError, match="name_spacin"):
        _ = DirtMaker(wrong, 7).rates

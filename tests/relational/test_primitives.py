"""Building blocks against obvious pandas."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmpersona.contract import ContractError
from crmpersona.relational import (
    as_table,
    count_table,
    integer_codes,
    lint_sql,
    moments,
    most_frequent,
    require_columns,
    to_pandas,
    whole_sum,
)

ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(-5, 5)), min_size=1, max_size=60)


def frame_of(rows):
    return pd.DataFrame({"key": [key for key, _ in rows], "code": pd.array([code for _, code in rows], dtype="Int64")})


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_most_frequent_breaks_ties_by_the_smaller_code(rows):
    found = to_pandas(most_frequent(as_table(frame_of(rows)), ["key"], "code"), "key")
    slow = {}
    for key, code in rows:
        if code is not None:
            slow.setdefault(key, {}).setdefault(code, 0)
            slow[key][code] += 1
    expected = {key: min(counts, key=lambda code: (-counts[code], code)) for key, counts in slow.items()}
    assert dict(zip(found["key"], found["code"], strict=True)) == expected


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_moments_equal_pandas_and_merge(rows):
    table = as_table(frame_of(rows))
    whole = to_pandas(moments(table, ["key"], "code"), "key").set_index("key")
    known = frame_of(rows).dropna().astype({"code": int})
    slow = known.groupby("key")["code"].agg(["count", "sum", lambda codes: (codes**2).sum()])
    for key, row in slow.iterrows():
        assert whole.loc[key].astype(int).tolist() == row.astype(int).tolist()
    assert lint_sql(moments(table, ["key"], "code")) == []


def test_count_tables_leave_missing_values_out():
    table = as_table(frame_of([("a", 1), ("a", None), ("a", 1)]))
    assert to_pandas(count_table(table, ["key"], "code"), "key")["n"].tolist() == [2]


def test_texts_do_not_rank():
    with pytest.raises(ContractError, match="whole-number"):
        most_frequent(as_table(pd.DataFrame({"key": ["a"], "code": ["x"]})), ["key"], "code")


def test_codes_follow_code_points():
    table = as_table(pd.DataFrame({"c": ["运动", "食品", "B", "a", None]}))
    assert integer_codes(table, "c") == sorted(["运动", "食品", "B", "a"])


def test_all_missing_columns_are_named():
    table = as_table(pd.DataFrame({"zzz": [1]}))
    with pytest.raises(ContractError, match="columns amount, customer_id are missing") as caught:
        require_columns(table, ["amount", "customer_id"], "transactions")
    assert "columns here: zzz" in str(caught.value)


def test_whole_sums_stay_whole():
    table = as_table(pd.DataFrame({"a": [2**61, 2**61, -5], "keep": [True, True, False]}))
    sums = to_pandas(table.aggregate(all=whole_sum(table.a), some=whole_sum(table.a, table.keep)))
    assert sums.dtypes.astype(str).tolist() == ["int64", "int64"]
    assert sums.iloc[0].tolist() == [2**62 - 5, 2**62]

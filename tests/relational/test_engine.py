"""Tables live in the engine as long as they are used."""

import gc

import pandas as pd
import pytest

from crmpersona.relational import Engine, default_engine, to_pandas


def stored(engine):
    return {row[0] for row in engine.connection.raw_sql("SELECT table_name FROM duckdb_tables()").fetchall()}


def test_materialised_tables_go_with_their_last_use():
    engine = Engine(threads=1)
    table = engine.materialise(engine.register(pd.DataFrame({"a": [1, 2, 3]})), "kept")
    derived = table.filter(table.a > 1)
    del table
    gc.collect()
    assert to_pandas(derived, "a")["a"].tolist() == [2, 3]
    assert len(stored(engine)) == 1
    del derived
    gc.collect()
    assert stored(engine) == set()


def test_registered_frames_are_not_changed():
    frame = pd.DataFrame({"b": ["x", None], "a": [1.5, 2.5]})
    before = frame.copy(deep=True)
    default_engine().materialise(default_engine().register(frame))
    pd.testing.assert_frame_equal(frame, before)


KINDS = """
SELECT * FROM (VALUES
  (1::BIGINT, 1::TINYINT, true, 'a', TIMESTAMP '2026-01-01 01:02:03.5', DATE '2026-01-01', 1.5e0, 1.25),
  (2, 2, false, 'b', TIMESTAMP '2026-01-02', DATE '2026-01-02', 2.5, 2.25),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
) rows(whole, small, truth, text, moment, day, number, exact)"""


@pytest.mark.parametrize("rows", [0, 1, 2, 3])
def test_frames_are_those_of_ibis(rows):
    table = default_engine().sql(KINDS).limit(rows)
    pd.testing.assert_frame_equal(to_pandas(table), table.to_pandas())


def test_memory_limit_is_set():
    engine = Engine(threads=1, memory_limit="256MB")
    shown = engine.connection.raw_sql("SELECT current_setting('memory_limit')").fetchone()[0]
    assert shown.startswith("244")
    assert engine.sql("SELECT 42 AS a").to_pandas()["a"].tolist() == [42]

"""The golden record: of all that is said of a person, the value to go by, field by field, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from crmpersona.identity.keys import field_keys
from crmpersona.identity.records import KINDS

__all__ = ["golden_records"]


def golden_records(records: pd.DataFrame, trust: Sequence[str]) -> pd.DataFrame:
    """Choose for every person and field the record whose value counts.

    Values come in this order: from the source trusted most, whole before partial (张伟 before
    张先生), said by more records, said last. Two spellings of one value count as one.

    Parameters
    ----------
    records : pandas.DataFrame
        ``customer_id`` (of the person), ``record``, ``source``, ``moment`` and the fields.
    trust : sequence of str
        Sources, the one trusted most first; those not named share the last place.

    Returns
    -------
    pandas.DataFrame
        ``customer_id``, ``field``, ``record`` and ``row`` (position in ``records``) of the value chosen,
        ``rule`` (only, agreed, trusted, whole, most, latest, first), ``values`` (different ones).

    Examples
    --------
    >>> records = pd.DataFrame({
    ...     "customer_id": ["A", "A"], "record": ["x:1", "y:2"], "source": ["x", "y"], "moment": pd.NaT,
    ...     "name": ["张先生", "张伟"],
    ... }).reindex(columns=["customer_id", "record", "source", "moment", *KINDS])
    >>> golden_records(records, [])[["field", "record", "rule"]].to_numpy().tolist()
    [['name', 'y:2', 'whole']]
    """
    rank = {source: place for place, source in enumerate(trust)}
    shared = pd.DataFrame(
        {
            "customer_id": records["customer_id"],
            "record": records["record"],
            "row": range(len(records)),
            "trust": records["source"].map(rank).fillna(len(rank)).astype(int),
            "age": -pd.to_datetime(records["moment"]).astype("int64").where(records["moment"].notna(), 0),
        }
    )
    parts = [_chosen(shared, records[name], name, kind) for name, kind in KINDS.items()]
    found = pd.concat(parts, ignore_index=True)
    return found.sort_values(["customer_id", "field"], kind="stable", ignore_index=True)


def _chosen(shared: pd.DataFrame, values: pd.Series, name: str, kind: str) -> pd.DataFrame:
    """Choose the value of one field for every person."""
    keys = field_keys(values, kind)
    known = values.notna() & (values.astype(str).str.strip() != "")
    said = keys["key"].astype(object).where(keys["key"].notna(), values.astype(str))
    rows = shared.assign(said=said, partial=keys["partial"].eq(True).astype(int) if kind == "full_name" else 0)[known]
    rows["fewer"] = -rows.groupby(["customer_id", "said"])["record"].transform("size")
    order = ["trust", "partial", "fewer", "age"]
    rows = rows.sort_values(["customer_id", *order, "record"], kind="stable")
    best = rows.drop_duplicates("customer_id").set_index("customer_id")
    others = rows[rows["said"] != rows["customer_id"].map(best["said"])].drop_duplicates("customer_id")
    second = others.set_index("customer_id").reindex(best.index)
    counts = rows.groupby("customer_id").agg(records=("record", "size"), values=("said", "nunique"))
    rule = pd.Series("first", index=best.index)
    for criterion, word in reversed(list(zip(order, ("trusted", "whole", "most", "latest"), strict=True))):
        rule = rule.mask((second[criterion] - best[criterion]).fillna(0) > 0, word)
    rule = rule.mask(counts["values"].reindex(best.index) == 1, "agreed")
    rule = rule.mask(counts["records"].reindex(best.index) == 1, "only")
    return best.reset_index()[["customer_id", "record", "row"]].assign(
        field=name, rule=rule.to_numpy(), values=counts["values"].reindex(best.index).to_numpy()
    )

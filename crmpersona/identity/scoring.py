"""Compare and score pairs of records with Splink, on DuckDB."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from crmpersona.identity.blocking import Rule
from crmpersona.identity.comparisons import Field, comparison, first_of_kind
from crmpersona.identity.model import Weights, chance, learn
from crmpersona.identity.vetoes import Veto

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Scorer", "untrained"]

Ids = npt.NDArray[np.int64]
RECORD = "record"
# Enough pairs to learn from: more of them hardly move the weights.
LEARNT_FROM = 400_000
RANDOM_PAIRS = 300_000


def untrained(fields: Sequence[Field], rules: Sequence[Rule]) -> dict[str, Any]:
    """Return the model in Splink's form, before it has learnt anything.

    Parameters
    ----------
    fields : sequence of Field
        What is compared.
    rules : sequence of Rule
        Which records are brought together.

    Returns
    -------
    dict
        Settings for ``splink.Linker``, on DuckDB or Spark.

    Examples
    --------
    >>> untrained([Field("f0", "tel", "phone")], [Rule(("f0_key",), 1)])["link_type"]
    'dedupe_only'
    """
    firsts = first_of_kind(fields)
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": RECORD,
        "probability_two_random_records_match": 1e-4,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule.sql} for rule in rules],
        "comparisons": [comparison(field, firsts) for field in fields],
        "retain_matching_columns": True,  # brings the levels of agreement along
    }


def _trained(settings: dict[str, Any], weights: Weights) -> dict[str, Any]:
    """Return the settings with what was learnt."""
    comparisons = []
    for compared in settings["comparisons"]:
        name = compared["output_column_name"]
        levels = [level for level in compared["comparison_levels"] if not level.get("is_null_level")]
        best = len(levels) - 1
        learnt = [
            {
                **level,
                "m_probability": float(weights.matching[name][best - place]),
                "u_probability": float(weights.others[name][best - place]),
            }
            for place, level in enumerate(levels)
        ]
        comparisons.append({**compared, "comparison_levels": [compared["comparison_levels"][0], *learnt]})
    return {**settings, "comparisons": comparisons, "probability_two_random_records_match": weights.prior}


@dataclass(frozen=True)
class Scorer:
    """Compares pairs of records.

    Parameters
    ----------
    keys : pandas.DataFrame
        Key columns, one row per record.
    fields : tuple of Field
        What is compared.
    settings : dict
        The model in Splink's form.
    veto : Veto
        Which pairs are never one person.
    threads : int, default 2
        Threads of DuckDB. Every pair is scored by itself, so their number changes no result.
    """

    keys: pd.DataFrame
    fields: tuple[Field, ...]
    settings: dict[str, Any]
    veto: Veto
    threads: int = 2

    @property
    def slots(self) -> list[str]:
        """Names of the comparisons."""
        return [field.slot for field in self.fields]

    def _query(
        self, left: Ids, right: Ids, sql: str, least: float | None = None, *, parts: bool = False
    ) -> pd.DataFrame:
        """Compare pairs and ask one question about the table of comparisons."""
        import duckdb
        from splink import DuckDBAPI, Linker

        logging.getLogger("splink").setLevel(logging.ERROR)
        settings = {**self.settings, "retain_intermediate_calculation_columns": parts}
        with closing(duckdb.connect()) as connection:
            connection.execute(f"SET threads = {self.threads}")
            connection.execute("SET enable_progress_bar = false")
            engine = DuckDBAPI(connection=connection)
            linker = Linker(engine.register(_typed(self.keys)), settings, log_level=logging.ERROR)
            blocked = pd.DataFrame({"match_key": "0", "join_key_l": left, "join_key_r": right})
            linker.table_management.register_blocked_pairs_for_predict(engine.register(blocked))
            table = linker.inference.predict(threshold_match_weight=least, warning_mode="never").physical_name
            found: pd.DataFrame = connection.execute(sql.format(table=table)).df()
        return found

    def patterns(self, left: Ids, right: Ids) -> pd.DataFrame:
        """Count how the fields of pairs agree.

        Parameters
        ----------
        left, right : array of int
            Positions of the records.

        Returns
        -------
        pandas.DataFrame
            One column per field (level, -1 is missing), ``pairs``.
        """
        names = ", ".join(f"gamma_{slot} AS {slot}" for slot in self.slots)
        sql = f"SELECT {names}, COUNT(*) AS pairs FROM {{table}} GROUP BY ALL ORDER BY ALL"
        return self._query(left, right, sql)

    def scores(self, left: Ids, right: Ids, least: float | None = None, *, parts: bool = False) -> pd.DataFrame:
        """Score pairs.

        Parameters
        ----------
        left, right : array of int
            Positions of the records.
        least : float, optional
            Leave out pairs that weigh less (bits).
        parts : bool, default False
            Add ``bits_<field>``: what each comparison brings.

        Returns
        -------
        pandas.DataFrame
            ``left``, ``right``, ``weight`` (bits, to a millionth), ``probability``, ``barred``, and the
            level of every field; by left and right.
        """
        names = ", ".join(f"gamma_{slot} AS {slot}" for slot in self.slots)
        if parts:
            names += "".join(f", {self._bits(slot)} AS bits_{slot}" for slot in self.slots)
        sql = (
            f"SELECT {RECORD}_l AS left, {RECORD}_r AS right, match_weight AS weight, {names} FROM {{table}} "
            "ORDER BY 1, 2"
        )
        found = self._query(left, right, sql, least, parts=parts)
        # The sum of a dozen logarithms may differ in its last digits; what is decided from it must not.
        found["weight"] = found["weight"].round(6)
        found.insert(3, "probability", 1.0 / (1.0 + np.exp2(-found["weight"])))
        found.insert(4, "barred", self.veto.bars(found))
        return found

    def trained(self, left: Ids, right: Ids, random: np.random.Generator) -> tuple[Scorer, Weights]:
        """Learn the weights from pairs that rules brought together and from random pairs.

        Parameters
        ----------
        left, right : array of int
            Positions of the records that the rules brought together.
        random : numpy.random.Generator
            Source of chance.

        Returns
        -------
        Scorer
            With weights.
        Weights
            What was learnt.
        """
        size = len(self.keys)
        by_chance = self.patterns(*_random_pairs(size, random))
        shares = {field.slot: chance(field.kind, self._counts(by_chance, field.slot)) for field in self.fields}
        chosen = np.arange(len(left))
        if len(left) > LEARNT_FROM:
            chosen = np.sort(random.permutation(len(left))[:LEARNT_FROM])
        seen = self.patterns(left[chosen], right[chosen])
        scale = len(left) / max(len(chosen), 1)
        total = size * (size - 1) / 2
        veto = self.veto
        weights = learn(seen, scale, veto.bars(seen), shares, total)
        if veto.contradicted(seen, weights):
            veto = Veto(())
            weights = learn(seen, scale, veto.bars(seen), shares, total)
        return Scorer(self.keys, self.fields, _trained(self.settings, weights), veto, self.threads), weights

    def _bits(self, slot: str) -> str:
        """Return what one comparison brings: its level, and how rare the value is."""
        compared = next(each for each in self.settings["comparisons"] if each["output_column_name"] == slot)
        rarity = any("tf_adjustment_column" in level for level in compared["comparison_levels"])
        return f"mw_{slot} + mw_tf_adj_{slot}" if rarity else f"mw_{slot}"

    def _counts(self, patterns: pd.DataFrame, slot: str) -> npt.NDArray[np.float64]:
        """Count the pairs at every level of one comparison, level 0 first; a level never seen gets half a pair."""
        compared = next(each for each in self.settings["comparisons"] if each["output_column_name"] == slot)
        known = patterns[patterns[slot] >= 0]
        levels = len(compared["comparison_levels"]) - 1
        counts = np.bincount(known[slot], weights=known["pairs"], minlength=levels)
        return np.maximum(counts, 0.5)


def _typed(keys: pd.DataFrame) -> pa.Table:
    """Return the keys as texts and truth values: a column without any value would else have no type."""
    import pyarrow as pa

    columns = {
        name: pa.array(values, pa.bool_() if values.dtype == bool else pa.string(), from_pandas=True)
        for name, values in keys.items()
    }
    return pa.table({RECORD: pa.array(np.arange(len(keys))), **columns})


def _random_pairs(size: int, random: np.random.Generator) -> tuple[Ids, Ids]:
    """Return random pairs of records, or all pairs where there are not more."""
    if size * (size - 1) // 2 <= RANDOM_PAIRS:
        left, right = np.triu_indices(size, 1)
        return left.astype(np.int64), right.astype(np.int64)
    one = random.integers(0, size, RANDOM_PAIRS)
    # Another record, never the same one.
    other = (one + random.integers(1, size, RANDOM_PAIRS)) % size
    return np.minimum(one, other), np.maximum(one, other)

"""Errors put into clean tables, each one written down with its clean value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from crmpersona.contract import CONTRACT, ParameterError, generator, nearest
from crmpersona.synthetic.arrow import coded, scattered, text
from crmpersona.synthetic.draws import Array
from crmpersona.synthetic.parts import HUNDREDTHS, Part
from crmpersona.synthetic.plan import Plan
from crmpersona.synthetic.soiling import as_text, soil

__all__ = ["ERRORS", "RAW", "DirtMaker", "Error"]

RAW = "__raw"
TRUTH = ("table", "key", "column", "clean_value", "dirty_value", "kind")


@dataclass(frozen=True)
class Error:
    """One kind of error.

    Parameters
    ----------
    column : str
        Column it spoils.
    make : callable or None
        Turns (clean texts, random numbers, words of the world) into dirty texts; None empties the cell.
    typed : bool, default True
        Whether the dirty value still has the column's type. If not, the cell becomes missing and
        the text stands in ``<column>__raw``.
    """

    column: str
    make: Callable[[Sequence[str], Array, Mapping[str, Any]], list[str]] | None
    typed: bool = True


ERRORS: Mapping[str, Mapping[str, Error]] = {
    "customers": {
        "name_spacing": Error("name", soil.spacing),
        "phone_format": Error("phone", soil.phone),
        "phone_full_width": Error("phone", soil.full_width),
        "email_case": Error("email", soil.email),
        "gender_word": Error("gender", soil.gender),
        "gender_missing": Error("gender", None),
        "birth_date_format": Error("birth_date", soil.date, typed=False),
        "birth_date_default": Error("birth_date", soil.default_date),
        "birth_date_missing": Error("birth_date", None),
        "province_short": Error("province", soil.short_place),
        "city_missing": Error("city", None),
    },
    "transactions": {
        "ordered_at_format": Error("ordered_at", soil.moment, typed=False),
        "customer_missing": Error("customer_id", None),
        "amount_text": Error("amount", soil.money, typed=False),
        "amount_missing": Error("amount", None),
        "quantity_full_width": Error("quantity", soil.full_width, typed=False),
        "price_zero": Error("unit_price", soil.zero),
        "amount_negative": Error("amount", soil.negative),
        "quantity_outlier": Error("quantity", soil.outlier),
        "channel_case": Error("channel", soil.category),
    },
    "interactions": {"kind_case": Error("kind", soil.category)},
    "feedback": {
        "rating_out_of_range": Error("rating", soil.rating),
        "text_spacing": Error("text", soil.spacing),
    },
}
REPEATS = {"transactions": "duplicate_line"}


@dataclass(frozen=True)
class DirtMaker:
    """Puts errors into the tables of a block.

    Parameters
    ----------
    plan : Plan
        Rates by table and kind of error; words.
    seed : int
        The user's seed.
    """

    plan: Plan
    seed: int

    @cached_property
    def rates(self) -> Mapping[str, Mapping[str, float]]:
        """Rates of the world's file, checked against the kinds that exist.

        Raises
        ------
        ParameterError
            If the file names an error that does not exist.
        """
        rates: Mapping[str, Mapping[str, float]] = self.plan.spec["dirt"]
        for table, kinds in rates.items():
            known = {*ERRORS.get(table, {}), REPEATS.get(table, "")}
            for kind in kinds:
                if kind not in known:
                    raise ParameterError(
                        f"dirt.{table} names the unknown error {kind!r}", remedy=f"nearest: {nearest(kind, known)}"
                    )
        return rates

    def soil(self, parts: Mapping[str, Part], block: int) -> tuple[dict[str, Part], Part]:
        """Return soiled tables and the list of errors.

        Parameters
        ----------
        parts : mapping of str to Part
            Clean tables of a block, money in hundredths.
        block : int
            Number of the block.

        Returns
        -------
        parts : dict of str to Part
            The same tables with errors; a row has one error at most.
        truth : Part
            table, key, column, clean_value, dirty_value, kind; values as texts.
        """
        soiled, found, owners = dict(parts), [], []
        for name in [name for name in parts if name in self.rates]:
            soiled[name], errors, owner = self._soil_table(name, parts[name], block)
            found += errors
            owners += owner
        schema = pa.schema([(column, pa.string()) for column in TRUTH])
        table = pa.concat_tables([schema.empty_table(), *found])
        return soiled, Part(table, np.concatenate([np.zeros(0, dtype=np.int64), *owners]))

    def _soil_table(self, name: str, part: Part, block: int) -> tuple[Part, list[pa.Table], list[Array]]:
        """Put all kinds of errors into one table."""
        rates, random = self.rates[name], generator(self.seed, f"synthetic.dirt.{name}", block)
        # One draw per row decides on all kinds, so that no row gets two errors and the list can be undone.
        limits = np.cumsum(list(rates.values()))
        chosen = np.searchsorted(limits, random.random(part.table.num_rows), side="right")
        table, found, owners = part.table, [], []
        repeated = np.zeros(0, dtype=np.int64)
        for place, kind in enumerate(rates):
            rows = np.flatnonzero(chosen == place)
            if kind == REPEATS.get(name):
                repeated = rows
                found.append(self._listed(name, part.table, rows, kind, "", ([None] * len(rows), [None] * len(rows))))
                owners.append(part.owner[rows])
                continue
            error = ERRORS[name][kind]
            column = part.table[error.column]
            rows = rows[column.take(pa.array(rows)).is_valid().to_numpy()]
            clean = as_text(column.take(pa.array(rows)), error.column)
            draws = random.random(len(rows))
            dirty = (
                [None] * len(rows) if error.make is None else error.make(clean, draws, self.plan.spec["dirty_words"])
            )
            table = _replaced(table, error, rows, dirty)
            found.append(self._listed(name, part.table, rows, kind, error.column, (clean, dirty)))
            owners.append(part.owner[rows])
        table = _with_companions(table, [ERRORS[name][kind] for kind in rates if kind in ERRORS[name]])
        if len(repeated):
            table = pa.concat_tables([table, table.take(pa.array(repeated))])
        return Part(table, np.concatenate([part.owner, part.owner[repeated]])), found, owners

    def _listed(
        self,
        name: str,
        table: pa.Table,
        rows: Array,
        kind: str,
        column: str,
        values: tuple[Sequence[Any], Sequence[Any]],
    ) -> pa.Table:
        """List errors with key, clean and dirty value."""
        keys = [text(table[key].take(pa.array(rows))) for key in CONTRACT[name].key]
        key = pc.binary_join_element_wise(*keys, "|")
        clean, dirty = (pa.array(list(each), type=pa.string()) for each in values)
        constant = {"table": name, "column": column or None, "kind": kind}
        columns = {each: pa.array([value] * len(rows), type=pa.string()) for each, value in constant.items()}
        columns |= {"key": key, "clean_value": clean, "dirty_value": dirty}
        return pa.table({each: columns[each] for each in TRUTH})


def _replaced(table: pa.Table, error: Error, rows: Array, dirty: Sequence[str | None]) -> pa.Table:
    """Put dirty values into a column, or empty it and put them beside."""
    if not len(rows):
        return table
    place = table.column_names.index(error.column)
    column = table.column(place).combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0)
    values = pa.array(list(dirty), type=pa.string())
    if error.typed and error.make is not None:
        patched = _patched(column, rows, _typed(values, error.column, column.type))
        return table.set_column(place, error.column, patched)
    emptied = _patched(column, rows, pa.nulls(len(rows), _plain_type(column.type)))
    table = table.set_column(place, error.column, emptied)
    if error.typed:
        return table
    return table.append_column(f"{error.column}{RAW}", scattered(table.num_rows, rows, [str(value) for value in dirty]))


def _plain_type(kind: pa.DataType) -> pa.DataType:
    """Return the type of the values of a coded column."""
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _typed(values: pa.Array, column: str, kind: pa.DataType) -> pa.Array:
    """Turn texts back into the column's own type, money into hundredths."""
    if column in HUNDREDTHS:
        return pc.multiply(values.cast(pa.decimal128(14, 2)), 100).cast(pa.int64())
    return values.cast(_plain_type(kind))


def _patched(column: pa.Array, rows: Array, values: pa.Array) -> pa.Array:
    """Return a column with some rows replaced."""
    take = np.arange(len(column))
    if not pa.types.is_dictionary(column.type):
        take[rows] = len(column) + np.arange(len(rows))
        return pa.concat_arrays([column, values]).take(pa.array(take))
    # Only the list of values grows, and the codes of the rows point to its end.
    codes = column.indices.fill_null(-1).to_numpy(zero_copy_only=False).copy()
    codes[rows] = np.where(
        values.is_valid().to_numpy(zero_copy_only=False), len(column.dictionary) + np.arange(len(rows)), -1
    )
    return coded(codes, pa.concat_arrays([column.dictionary.cast(pa.string()), values.fill_null("")]))


def _with_companions(table: pa.Table, errors: Sequence[Error]) -> pa.Table:
    """Give every block the same columns: a companion for each column that can hold untyped text."""
    for name in dict.fromkeys(f"{error.column}{RAW}" for error in errors if not error.typed):
        if name not in table.column_names:
            empty = scattered(table.num_rows, np.zeros(0, dtype=np.int64), [])
            table = table.append_column(name, empty)
    order = [name for name in table.column_names if not name.endswith(RAW)]
    return table.select([*order, *sorted(name for name in table.column_names if name.endswith(RAW))])

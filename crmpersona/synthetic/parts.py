"""One block of a table, with the customer behind every row, so that it can be cut and soiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from crmpersona.synthetic.arrow import decimals, digit_matrix, numbered, numbers
from crmpersona.synthetic.draws import Array

__all__ = ["HUNDREDTHS", "WHOLE", "Part", "customer_ids", "in_engine_units", "in_file_units"]

HUNDREDTHS = frozenset(
    {"amount", "cost", "discount", "income", "list_price", "refund_amount", "unit_price", "value_hundredths"}
)
WHOLE = frozenset({"duration_s", "points_balance", "quantity"})
OUTCOME = "value_hundredths"  # kept apart from the text column external_ids.value until the table is written


@dataclass(frozen=True)
class Part:
    """Rows of one table in one block.

    Parameters
    ----------
    table : pyarrow.Table
        Money in hundredths (int64).
    owner : array of int
        Position in the block of the customer behind each row.
    """

    table: pa.Table
    owner: Array

    def cut(self, keep: int) -> pa.Table:
        """Return the rows of the first customers.

        Parameters
        ----------
        keep : int
            How many customers of the block exist.

        Returns
        -------
        pyarrow.Table
            Their rows, in order.
        """
        if not len(self.owner) or int(self.owner.max()) < keep:
            return self.table
        return self.table.filter(pa.array(self.owner < keep))


def customer_ids(numbers: Array) -> pa.Array:
    """Write customer ids.

    Parameters
    ----------
    numbers : array of int
        Customer numbers from 0.

    Returns
    -------
    pyarrow.Array
        "C" and eight digits.

    Examples
    --------
    >>> customer_ids(np.array([0])).to_pylist()
    ['C00000001']
    """
    return numbered("C", digit_matrix(numbers + 1, 8))


def in_file_units(table: pa.Table) -> pa.Table:
    """Return a table as files keep it: money as decimals with two places.

    Parameters
    ----------
    table : pyarrow.Table
        Money in hundredths.

    Returns
    -------
    pyarrow.Table
        Coded texts stay coded.
    """
    columns: dict[str, Any] = {}
    for name in table.column_names:
        column = table[name]
        columns["value" if name == OUTCOME else name] = (
            pa.chunked_array([decimals(chunk) for chunk in column.chunks], type=pa.decimal128(14, 2))
            if name in HUNDREDTHS
            else column
        )
    return pa.table(columns)


def _words(column: pa.Array) -> pa.Array:
    """Return the hundredths of a decimal column as int64."""
    words = np.frombuffer(column.buffers()[1], dtype="<i8")[::2][column.offset : column.offset + len(column)]
    return numbers(words, None if column.null_count == 0 else pc.is_valid(column).to_numpy(zero_copy_only=False))


def in_engine_units(table: pa.Table) -> pa.Table:
    """Return a table as the engine keeps it: money and decimals as whole 1/10,000 units.

    Parameters
    ----------
    table : pyarrow.Table
        Money as decimals with two places, other decimals as whole units.

    Returns
    -------
    pyarrow.Table
        int64 for money and decimals, plain texts.
    """
    columns: dict[str, Any] = {}
    for name in table.column_names:
        column = table[name].combine_chunks()
        if pa.types.is_decimal(column.type):
            columns[name] = pc.multiply(_words(column), 100)
        elif name in WHOLE:
            columns[name] = pc.multiply(column, 10_000)
        else:
            columns[name] = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    return pa.table(columns)

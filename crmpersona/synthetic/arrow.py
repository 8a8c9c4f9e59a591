"""Arrow columns from numpy arrays without a Python object per row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from crmpersona.synthetic.draws import Array

__all__ = ["coded", "dates", "decimals", "digit_matrix", "join", "numbered", "numbers", "scattered", "stamps", "text"]


def _mask(valid: Array | None) -> Array | None:
    """Turn "is there" into Arrow's "is missing"."""
    return None if valid is None else ~valid


def coded(codes: Array, values: Sequence[str] | pa.Array) -> pa.DictionaryArray:
    """Return a text column kept as codes and a short list of values.

    Parameters
    ----------
    codes : array of int
        Position in ``values``; negative is missing.
    values : sequence of str or pyarrow.Array
        The different texts.

    Returns
    -------
    pyarrow.DictionaryArray
        One text per code.

    Examples
    --------
    >>> coded(np.array([1, -1, 0]), ["a", "b"]).to_pylist()
    ['b', None, 'a']
    """
    signed = np.issubdtype(codes.dtype, np.signedinteger)
    mask = codes < 0 if signed and len(codes) and codes.min() < 0 else None
    indices = pa.array(codes.astype(np.int32), mask=mask)
    return pa.DictionaryArray.from_arrays(indices, values if isinstance(values, pa.Array) else pa.array(values))


def stamps(seconds: Array, valid: Array | None = None) -> pa.Array:
    """Return moments as naive UTC timestamps.

    Parameters
    ----------
    seconds : array of int
        Seconds since 1970-01-01 UTC.
    valid : array of bool, optional
        Where there is a value.

    Returns
    -------
    pyarrow.Array
        Timestamps in microseconds.

    Examples
    --------
    >>> stamps(np.array([86400])).to_pylist()
    [datetime.datetime(1970, 1, 2, 0, 0)]
    """
    return pa.array(seconds.astype(np.int64) * 1_000_000, type=pa.timestamp("us"), mask=_mask(valid))


def dates(days: Array, valid: Array | None = None) -> pa.Array:
    """Return days as dates.

    Parameters
    ----------
    days : array of int
        Days since 1970-01-01.
    valid : array of bool, optional
        Where there is a value.

    Returns
    -------
    pyarrow.Array
        Dates.

    Examples
    --------
    >>> dates(np.array([1])).to_pylist()
    [datetime.date(1970, 1, 2)]
    """
    return pa.array(days.astype(np.int32), type=pa.date32(), mask=_mask(valid))


def numbers(values: Array, valid: Array | None = None) -> pa.Array:
    """Return whole numbers (units, or hundredths of a unit for money) as int64.

    Parameters
    ----------
    values : array of int
        The numbers.
    valid : array of bool, optional
        Where there is a value.

    Returns
    -------
    pyarrow.Array
        int64.

    Examples
    --------
    >>> numbers(np.array([3, 4]), np.array([True, False])).to_pylist()
    [3, None]
    """
    return pa.array(values.astype(np.int64), mask=_mask(valid))


def decimals(hundredths: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Turn int64 hundredths into exact decimals with two places.

    Parameters
    ----------
    hundredths : pyarrow.Array or ChunkedArray of int64
        For example fen or cents.

    Returns
    -------
    pyarrow.Array
        decimal128(14, 2).

    Examples
    --------
    >>> decimals(pa.array([1999, None, -5])).to_pylist()
    [Decimal('19.99'), None, Decimal('-0.05')]
    """
    flat = hundredths.combine_chunks() if isinstance(hundredths, pa.ChunkedArray) else hundredths
    valid = None if flat.null_count == 0 else pc.is_valid(flat)
    low = flat.fill_null(0).to_numpy(zero_copy_only=False)
    # A decimal128 is one little-endian 128-bit integer: the low word and the sign carried on.
    words = np.empty((len(low), 2), dtype="<i8")
    words[:, 0] = low
    words[:, 1] = low >> 63
    bits = None if valid is None else valid.buffers()[1]
    return pa.Array.from_buffers(pa.decimal128(14, 2), len(low), [bits, pa.py_buffer(words)])


def digit_matrix(values: Array, width: int) -> Array:
    """Write whole numbers as rows of ASCII digits, padded with zeros.

    Parameters
    ----------
    values : array of int
        Not negative.
    width : int
        Digits per number; higher digits are cut off.

    Returns
    -------
    numpy.ndarray
        uint8 of shape (numbers, width).

    Examples
    --------
    >>> digit_matrix(np.array([42]), 4).tobytes()
    b'0042'
    """
    rest = values.astype(np.int64)
    digits = np.empty((len(rest), width), dtype=np.uint8)
    for place in range(width - 1, -1, -1):
        rest, digits[:, place] = np.divmod(rest, 10)
    digits += ord("0")
    return digits


def numbered(*parts: str | Array, size: int | None = None) -> pa.StringArray:
    """Join constants and digit matrices to texts of one width.

    Parameters
    ----------
    *parts : str or array of uint8
        ASCII constants, and matrices of :func:`digit_matrix`.
    size : int, optional
        Rows; found from the matrices if there is one.

    Returns
    -------
    pyarrow.StringArray
        One text per row.

    Examples
    --------
    >>> numbered("C", digit_matrix(np.array([7, 12]), 3)).to_pylist()
    ['C007', 'C012']
    """
    rows = size if size is not None else next(len(part) for part in parts if not isinstance(part, str))
    matrices = [
        np.broadcast_to(np.frombuffer(part.encode("ascii"), dtype=np.uint8), (rows, len(part)))
        if isinstance(part, str)
        else part
        for part in parts
    ]
    letters = np.ascontiguousarray(np.hstack(matrices))
    offsets = np.arange(rows + 1, dtype=np.int32) * letters.shape[1]
    return pa.StringArray.from_buffers(rows, pa.py_buffer(offsets), pa.py_buffer(letters))


def join(*parts: str | pa.Array) -> pa.StringArray:
    """Join texts row by row; a missing part makes the row missing.

    Parameters
    ----------
    *parts : str or pyarrow.Array of text
        Constants and columns.

    Returns
    -------
    pyarrow.StringArray
        One text per row.

    Examples
    --------
    >>> join(pa.array(["li", None]), "@", "example.com").to_pylist()
    ['li@example.com', None]
    """
    columns: list[Any] = [part if isinstance(part, str) else text(part) for part in parts]
    return pc.binary_join_element_wise(*columns, "", null_handling="emit_null")


def text(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return a column as plain texts.

    Parameters
    ----------
    column : pyarrow.Array or ChunkedArray
        Coded texts, texts, numbers, dates or timestamps.

    Returns
    -------
    pyarrow.StringArray
        Timestamps to the second, everything else as Arrow writes it.

    Examples
    --------
    >>> text(stamps(np.array([0]))).to_pylist()
    ['1970-01-01 00:00:00']
    """
    flat = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_dictionary(flat.type):
        return flat.dictionary.cast(pa.string()).take(flat.indices)
    if pa.types.is_timestamp(flat.type):
        return flat.cast(pa.timestamp("s")).cast(pa.string())
    return flat.cast(pa.string())


def scattered(size: int, rows: Array, texts: Sequence[str]) -> pa.DictionaryArray:
    """Return a text column that is missing but in a few rows.

    Parameters
    ----------
    size : int
        Rows of the column.
    rows : array of int
        Where the texts stand.
    texts : sequence of str
        One per row named.

    Returns
    -------
    pyarrow.DictionaryArray
        The column.

    Examples
    --------
    >>> scattered(3, np.array([1]), ["x"]).to_pylist()
    [None, 'x', None]
    """
    codes = np.full(size, -1, dtype=np.int32)
    codes[rows] = np.arange(len(rows), dtype=np.int32)
    return coded(codes, pa.array(list(texts), type=pa.string()))

"""Reporting dates and months, without a clock."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Self

import pandas as pd

from crmpersona.contract.errors import ParameterError

__all__ = ["Month", "as_of_date"]


def as_of_date(as_of: Any) -> dt.date:
    """Read a reporting date: midnight at its start is the moment of the view.

    Parameters
    ----------
    as_of : str, datetime.date, datetime.datetime or pandas.Timestamp
        An ISO day such as ``"2026-11-01"``. A time of day other than midnight is refused,
        because everything here counts in whole days.

    Returns
    -------
    datetime.date
        The day.

    Raises
    ------
    ParameterError
        If it is not a day.

    Examples
    --------
    >>> as_of_date("2026-11-01")
    datetime.date(2026, 11, 1)
    """
    if isinstance(as_of, dt.date) and not isinstance(as_of, dt.datetime):
        return as_of
    remedy = "give a day such as as_of='2026-11-01'"
    if not isinstance(as_of, (str, dt.datetime)) or (isinstance(as_of, str) and len(as_of) < 8):
        raise ParameterError(f"as_of={as_of!r} is not a day", remedy=remedy)
    try:
        stamp = pd.Timestamp(as_of)
    except (ValueError, TypeError) as error:
        raise ParameterError(f"as_of={as_of!r} is not a day", remedy=remedy) from error
    if pd.isna(stamp):
        raise ParameterError(f"as_of={as_of!r} is not a day", remedy=remedy)
    if stamp != stamp.normalize():
        raise ParameterError(f"as_of={as_of!r} has a time of day", remedy="give a whole day; it means its midnight")
    return dt.date(stamp.year, stamp.month, stamp.day)


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month.

    Parameters
    ----------
    year : int
        Year, 1 to 9998.
    month : int
        Month, 1 to 12.

    Examples
    --------
    >>> month = Month.parse("2026-10")
    >>> month.start, month.end, str(month.previous), str(month.same_month_last_year)
    (datetime.date(2026, 10, 1), datetime.date(2026, 11, 1), '2026-09', '2025-10')
    """

    year: int
    month: int

    @classmethod
    def parse(cls, text: Any) -> Self:
        """Read ``"2026-10"`` (or a Month, which is returned unchanged).

        Parameters
        ----------
        text : str or Month
            Year and month with a hyphen.

        Returns
        -------
        Month
            The month.

        Raises
        ------
        ParameterError
            If it is not a month.

        Examples
        --------
        >>> str(Month.parse("2026-02"))
        '2026-02'
        """
        if isinstance(text, cls):
            return text
        found = re.fullmatch(r"(\d{4})-(\d{2})", str(text).strip())
        if not found or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1:
            raise ParameterError(f"month={text!r} is not a month", remedy="write it as YYYY-MM, for example 2026-10")
        return cls(int(found[1]), int(found[2]))

    @property
    def number(self) -> int:
        """Months since year 0: ``year * 12 + month - 1``."""
        return self.year * 12 + self.month - 1

    @property
    def start(self) -> dt.date:
        """First day of the month."""
        return dt.date(self.year, self.month, 1)

    @property
    def end(self) -> dt.date:
        """First day after the month: the ``as_of`` of its report."""
        return self.shift(1).start

    @property
    def previous(self) -> Self:
        """The month before."""
        return self.shift(-1)

    @property
    def same_month_last_year(self) -> Self:
        """The same month one year before."""
        return self.shift(-12)

    def shift(self, months: int) -> Self:
        """Go forward (or back) a number of months.

        Parameters
        ----------
        months : int
            How many; negative goes back.

        Returns
        -------
        Month
            The other month.

        Examples
        --------
        >>> str(Month(2026, 1).shift(-1))
        '2025-12'
        """
        number = self.number + months
        return type(self)(number // 12, number % 12 + 1)

    def __str__(self) -> str:
        """Write as ``YYYY-MM``."""
        return f"{self.year:04d}-{self.month:02d}"

"""How far the data reach: which months are complete, in the calendar and in the data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crmpersona.contract import Month
from crmpersona.features.expressions_orders import shop_days
from crmpersona.features.ledger import Ledger
from crmpersona.relational import date_of, day_number, to_pandas

__all__ = ["Horizon", "horizon_of"]


@dataclass(frozen=True)
class Horizon:
    """First and last day with an order before a date, and the longest pause between two such days.

    Parameters
    ----------
    first_day, last_day : datetime.date or None
        None without orders.
    longest_pause : int
        Days; 1 where the shop sold every day.
    as_of : datetime.date
        The view.

    Examples
    --------
    >>> seen = Horizon(dt.date(2011, 1, 4), dt.date(2011, 12, 9), 11, dt.date(2012, 1, 1))
    >>> seen.finished(Month(2011, 11)), seen.finished(Month(2011, 12))
    (True, False)
    """

    first_day: dt.date | None
    last_day: dt.date | None
    longest_pause: int
    as_of: dt.date

    def finished(self, month: Month) -> bool:
        """Say whether a month is complete: over in the calendar, and not cut short by the end of the data.

        Parameters
        ----------
        month : Month
            The month.

        Returns
        -------
        bool
            False before its end, and where the silence of the whole shop up to its end is longer than any pause seen
            before: then it is the data that end, not the sales.
        """
        if month.end > self.as_of or self.last_day is None:
            return False
        return (month.end - self.last_day).days - 1 <= max(self.longest_pause, 1)

    def covers(self, month: Month) -> bool:
        """Say whether the data hold a month from its beginning to its end.

        Parameters
        ----------
        month : Month
            The month.

        Returns
        -------
        bool
            False where it is not finished, or where the first order came later in it than any pause explains.
        """
        if self.first_day is None or not self.finished(month):
            return False
        return (self.first_day - month.start).days <= max(self.longest_pause, 1)


def horizon_of(ledger: Ledger, as_of: dt.date) -> Horizon:
    """Find how far the orders reach before a date.

    Parameters
    ----------
    ledger : Ledger
        The purchase ledger.
    as_of : datetime.date
        The view.

    Returns
    -------
    Horizon
        The span.
    """
    days = to_pandas(shop_days(ledger.days.filter(ledger.days.day < day_number(as_of))), "day")
    if days.empty:
        return Horizon(None, None, 1, as_of)
    pause = days["pause"].max()
    first, last = (date_of(int(days["day"].iloc[place])) for place in (0, -1))
    return Horizon(first, last, int(pause) if pause == pause else 1, as_of)  # noqa: PLR0124 - one day has no pause

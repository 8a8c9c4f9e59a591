"""Numbers as people write them, in Chinese and English."""

from __future__ import annotations

import math
from dataclasses import dataclass

from crmpersona.contract.options import current_options, resolve_lang

__all__ = ["Formatter"]

SYMBOLS = {"CNY": "¥", "GBP": "£", "USD": "$", "EUR": "€", "JPY": "¥"}
MINUS = "−"
MISSING = "–"


def _signed(text: str, value: float) -> str:
    """Put a plus before, or turn the hyphen into a real minus."""
    return f"+{text}" if value > 0 else text


@dataclass(frozen=True)
class Formatter:
    """Write figures by one rule everywhere.

    Parameters
    ----------
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        ISO 4217 code; None takes the option in force. Without one, money is a plain number.

    Examples
    --------
    >>> zh = Formatter("zh", "CNY")
    >>> zh.money(2_453_000), zh.money(168.2), zh.rate(0.517), zh.points(0.006)
    ('¥245.3 万', '¥168.20', '51.7%', '+0.6 百分点')
    >>> Formatter("en", "GBP").interval(0.151, 0.161)
    '95% CI 15.1%–16.1%'
    """

    lang: str | None = None
    currency: str | None = None

    @property
    def chinese(self) -> bool:
        """Whether texts are Chinese."""
        return resolve_lang(self.lang) == "zh"

    @property
    def symbol(self) -> str:
        """Sign of the currency, empty where it is not known."""
        code = self.currency or current_options().currency
        return SYMBOLS.get(code, f"{code} ") if code else ""

    def number(self, value: float | None, digits: int = 0) -> str:
        """Write a number with separators.

        Parameters
        ----------
        value : float or None
            The number; missing values give a dash.
        digits : int, default 0
            Decimals.

        Returns
        -------
        str
            The text, with a real minus sign.

        Examples
        --------
        >>> Formatter("en").number(-1234.5, 1)
        '−1,234.5'
        """
        if value is None or not math.isfinite(value):
            return MISSING
        return f"{value:,.{digits}f}".replace("-", MINUS)

    def count(self, value: float | None) -> str:
        """Write a count; Chinese text uses 万 from 100,000 on only in :meth:`money`.

        Parameters
        ----------
        value : float or None
            The count.

        Returns
        -------
        str
            The text.

        Examples
        --------
        >>> Formatter("en").count(4338)
        '4,338'
        """
        return self.number(value, 0)

    def money(self, value: float | None) -> str:
        """Write an amount with its sign, 万 and 亿 above 10,000 in Chinese.

        Parameters
        ----------
        value : float or None
            Amount in units of the currency.

        Returns
        -------
        str
            The text.

        Examples
        --------
        >>> Formatter("zh", "CNY").money(123_456_789), Formatter("en", "GBP").money(8_911_407.9)
        ('¥1.23 亿', '£8,911,408')
        """
        if value is None or not math.isfinite(value):
            return MISSING
        sign, size = (MINUS if value < 0 else ""), abs(value)
        if self.chinese and size >= 1e8:
            return f"{sign}{self.symbol}{size / 1e8:,.2f} 亿"
        if self.chinese and size >= 1e4:
            return f"{sign}{self.symbol}{size / 1e4:,.1f} 万"
        return f"{sign}{self.symbol}{size:,.{2 if size < 1e4 else 0}f}"

    def rate(self, value: float | None, digits: int = 1) -> str:
        """Write a share or rate in per cent.

        Parameters
        ----------
        value : float or None
            Between 0 and 1 as a rule.
        digits : int, default 1
            Decimals.

        Returns
        -------
        str
            The text.

        Examples
        --------
        >>> Formatter("en").rate(0.3245)
        '32.5%'
        """
        return MISSING if value is None or not math.isfinite(value) else f"{self.number(value * 100, digits)}%"

    def points(self, value: float | None, digits: int = 1) -> str:
        """Write a difference of two rates in percentage points.

        Parameters
        ----------
        value : float or None
            Difference, 0.01 is one point.
        digits : int, default 1
            Decimals.

        Returns
        -------
        str
            The text with its sign.

        Examples
        --------
        >>> Formatter("en").points(-0.002)
        '−0.2 pp'
        """
        if value is None or not math.isfinite(value):
            return MISSING
        return _signed(self.number(value * 100, digits), value) + (" 百分点" if self.chinese else " pp")

    def change(self, value: float | None, digits: int = 1) -> str:
        """Write a relative change.

        Parameters
        ----------
        value : float or None
            0.041 is plus 4.1 %.
        digits : int, default 1
            Decimals.

        Returns
        -------
        str
            The text with its sign.

        Examples
        --------
        >>> Formatter("zh").change(0.041)
        '+4.1%'
        """
        if value is None or not math.isfinite(value):
            return MISSING
        return _signed(self.rate(value, digits), value)

    def days(self, value: float | None) -> str:
        """Write a span in whole days.

        Parameters
        ----------
        value : float or None
            Days.

        Returns
        -------
        str
            The text.

        Examples
        --------
        >>> Formatter("zh").days(93.06), Formatter("en").days(1)
        ('93 天', '1 day')
        """
        if value is None or not math.isfinite(value):
            return MISSING
        unit = " 天" if self.chinese else (" day" if round(value) == 1 else " days")
        return f"{self.number(value)}{unit}"

    def interval(self, low: float | None, high: float | None, kind: str = "rate") -> str:
        """Write a 95 % interval.

        Parameters
        ----------
        low, high : float or None
            The limits.
        kind : {"rate", "money", "count", "number"}, default "rate"
            How to write the limits.

        Returns
        -------
        str
            The text, empty where a limit is missing.

        Examples
        --------
        >>> Formatter("zh").interval(0.151, 0.161)
        '95% 区间 15.1%–16.1%'
        """
        if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
            return ""
        write = {"rate": self.rate, "money": self.money, "count": self.count}.get(kind, lambda x: self.number(x, 2))
        return f"{'95% 区间' if self.chinese else '95% CI'} {write(low)}–{write(high)}"

"""Net sales bridge: how much of the change came from people, frequency and order value, parts adding exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from crmpersona.contract import Crm, Formatter, Month, NotEnoughDataError, Result, resolve_lang
from crmpersona.features.expressions_bridge import bridge_sums
from crmpersona.features.ledger import ledger_of, view_of
from crmpersona.features.words_cycle import BRIDGE, TEXTS
from crmpersona.relational import from_fixed, to_pandas

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["FACTORS", "SalesBridge", "product_shares", "sales_bridge"]

FACTORS = ("buyers", "orders_per_buyer", "average_order_value")


def product_shares(
    before: tuple[Fraction, Fraction, Fraction], after: tuple[Fraction, Fraction, Fraction]
) -> tuple[Fraction, Fraction, Fraction]:
    """Split the change of a product of three factors into one part per factor, adding exactly.

    Each part is the factor's Shapley value: the mean, over all orders in which the factors could have changed, of what
    the factor's own change added. No factor is favoured, and nothing is left over.

    Parameters
    ----------
    before, after : tuple of Fraction
        The three factors at both ends.

    Returns
    -------
    tuple of Fraction
        Parts whose sum is the change of the product.

    References
    ----------
    Shapley, L. S. (1953), A value for n-person games, Contributions to the Theory of Games II, 307-317. As a
    decomposition of products: Albrecht, J., François, D. and Schoors, K. (2002), Energy Policy 30, 727-736.

    Examples
    --------
    >>> parts = product_shares((Fraction(10), Fraction(2), Fraction(5)), (Fraction(12), Fraction(2), Fraction(6)))
    >>> [int(part) for part in parts], int(sum(parts))
    ([22, 0, 22], 44)
    """
    parts = []
    for own in range(3):
        first, second = (place for place in range(3) if place != own)
        straight = before[first] * before[second] + after[first] * after[second]
        crossed = before[first] * after[second] + after[first] * before[second]
        parts.append((after[own] - before[own]) * (2 * straight + crossed) / 6)
    return parts[0], parts[1], parts[2]


@dataclass(frozen=True, kw_only=True, repr=False)
class SalesBridge(Result):
    """Net sales of two months and what each factor added.

    Parameters
    ----------
    frame : pandas.DataFrame
        In order: ``previous`` (total), ``buyers``, ``orders_per_buyer``, ``average_order_value`` (parts), ``current``
        (total). ``key``, ``label_zh``, ``label_en``, ``value`` (currency), ``part`` (False for a total), ``before`` and
        ``after`` (the factor in both months).
    month, previous : Month
        The months compared.
    currency : str or None
        ISO 4217 code.
    """

    frame: pd.DataFrame
    month: Month
    previous: Month
    currency: str | None = None

    def to_frame(self) -> pd.DataFrame:
        """Return totals and parts with a label in the language in force.

        Returns
        -------
        pandas.DataFrame
            The frame and ``label``.
        """
        return self.frame.assign(label=self.frame[f"label_{resolve_lang(None)}"])

    def summary(self, lang: str | None = None) -> str:
        """Say what people, frequency and order value added to net sales."""
        lang = resolve_lang(lang)
        write, value = Formatter(lang, self.currency), self.frame.set_index("key")["value"]

        def signed(amount: float) -> str:
            return f"+{write.money(amount)}" if amount > 0 else write.money(amount)

        return TEXTS(
            "bridge",
            lang,
            before=write.money(value["previous"]),
            after=write.money(value["current"]),
            change=signed(value["current"] - value["previous"]),
            buyers=signed(value["buyers"]),
            frequency=signed(value["orders_per_buyer"]),
            value=signed(value["average_order_value"]),
        )

    def plot(self, lang: str | None = None) -> Figure:
        """Draw the waterfall.

        Parameters
        ----------
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.

        Returns
        -------
        matplotlib.figure.Figure
            From one total over the three parts to the other.
        """
        from crmpersona import plots

        rows = self.frame.assign(label=self.frame[f"label_{resolve_lang(lang)}"])[["label", "value", "part"]]
        figure: Figure = plots.waterfall(rows, title=self.summary(lang), lang=lang, currency=self.currency)
        return figure


Sums = tuple[int, int, int]


def _factors(sums: Sums) -> tuple[Fraction, Fraction, Fraction] | None:
    """Turn buyers, orders and net sales into the three factors; None where nobody bought."""
    buyers, orders, net = sums
    if not buyers or not orders:
        return None
    return Fraction(buyers), Fraction(orders, buyers), Fraction(net, orders)


def _parts(before: Sums, after: Sums) -> tuple[int, int, int]:
    """Split the change of net sales in whole 1/10,000 units; the last part takes the fraction left by rounding."""
    change = after[2] - before[2]
    start, end = _factors(before), _factors(after)
    if start is None or end is None:
        # From or to an empty month only people can have changed: there is no frequency and no order value.
        return change, 0, 0
    people, frequency, _ = product_shares(start, end)
    return round(people), round(frequency), change - round(people) - round(frequency)


def sales_bridge(crm: Crm, *, month: Month | str, previous: Month | str | None = None) -> SalesBridge:
    """Explain the change of net sales by buyers × orders per buyer × order value.

    Parameters
    ----------
    crm : Crm
        Data; cleaned with defaults where they are as read.
    month : Month or str
        The month, such as ``"2026-10"``; later rows are invisible.
    previous : Month or str, optional
        The month compared with; None takes the month before.

    Returns
    -------
    SalesBridge
        Totals and three parts that add exactly to the change, in whole 1/10,000 of the currency.

    Raises
    ------
    NotEnoughDataError
        If no money is known, or nobody bought in either month.
    ParameterError
        If a month cannot be read.

    Examples
    --------
    >>> from crmpersona.features.examples import tiny_crm
    >>> bridge = sales_bridge(tiny_crm(), month="2026-02")
    >>> bridge.frame["value"].tolist()
    [60.0, -22.4537, 6.5741, 5.8796, 50.0]
    """
    now = Month.parse(month)
    then = now.previous if previous is None else Month.parse(previous)
    ledger = ledger_of(crm)
    if not ledger.has("amount"):
        raise NotEnoughDataError(
            "no money is known", where="table transactions", remedy="give amount, or quantity and unit_price"
        )
    found = to_pandas(bridge_sums(ledger.months, [then.number, now.number]), "month").astype("int64").set_index("month")
    sums = [tuple(int(value) for value in found.reindex([each.number]).fillna(0).iloc[0]) for each in (then, now)]
    before, after = ((buyers, orders, net) for buyers, orders, net in sums)
    if not before[0] and not after[0]:
        raise NotEnoughDataError(f"nobody bought in {then} or {now}", remedy="choose a month within the data")
    values = [before[2], *_parts(before, after), after[2]]
    ends = [tuple(map(float, _factors(each) or (0, float("nan"), float("nan")))) for each in (before, after)]
    nothing = float("nan")
    frame = pd.DataFrame(
        {
            "key": ["previous", *FACTORS, "current"],
            "value": [from_fixed(value) for value in values],
            "part": [False, True, True, True, False],
            "before": [nothing, *ends[0][:2], ends[0][2] / 10_000, nothing],
            "after": [nothing, *ends[1][:2], ends[1][2] / 10_000, nothing],
        }
    )
    for lang in ("zh", "en"):
        texts = [BRIDGE(key, lang, month=then if key == "previous" else now) for key in frame["key"]]
        frame.insert(1, f"label_{lang}", texts)
    provenance = view_of(crm, now.end, month=str(now), previous=str(then))
    return SalesBridge(frame=frame, month=now, previous=then, currency=crm.currency, provenance=provenance)

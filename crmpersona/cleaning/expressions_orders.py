"""Engine expressions of order lines: amounts, returns, states, orders, duplicates."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from crmpersona.cleaning.expressions import with_reasons
from crmpersona.relational import local_day
from crmpersona.sources.expressions import product_fixed

__all__ = [
    "duplicate_count",
    "money_known",
    "settle_amounts",
    "settle_orders",
    "settle_validity",
    "with_duplicates",
    "with_line_reasons",
    "with_product_traits",
    "year_span",
]

REASON, COLUMN = "__reason", "__column"
PLACE = ("source", "source_row")
CENT = 100
NO = ibis.literal(False)
NOTHING = ibis.null("int64")
STEPS = tuple(
    f"__{step}"
    for step in ("said", "quantity", "price", "takes_back", "given", "gross", "off", "back", "computed", "known")
)


def _has(table: ir.Table, *columns: str) -> bool:
    """Say whether a table has all of some columns."""
    return all(column in table.columns for column in columns)


def money_known(table: ir.Table) -> bool:
    """Say whether amounts can be known at all.

    Parameters
    ----------
    table : ibis Table
        Order lines.

    Returns
    -------
    bool
        An amount, or quantity and price.
    """
    return _has(table, "amount") or _has(table, "quantity", "unit_price")


def year_span(table: ir.Table, column: str) -> tuple[int, int]:
    """Return the first and last year of a moment, a year wider at both ends.

    Parameters
    ----------
    table : ibis Table
        The rows.
    column : str
        A timestamp.

    Returns
    -------
    (int, int)
        For shorter expressions of local time.
    """
    found = table.aggregate(first=table[column].min().year(), last=table[column].max().year()).to_pandas()
    first, last = found.iloc[0]
    return (int(first) - 1, int(last) + 1) if first == first else (2000, 2001)  # noqa: PLR0124 - no rows


def settle_amounts(table: ir.Table, refunded: Sequence[str]) -> ir.Table:
    """Settle amount, sign and discount of each line.

    A missing amount is quantity × unit price − discount. A line takes goods back where it says
    so, or its quantity or amount is negative; then amount and quantity are made negative. A
    negative price alone is an adjustment and no return.

    Parameters
    ----------
    table : ibis Table
        Order lines, repaired.
    refunded : sequence of str
        States that mean a full refund.

    Returns
    -------
    ibis Table
        With ``is_return``, settled ``amount``, ``quantity``, ``discount``, and helper columns on what changed.
    """
    table = table.mutate(
        __said=ibis.coalesce(table.is_return, NO) if _has(table, "is_return") else NO,
        __quantity=table.quantity if _has(table, "quantity") else NOTHING,
        __price=table.unit_price if _has(table, "unit_price") else NOTHING,
    )
    table = table.mutate(__takes_back=table["__said"] | ibis.coalesce(table["__quantity"] < 0, NO))
    table = _amounts(table) if money_known(table) else table.mutate(is_return=table["__takes_back"])
    table = _quantity_signed(table) if _has(table, "quantity") else table
    table = _refunds(table, refunded) if _has(table, "amount") else table
    return table.drop(*(name for name in STEPS if name in table.columns))


def _amounts(table: ir.Table) -> ir.Table:
    """Settle the amounts, step by step: written as one formula, each step would be repeated many times."""
    table = table.mutate(
        __given=table.amount if _has(table, "amount") else NOTHING,
        __gross=product_fixed(table["__quantity"], table["__price"]),
        __off=table.discount.abs() if _has(table, "discount") else NOTHING,
        __back=table.refund_amount.abs() if _has(table, "refund_amount") else NOTHING,
    )
    table = table.mutate(__computed=table["__gross"] - ibis.coalesce(table["__off"], 0))
    backed = table["__takes_back"].ifelse(-table["__back"], ibis.null("int64"))
    table = table.mutate(__known=ibis.coalesce(table["__given"], table["__computed"], backed))
    known, price = table["__known"], table["__price"]
    adjusts = ibis.coalesce((price < 0) & (known < 0) & ~(table["__quantity"] < 0), NO) & ~table["__said"]
    table = table.mutate(is_return=(table["__takes_back"] | ibis.coalesce(known < 0, NO)) & ~adjusts)
    table = table.mutate(amount=table.is_return.ifelse(-table["__known"].abs(), table["__known"]))
    size, tolerance = table["__known"].abs(), table["__quantity"].abs() // 200 + CENT
    differs = ((size - table["__gross"].abs()).abs() > tolerance) & (
        (size - table["__computed"].abs()).abs() > tolerance
    )
    settled: dict[str, ir.Value] = {
        "__amount_computed": (table["__given"].isnull()).ifelse(table.amount, ibis.null("int64")),
        "__return_sign": (table["__known"] != table.amount).ifelse(table["__known"], ibis.null("int64")),
        "__amount_disagrees": ibis.coalesce(table["__given"].notnull() & differs, NO),
        "__price_not_positive": ibis.coalesce((table["__price"] <= 0) & (table.amount <= 0), NO),
    }
    if _has(table, "discount"):
        settled |= {
            "discount": table["__off"],
            "__discount_sign": (table.discount < 0).ifelse(table.discount, ibis.null("int64")),
            "list_amount": table.amount + table["__off"],
        }
    return table.mutate(**settled)


def _quantity_signed(table: ir.Table) -> ir.Table:
    """Make the quantity of return lines negative."""
    wrong = table.is_return & (table.quantity > 0)
    return table.mutate(
        quantity=wrong.ifelse(-table.quantity, table.quantity),
        __quantity_sign=wrong.ifelse(table.quantity, ibis.null("int64")),
    )


def _refunds(table: ir.Table, refunded: Sequence[str]) -> ir.Table:
    """Settle what was refunded on purchase lines; a refunded order without return lines gave all back."""
    zero = ibis.literal(0, type="int64")
    partly = ibis.greatest(ibis.coalesce(table.refund_amount, 0), 0) if _has(table, "refund_amount") else zero
    whole = NO
    if refunded:
        state = ibis.coalesce(table.order_status.isin(list(refunded)), NO)
        taken_back = NO
        if _has(table, "order_id"):
            per_order = ibis.window(group_by="order_id")
            taken_back = (table.is_return & table.order_id.notnull()).ifelse(1, 0).max().over(per_order) > 0
        whole = state & ~taken_back & ~table.is_return & (partly == 0) & ibis.coalesce(table.amount > 0, False)
        table = table.mutate(__refunded_order=state)
    refund = ibis.cases((table.is_return, zero), (whole, table.amount), else_=partly)
    return table.mutate(refund=refund.cast("int64"))


def settle_validity(table: ir.Table, cancelled: Sequence[str]) -> ir.Table:
    """Say which lines are purchases that count, and why the others do not.

    Parameters
    ----------
    table : ibis Table
        Settled order lines.
    cancelled : sequence of str
        States that mean a cancelled order.

    Returns
    -------
    ibis Table
        With ``is_valid`` and ``invalid_reason``.
    """
    off = ibis.coalesce(table.order_status.isin(list(cancelled)), NO) if cancelled else NO
    cases = [(table.is_return, "return"), (off, "cancelled")]
    if _has(table, "amount"):
        cases += [(table["__price_not_positive"], "price_not_positive"), (table.amount == 0, "zero_amount")]
    if _has(table, "quantity"):
        cases += [(ibis.coalesce(table.quantity == 0, NO), "zero_quantity")]
    table = table.mutate(invalid_reason=ibis.cases(*cases, else_=ibis.null("string")))
    return table.mutate(is_valid=table.invalid_reason.isnull())


def settle_orders(table: ir.Table, timezone: str, span: tuple[int, int]) -> ir.Table:
    """Add the local day, and order id and line number where they are missing.

    Parameters
    ----------
    table : ibis Table
        Order lines with reasons.
    timezone : str
        Business time zone.
    span : (int, int)
        First and last year of the data.

    Returns
    -------
    ibis Table
        With ``day``, ``order_id`` and ``line``.
    """
    table = table.mutate(day=local_day(table.ordered_at, timezone, span))
    built = table.customer_id.concat("@", table.day.cast("string"))
    given = table.order_id if _has(table, "order_id") else ibis.null("string")
    table = table.mutate(
        order_id=ibis.coalesce(given, built),
        __order_id_built=given.isnull().ifelse(built, ibis.null("string")),
    )
    order = [table[name] for name in ("ordered_at", "quantity", "amount") if _has(table, name)]
    window = ibis.window(group_by="order_id", order_by=[*order, table.source_row, table.source])
    number = ibis.row_number().over(window) + 1
    if not _has(table, "line"):
        return table.mutate(line=number.cast("int64"))
    return table.mutate(
        line=ibis.coalesce(table.line, number), __line_numbered=table.line.isnull().ifelse(number, ibis.null("int64"))
    )


def _data_columns(table: ir.Table) -> list[str]:
    """Return the columns that say whether two lines are equal."""
    return [name for name in table.columns if name not in PLACE and not name.startswith("__")]


def duplicate_count(table: ir.Table) -> int:
    """Count the lines that are equal to an earlier one in every column.

    Parameters
    ----------
    table : ibis Table
        Order lines as read.

    Returns
    -------
    int
        Lines beyond the first of each group.
    """
    columns = _data_columns(table)
    return int(table.count().execute()) - int(table.select(*columns).distinct().count().execute())


def with_duplicates(table: ir.Table, columns: Sequence[str]) -> ir.Table:
    """Reject lines that are equal to another in every column, but for the first of them.

    Parameters
    ----------
    table : ibis Table
        Order lines with reasons.
    columns : sequence of str
        Columns as read.

    Returns
    -------
    ibis Table
        With the reason ``duplicate`` added.
    """
    window = ibis.window(group_by=list(columns), order_by=[table.source_row, table.source])
    again = table[REASON].isnull() & (ibis.row_number().over(window) > 0)
    return table.mutate(
        **{REASON: again.ifelse("duplicate", table[REASON]), COLUMN: again.ifelse(ibis.null("string"), table[COLUMN])}
    )


def with_line_reasons(table: ir.Table) -> ir.Table:
    """Say why an order line cannot be kept: no customer, no moment, no amount.

    Parameters
    ----------
    table : ibis Table
        Settled order lines.

    Returns
    -------
    ibis Table
        With reasons.
    """
    extra = [(table.amount.isnull(), "missing_amount", "amount")] if _has(table, "amount") else []
    return with_reasons(table, ("customer_id", "ordered_at"), extra)


def with_product_traits(table: ir.Table, products: ir.Table | None) -> ir.Table:
    """Attach category and brand of the product, where the line has none of its own.

    Parameters
    ----------
    table : ibis Table
        Order lines.
    products : ibis Table or None
        One row per product.

    Returns
    -------
    ibis Table
        With ``category`` and ``brand`` where they are known anywhere.
    """
    if products is None or not _has(table, "product_id"):
        return table
    traits = [name for name in ("category", "brand") if name in products.columns]
    if not traits:
        return table
    side = products.select(__product=products.product_id, **{f"__{name}": products[name] for name in traits})
    joined = table.left_join(side, table.product_id == side["__product"])
    own = {
        name: ibis.coalesce(joined[name], joined[f"__{name}"]) if _has(table, name) else joined[f"__{name}"]
        for name in traits
    }
    return joined.mutate(**own).drop("__product", *(f"__{name}" for name in traits))

"""How customers move between stages from one month to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmpersona.contract import Formatter, resolve_lang
from crmpersona.plots.canvas import Box, Canvas, Picture
from crmpersona.plots.page import BODY, Page, no_data
from crmpersona.plots.rows import records
from crmpersona.plots.words import WORDS

__all__ = ["stage_flow"]

HEIGHT = 430.0
NODE = 14.0
GAP = 9.0
SMALLEST = 15.0
TINTS = {"at_risk": "alert", "dormant": "#b08a5b", "lapsed": "quiet", "prospect": "#b9c3cc", "": "#b9c3cc"}
GOOD = ("#0b7285", "#2b8a9a", "#55a6b3", "#7fbfc9", "#a3d2da")


def stage_flow(
    flows: Any,
    *,
    title: str,
    stages: Sequence[tuple[str, str]],
    totals: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {}),
    left: str = "",
    right: str = "",
    note: str = "",
    lang: str | None = None,
    currency: str | None = None,
) -> Picture:
    """Draw bands from last month's stages to this month's, as wide as they have customers.

    Parameters
    ----------
    flows : pandas.DataFrame or sequence of mapping
        ``source``, ``target`` (keys of stages; a missing source stands for customers not known before), ``customers``
        (a number, or a text such as "*" where it is withheld), optional ``width`` (rough size of a withheld band).
    title : str
        The finding.
    stages : sequence of (str, str)
        Key and label, in the order from top to bottom.
    totals : pair of mapping of str to str, optional
        Size of each stage last month and this month, written; without it the bands are added up, and a sum with a
        withheld band in it stands with a "≈".
    left, right : str
        Names of the two months.
    note : str, optional
        Small print.
    lang : {"en", "zh"}, optional
        Language; None takes the option in force.
    currency : str, optional
        Not used; taken so that all pictures are called alike.

    Returns
    -------
    Picture
        The flow; counts given as text ("<10") are drawn as a hair line unless they have a ``width``.

    Examples
    --------
    >>> flows = [{"source": "new", "target": target, "customers": n} for target, n in (("growing", 30), ("new", 20))]
    >>> stage_flow(flows, title="New customers grow", stages=[("new", "New"), ("growing", "Growing")], lang="en").alt
    'New customers grow. New → Growing 30'
    """
    fmt = Formatter(resolve_lang(lang), currency)
    rows = [row for row in records(flows) if row.get("customers")]
    if not rows:
        return no_data(WORDS("empty", fmt.lang), title=title, lang=fmt.lang)
    names = dict(stages) | {"": WORDS("newcomers", fmt.lang)}
    order = [key for key, _ in stages] + [""]
    edges = {(str(row.get("source") or ""), str(row["target"])): row for row in rows}
    page = Page(HEIGHT, title=title, note=note)
    _draw(page.canvas, page.body, order, names, edges, (left, right), totals, fmt)
    moves = sorted(
        ((_size(row), *edge) for edge, row in edges.items() if edge[0] != edge[1] and not _withheld(row)),
        key=lambda move: (-move[0], order.index(move[1]), order.index(move[2])),
    )
    return page.done("; ".join(f"{names[s]} → {names[t]} {fmt.count(n)}" for n, s, t in moves[:5]))


def _withheld(row: Mapping[str, Any]) -> bool:
    """Tell whether the count of a band is not to be told."""
    return isinstance(row["customers"], str)


def _size(row: Mapping[str, Any]) -> float:
    """Return a number to draw; a withheld count without a width counts as five."""
    return float((row.get("width") or 5.0) if _withheld(row) else row["customers"])


def _tint(key: str, order: Sequence[str]) -> str:
    """Return the colour of a stage: teals for live stages, orange for at risk, greys for silent ones."""
    live = [name for name in order if name not in TINTS]
    return TINTS[key] if key in TINTS else GOOD[live.index(key) % len(GOOD)]


def _stack(totals: dict[str, float], box: Box, scale: float) -> dict[str, Box]:
    """Place the blocks of one side from top to bottom; small ones keep room for their label."""
    blocks, y = {}, box.y
    for key, total in totals.items():
        if total > 0:
            height = total * scale
            room = max(height, SMALLEST)
            blocks[key] = Box(box.x, y + (room - height) / 2, NODE, height)
            y += room + GAP
    return blocks


def _scale(sides: Sequence[dict[str, float]], room: float) -> float:
    """Find the pixels per customer with which the fuller side just fits, found by halving."""
    low, high = 0.0, room / max(sum(side.values()) for side in sides)
    for _ in range(40):
        middle = (low + high) / 2
        needs = max(sum(max(n * middle, SMALLEST) + GAP for n in side.values() if n > 0) for side in sides)
        low, high = (middle, high) if needs <= room else (low, middle)
    return low


def _draw(
    canvas: Canvas,
    box: Box,
    order: Sequence[str],
    names: dict[str, str],
    edges: dict[tuple[str, str], Any],
    months: tuple[str, str],
    totals: tuple[Mapping[str, str], Mapping[str, str]],
    fmt: Formatter,
) -> None:
    """Draw both sides, the bands between them and the labels."""
    sides = [{key: sum(_size(row) for edge, row in edges.items() if edge[i] == key) for key in order} for i in (0, 1)]
    plot = Box(box.x + 230, box.y + 26, box.width - 460, box.height - 30)
    scale = _scale(sides, plot.height)
    blocks = [
        _stack(sides[0], plot, scale),
        _stack(sides[1], Box(plot.right - NODE, plot.y, 0, plot.height), scale),
    ]
    _bands(canvas, order, edges, blocks, scale)
    for side, (at, text) in enumerate(((plot.x, months[0]), (plot.right, months[1]))):
        align = "right" if side == 0 else "left"
        canvas.text(at, box.y + 8, text, BODY, colour="soft", bold=True, align=align)  # type: ignore[arg-type]
        for key, block in blocks[side].items():
            canvas.frame(block, fill=_tint(key, order), edge=None, radius=2)
            withheld = any(_withheld(row) for edge, row in edges.items() if edge[side] == key)
            count = totals[side].get(key) or ("≈" if withheld else "") + fmt.count(sides[side][key])
            middle, x = block.y + block.height / 2, (block.x - 10 if side == 0 else block.right + 10)
            canvas.text(x, middle, f"{names[key]}  {count}", BODY, align=align, room=214)  # type: ignore[arg-type]


def _bands(
    canvas: Canvas,
    order: Sequence[str],
    edges: dict[tuple[str, str], Any],
    blocks: Sequence[dict[str, Box]],
    scale: float,
) -> None:
    """Draw the bands, coloured by where they end; those who stay are paler."""
    out = {key: block.y for key, block in blocks[0].items()}
    into = {key: block.y for key, block in blocks[1].items()}
    for source in order:
        for target in order:
            if (source, target) not in edges:
                continue
            height = _size(edges[source, target]) * scale
            start, end = blocks[0][source], blocks[1][target]
            points = _curve(start.right, out[source], end.x, into[target], height)
            canvas.shape(points, fill=_tint(target, order), opacity=0.22 if source == target else 0.55)
            out[source] += height
            into[target] += height


def _curve(x0: float, y0: float, x1: float, y1: float, height: float) -> list[tuple[float, float]]:
    """Return the outline of a band with smooth ends."""
    places = [number / 24 for number in range(25)]
    smooth = [t * t * (3 - 2 * t) for t in places]
    upper = [(x0 + t * (x1 - x0), y0 + s * (y1 - y0)) for t, s in zip(places, smooth, strict=True)]
    return upper + [(x, y + height) for x, y in reversed(upper)]

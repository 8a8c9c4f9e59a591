"""Section 12: who does what, for whom, when, measured how?"""

from __future__ import annotations

import pandas as pd

from crmpersona.reporting.data import ReportData, column_of
from crmpersona.reporting.section import Panel, Section
from crmpersona.reporting.sections.common import ACTIVE, section, unavailable
from crmpersona.reporting.sections.groups import window_sales
from crmpersona.reporting.sections.words import WORDS
from crmpersona.reporting.sections.words_plays import PLAYS, ROLES
from crmpersona.reporting.tables import Column, Table

__all__ = ["actions", "first_actions", "play_rows"]

HOLD_OUT = 0.1
LEAST = 10


def play_rows(data: ReportData) -> pd.DataFrame:
    """Find the groups that an action could reach, with their money.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    pandas.DataFrame
        ``key`` of the play, ``customers``, ``sales`` (net sales of the window, the money at stake), ordered by
        urgency; plays for fewer than ten customers are left out.
    """
    frame = audience(data)
    stage, tier = column_of(frame, "life_cycle"), column_of(frame, "value_tier")
    orders = pd.to_numeric(column_of(frame, "frequency"), errors="coerce")
    valuable = tier.isin(("high", "medium"))
    groups = {
        "keep_valuable": (stage == "at_risk") & valuable,
        "remind": (stage == "at_risk") & (not data.has_money),
        "second_order": (stage == "new") & (orders == 1),
        "win_back": stage.isin(("dormant", "lapsed")) & valuable,
        "raise_value": stage.isin(("growing", "mature")) & (tier == "medium"),
        "first_order": stage == "prospect",
        "care_best": stage.isin(ACTIVE) & (tier == "high"),
    }
    sales = window_sales(frame)
    rows = [
        {"key": key, "customers": int(mask.fillna(False).sum()), "sales": float(sales[mask.fillna(False)].sum())}
        for key, mask in groups.items()
    ]
    found = pd.DataFrame(rows)
    return found[found["customers"] >= LEAST].reset_index(drop=True)


def audience(data: ReportData) -> pd.DataFrame:
    """Return the customers whom an action may reach: those who agreed to marketing and did not refuse profiling.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    pandas.DataFrame
        One row per customer; all customers where no consents are recorded.
    """
    frame: pd.DataFrame = data.features.frame
    agreed = frame if data.reachable is None else frame[frame.index.isin(data.reachable)]
    return agreed if data.refused is None else agreed[~agreed.index.isin(data.refused)]


def first_actions(data: ReportData) -> list[str]:
    """Write the three actions that come first.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    list of str
        At most three sentences with number, money where known, and hold-out.
    """
    rows = play_rows(data).head(3)
    return [_sentence(data, *row) for row in zip(rows["key"], rows["customers"], rows["sales"], strict=True)] or [
        WORDS("no_action", data.lang)
    ]


def _sentence(data: ReportData, key: str, customers: int, sales: float) -> str:
    """Write one action as a sentence."""
    hold_out = data.fmt.rate(HOLD_OUT, 0)
    return PLAYS(
        f"{key}.sentence", data.lang, n=data.fmt.count(customers), stake=_stake(data, sales), hold_out=hold_out
    )


def _stake(data: ReportData, sales: float) -> str:
    """Say how much money stands behind an action."""
    if not data.has_money or sales <= 0:
        return ""
    return WORDS("stake", data.lang, sales=data.fmt.money(sales), days=data.parameters.window_days)


def actions(data: ReportData) -> Section:
    """List the actions with audience, channel, time, measure and guardrail, and three lines for each role.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 12: money at stake per action, and the action table.
    """
    from crmpersona import plots

    rows = play_rows(data)
    if rows.empty:
        return unavailable(data, "actions", WORDS("no_action", data.lang))
    worth = rows["sales"] if data.has_money else rows["customers"]
    shown = pd.DataFrame({"label": [PLAYS(f"{key}.name", data.lang) for key in rows["key"]], "value": worth})
    picture = plots.bars(
        shown.to_dict("records"),
        title=WORDS(
            "actions_title" if data.has_money else "actions_title_plain", data.lang, days=data.parameters.window_days
        ),
        kind="money" if data.has_money else "count",
        note=WORDS("actions_picture_note" if data.has_money else "actions_picture_note_plain", data.lang),
        lang=data.lang,
        currency=data.currency,
    )
    first = rows.iloc[0]
    headline = WORDS(
        "actions_headline",
        data.lang,
        count=len(rows),
        name=PLAYS(f"{first['key']}.name", data.lang),
        n=data.fmt.count(float(first["customers"])),
        stake=_stake(data, float(first["sales"])),
    )
    return section(
        data,
        "actions",
        headline,
        figure=picture,
        table=_action_table(data, rows),
        note=WORDS("actions_note", data.lang, consent=_consent(data)),
        panels=(Panel("roles", WORDS("roles_title", data.lang), table=_role_table(data)),),
    )


def _consent(data: ReportData) -> str:
    """Count those who must be left alone."""
    if data.reachable is None:
        return WORDS("actions_unknown", data.lang)
    left = len(data.features.frame) - len(audience(data))
    return WORDS("actions_consented", data.lang, n=data.people(left))


def _action_table(data: ReportData, rows: pd.DataFrame) -> Table:
    """Show every action with what a campaign needs."""
    parts = ("name", "offer", "channel", "time", "owner", "kpi", "guardrail")
    frame = rows.assign(proof=WORDS("untested", data.lang))
    for part in parts:
        frame[part] = [PLAYS(f"{key}.{part}", data.lang) for key in rows["key"]]
    columns = [
        Column("name", WORDS("action", data.lang)),
        Column("customers", WORDS("customers", data.lang), "customers"),
        *(
            [Column("sales", WORDS("at_stake", data.lang, days=data.parameters.window_days), "money")]
            if data.has_money
            else []
        ),
        *(Column(part, WORDS(f"play_{part}", data.lang)) for part in parts[1:]),
        Column("proof", WORDS("proof", data.lang)),
    ]
    return Table.of("actions", "", columns, frame, lines=[])


def _role_table(data: ReportData) -> Table:
    """Write three lines for each role."""
    roles = ("management", "marketing", "sales", "service", "products")
    frame = pd.DataFrame(
        [
            {"role": ROLES(role, data.lang)} | {f"line_{k}": ROLES(f"{role}.{k}", data.lang) for k in (1, 2, 3)}
            for role in roles
        ]
    )
    columns = [Column("role", WORDS("role", data.lang))]
    columns += [Column(f"line_{k}", WORDS(f"line_{k}", data.lang)) for k in (1, 2, 3)]
    return Table.of("roles", WORDS("roles_title", data.lang), columns, frame)

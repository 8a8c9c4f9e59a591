"""What a real report of a small shop shows of persons: no one by name or number, and no group of fewer than ten."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from crmpersona.reporting.verify import readable_text

DIRECT = {
    "customers": ("customer_id", "name", "phone", "email", "address"),
    "external_ids": ("value",),
    "source_records": ("source_id", "name", "phone", "email", "address"),
}


@pytest.fixture(scope="module")
def tables(made):
    """Read the tables of the report by name."""
    return {path.stem: pd.read_parquet(path) for path in sorted((made.folder / "tables").glob("*.parquet"))}


@pytest.fixture(scope="module")
def answers(world):
    """Return each customer's latest answer on profiling and on marketing, by pandas."""
    asked = world.crm.frame("consents").sort_values("changed_at", kind="stable")
    asked = asked[asked["changed_at"] < pd.Timestamp("2026-10-31 16:00")]  # 1 November in Shanghai
    return asked.pivot_table(index="customer_id", columns="purpose", values="granted", aggfunc="last")


def known_values(world, table, column):
    """Return the values of a column that could be recognised in a text."""
    if not world.crm.has(table, column):
        return set()
    values = world.crm.frame(table)[column].dropna().astype(str).str.strip()
    return {value for value in values if len(value) >= 5}


def test_no_file_holds_an_id_a_phone_an_e_mail_or_an_address(made, world):
    secrets = set().union(*(known_values(world, *place) for table in DIRECT for place in
                            ((table, column) for column in DIRECT[table])))  # fmt: skip
    assert len(secrets) > 1_000
    for path in sorted(item for item in made.folder.rglob("*") if item.is_file()):
        text = readable_text(path)
        assert not {secret for secret in secrets if secret in text}, path.name


def test_no_file_holds_a_name_of_three_characters(made, world):
    names = {name for name in world.crm.frame("customers")["name"].dropna() if len(name.strip()) >= 3}
    for path in sorted(item for item in made.folder.rglob("*") if item.is_file()):
        text = readable_text(path)
        assert not {name for name in names if name.strip() in text}, path.name


def test_no_table_shows_fewer_than_ten_customers(tables):
    for name, table in tables.items():
        for column in {"customers", "size", "n"} & set(table.columns):
            shown = pd.to_numeric(table[column]).dropna()
            assert not shown.between(1, 9).any(), f"{name}.{column}"


def test_share_times_size_gives_no_count_under_ten(tables):
    cohorts = tables["02_cohort_cells"].dropna(subset=["size", "share"])
    assert len(cohorts) > 5
    assert not (cohorts["share"] * cohorts["size"]).round().between(1, 9).any()
    traits = tables["06_tgi"].dropna(subset=["n", "share_group"])
    assert not traits["n"].between(1, 9).any()


def test_cohorts_that_bought_in_one_month_hide_none_or_two(tables, world):
    cells = tables["02_cohort_cells"]
    after = cells["month"].astype(int)
    months = pd.PeriodIndex(cells["cohort"], freq="M") + after.to_numpy()
    hidden = cells[after > 0].assign(bought=months[after > 0]).groupby("bought")["share"]
    counts = hidden.agg(lambda share: share.isna().sum())
    several = hidden.size() > 1
    assert not (counts[several] == 1).any()


def test_totals_of_the_stage_flow_give_no_hidden_move_away(tables):
    flow, stages = tables["03_stage_flow"], tables["03_life_cycle"]
    now = dict(zip(stages["label"], stages["customers"], strict=True))
    before = dict(zip(stages["label"], stages["customers"] - stages["change"], strict=True))
    hidden = [*np.flatnonzero(flow["customers"].isna())]
    assert hidden
    table, sums = [], []
    for side, totals in (("target", now), ("source", before)):
        for label, rows in flow.groupby(side).indices.items():
            if pd.notna(totals.get(label)):  # a reader knows this sum
                table.append(np.isin(hidden, rows))
                sums.append(totals[label] - flow["customers"].iloc[rows].sum())
    solver = np.linalg.pinv(np.array(table, dtype=float))
    certain = np.isclose(np.diag(solver @ np.array(table, dtype=float)), 1)
    computed = (solver @ np.array(sums))[certain].round()
    assert not ((computed > 0) & (computed < 10)).any()


def test_those_who_refused_profiling_are_counted_and_on_no_card(made, world, answers, tables):
    refused = set(answers.index[~answers["profiling"].fillna(True).astype(bool)])
    assert len(refused) > 10
    assert made.manifest["settings"]["profiling_refused"] == len(refused)
    personas = tables["05_personas"]
    everybody = made.manifest["settings"]["customers"]
    assert personas["customers"].sum() <= everybody - len(refused)
    assert f"{len(refused)} 人不同意画像" in (made.folder / "report.html").read_text()


def test_actions_count_only_those_who_agreed_to_marketing(answers, tables):
    agreed = int((answers["marketing"].fillna(False) & answers["profiling"].fillna(True)).sum())
    assert tables["12_actions"]["customers"].max() <= agreed


def test_every_output_hides_the_same_groups(made, tables):
    import openpyxl

    rfm = tables["04_rfm_groups"]
    hidden = set(rfm.loc[rfm["withheld"], "label"])
    assert hidden
    sheet = openpyxl.load_workbook(made.folder / "personas.xlsx")["RFM八分类"]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0] in set(rfm["label"])}
    assert {label for label, row in rows.items() if {"<10", "*"} & set(row)} == hidden
    page = (made.folder / "report.html").read_text()
    table = page[page.index("<table", page.index('id="s4"')) :]
    for label in rows:
        row = re.search(rf"<td[^>]*>{label}</td>(.*?)</tr>", table).group(1)
        assert (">*<" in row) == (label in hidden)

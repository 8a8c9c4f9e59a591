"""Several months of one shop on one ruler: catching up, using a model again, fitting anew."""

from __future__ import annotations

import html
import json

import nbformat
import pandas as pd
import pytest

from crmpersona.contract import shipped
from crmpersona.reporting import report
from crmpersona.reporting.manifest import files_match

QUICK = """
chapters = [sections.one_page(report), sections.life_cycle(report), sections.rfm(report)]
reporting.publish(report, sections.cover(report), chapters, output)
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Save a shop of 200 customers and the shipped notebook with three sections only."""
    from crmpersona import synthetic

    folder = tmp_path_factory.mktemp("months")
    synthetic.generate("daily_goods", customers=200, months=24, seed=7).save(folder / "shop")
    notebook = nbformat.read(shipped("notebooks/monthly_persona_report.ipynb"), as_version=4)
    staged = [cell for cell in notebook.cells if {"parameters", "stage-import", "stage-read", "stage-analysis"} & set(
        cell.metadata.get("tags", []))]  # fmt: skip
    notebook.cells = [*staged, nbformat.v4.new_code_cell(QUICK)]
    nbformat.write(notebook, folder / "quick.ipynb")
    return folder


def ask(shop, month="2026-10", **changes):
    """Report a month with the quick notebook."""
    given = {"month": month, "data": shop / "shop", "out": shop / "reports", "notebook": shop / "quick.ipynb"}
    return report(**{**given, **changes})


def model(run):
    """Read the ruler that a report leaves."""
    return json.loads((run.folder / "model.json").read_text())


@pytest.fixture(scope="module")
def caught_up(shop):
    """Catch up from August to October."""
    return ask(shop, since="2026-08")


def test_catching_up_makes_every_month_in_order_on_the_ruler_of_the_first(caught_up):
    runs = [*caught_up.earlier, caught_up]
    assert [run.folder.parent.name for run in runs] == ["2026-08", "2026-09", "2026-10"]
    assert [run.status for run in runs] == ["written"] * 3
    assert [run.manifest["model"]["from_month"] for run in runs] == ["", "2026-08", "2026-09"]
    assert all(files_match(run.folder) for run in runs)
    assert model(runs[0])["fitted_month"] == "2026-08"
    assert model(runs[0]) == model(runs[1]) == model(runs[2])
    assert len({run.run_id for run in runs}) == 3


def test_catching_up_again_does_nothing(shop, caught_up):
    again = ask(shop, since="2026-08")
    assert [run.status for run in (*again.earlier, again)] == ["unchanged"] * 3
    assert again.run_id == caught_up.run_id


def test_groups_of_a_later_month_follow_the_saved_cuts(shop, caught_up):
    import crmpersona as cp
    from crmpersona.features import featurize

    crm = cp.read(shop / "shop")
    saved = model(caught_up)["rulers"]
    ruled = featurize(crm, as_of="2026-11-01", window_days=365, rulers=saved)
    fresh = featurize(crm, as_of="2026-11-01", window_days=365)
    assert ruled.cut_text("zh") != fresh.cut_text("zh")
    table = pd.read_parquet(caught_up.folder / "tables" / "04_rfm_groups.parquet").set_index("label")
    counts = ruled.frame["rfm_eight"].value_counts()
    shown = table.loc["重要价值客户", "customers"]
    assert shown == counts["important_value"]
    assert ruled.cut_text("zh") in html.unescape((caught_up.folder / "report.html").read_text())


def test_refit_fits_this_month_and_is_another_run(shop, caught_up):
    refitted = ask(shop, refit=True, name="refitted")
    assert refitted.manifest["model"] == {"before": "", "from_month": ""}
    assert model(refitted)["fitted_month"] == "2026-10"
    assert model(refitted)["rulers"] != model(caught_up)["rulers"]
    assert refitted.run_id != caught_up.run_id

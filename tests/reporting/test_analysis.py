"""Bad input and a bad disk: a sentence that says what and where, and the last good report stays.

Covers also: data, publishing
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import crmpersona as cp
from crmpersona.contract import ReportError
from crmpersona.reporting import ReportParameters, analyse, report, sections

NAMES = (
    "one_page", "overview", "retention", "life_cycle", "rfm", "personas", "contrast", "tastes", "habits", "risk",
    "voice", "campaigns", "actions", "quality",
)  # fmt: skip


@pytest.fixture
def run(crm, notebook: Path, tmp_path: Path):
    """Make the stub report; keywords override."""

    def call(**changes):
        given = {"month": "2026-10", "data": crm, "out": tmp_path / "reports", "name": "demo", "notebook": notebook}
        return report(**{**given, **changes})

    return call


def told(orders: pd.DataFrame, lang: str) -> list[str]:
    """Write every section of a tiny business."""
    data = analyse(cp.read({"transactions": orders}), ReportParameters(month="2026-10", lang=lang))
    return [getattr(sections, name)(data).headline for name in NAMES]


def test_disk_full_inside_the_notebook_names_the_cell(run, make_notebook, tmp_path):
    cell = "import errno\nraise OSError(errno.ENOSPC, 'No space left on device')"
    with pytest.raises(ReportError, match=r"cell 3 \(The stub\): OSError: .*No space left"):
        run(notebook=make_notebook(cell))
    assert not (tmp_path / "reports/demo/2026-10/zh").exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_customer_gives_a_report_of_true_sentences(lang):
    orders = pd.DataFrame({"customer_id": ["a", "a"], "ordered_at": ["2026-09-03", "2026-10-05"], "amount": [5.0, 9.0]})
    assert all(told(orders, lang))


def test_zero_and_negative_amounts_only_say_that_there_is_no_valid_order():
    orders = pd.DataFrame(
        {
            "customer_id": list("abcd"),
            "ordered_at": [f"2026-10-0{day}" for day in range(1, 5)],
            "amount": [0.0, -9.0, 0.0, -1.0],
        }
    )
    lines = told(orders, "en")
    assert any("0 valid" in line for line in lines)


def test_frequency_counts_all_history_where_most_buyers_are_outside_the_window():
    old = pd.DataFrame({"customer_id": [f"old{n:02}" for n in range(30)] * 2, "ordered_at": "2025-01-05"})
    orders = pd.concat(
        [old.assign(amount=range(60)), pd.DataFrame({"customer_id": ["new"], "ordered_at": "2026-10-05"})]
    )
    crm = cp.read({"transactions": orders.assign(amount=range(61))})
    data = analyse(crm, ReportParameters(month="2026-10", lang="zh"))
    assert data.features.window_days is None
    assert data.features.frame["frequency_window"].tolist() == data.features.frame["frequency"].tolist()
    facts = dict(sections.cover(data).facts)
    assert any("都看全部历史" in text for text in facts.values())
    again = analyse(crm, ReportParameters(month="2026-10", lang="zh"), data.model)
    assert again.features.window_days is None


def test_all_dates_after_the_month_are_told_with_their_span(run):
    with pytest.raises(ReportError, match="there is no order in 2020-01; orders run from 2026-09 to 2026-10"):
        run(month="2020-01")


def test_own_notebook_with_other_parameters_is_refused(run, make_notebook):
    from crmpersona.contract import ParameterError

    with pytest.raises(ParameterError, match="unknown parameter"):
        run(notebook=make_notebook("1", parameters="month = ''\nlang = 'zh'\n"))

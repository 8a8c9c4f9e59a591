"""A tiny Crm and a stub notebook: the machinery of the report without its analysis."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pandas as pd
import pytest

from crmpersona.contract import Crm, Provenance
from crmpersona.relational import as_table

PARAMETERS_CELL = """
data = ""  # folder
month = ""
lang = "zh"
name = "report"
scheme = "eight"
window_days = 365
seed = 7
timezone = ""
currency = ""
model = ""
output = "."
"""
# ruff: noqa: E501
PUBLISH_CELL = """
import datetime as dt
from pathlib import Path
import pandas as pd
from crmpersona.reporting import Column, Cover, Section, Table, Tile, write_bundle
from crmpersona.reporting.models import load_model
from crmpersona.plots.canvas import Canvas
before = load_model(Path(model))
settings = {"currency": currency, "seed": seed, "timezone": timezone, "window_days": window_days}
frame = pd.DataFrame({"label": ["甲", "乙", "丙"], "value": [0.5, 0.3, 0.2], "n": [500, 4, 90]})
canvas = Canvas(400, 120)
canvas.text(20, 20, "占比", 16)
picture = canvas.picture
columns = [Column("label", "组"), Column("n", "客户数", "customers"), Column("value", "占比", "rate")]
table = Table.of("groups", "分组", columns, frame)
tile = Tile("buyers", "成交客户数", "594", (("环比", "+1.2%", "good"),), (500.0, 580.0, 594.0))
sections = [
    Section("one_page", 0, "一页结论", "发生了什么?", "客户 594 人。", lang=lang, tiles=(tile,), footer="可重叠"),
    Section("groups", 1, "分组", "有哪些?", "三组。", lang=lang, currency="CNY", figure=picture, alt="三组占比", table=table, sheet="分组"),
    Section("later", 2, "以后", "何时?", "需要实验数据。", lang=lang, status="waiting"),
]
print(write_bundle(Path(output), Cover("客户画像月报", month, (("范围", "全部"),), ("as_of",), lang), sections, as_of=dt.date(2026, 11, 1),
      model=before or {"settings": settings, "fitted": month}, parts={"key_figures": {"buyers": 594}, "quality": {}}))
"""


@pytest.fixture
def crm() -> Crm:
    """Three customers with orders in September and October 2026."""
    customers = pd.DataFrame(
        {
            "customer_id": ["C000001", "C000002", "C000003"],
            "name": ["王小明", "李雷", "司马相如"],
            "phone": ["15412345678", "16012345678", None],
        }
    )
    orders = pd.DataFrame(
        {
            "customer_id": ["C000001", "C000002", "C000003", "C000001"],
            "ordered_at": pd.to_datetime(["2026-09-03", "2026-09-05", "2026-10-01", "2026-10-31"]),
            "amount": [100_000, 250_000, 990_000, 50_000],
        }
    )
    tables = {"customers": as_table(customers), "transactions": as_table(orders)}
    return Crm(tables=tables, timezone="Asia/Shanghai", currency="CNY", provenance=Provenance(input_digest="x"))


@pytest.fixture
def make_notebook(tmp_path: Path):
    """Write a notebook whose last cells are the given ones."""

    def make(*cells: str, parameters: str = PARAMETERS_CELL) -> Path:
        tagged = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
        code = [nbformat.v4.new_code_cell(cell) for cell in cells]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        content = nbformat.v4.new_notebook(
            cells=[tagged, nbformat.v4.new_markdown_cell("## The stub"), *code], metadata=kernel
        )
        path = tmp_path / "notebook" / "stub.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(content, path)
        return path

    return make


@pytest.fixture
def publish_cell() -> str:
    """Return the code that writes the stub report."""
    return PUBLISH_CELL


@pytest.fixture
def notebook(make_notebook) -> Path:
    """Return a notebook that writes a small report."""
    return make_notebook(PUBLISH_CELL)

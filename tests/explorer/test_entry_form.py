"""The entry form without a browser: fields by type, checks on adding, rows saved for reading."""

import datetime as dt

import pytest

from crmpersona.contract import CONTRACT, ParameterError
from crmpersona.explorer import entry_form
from crmpersona.sources import read_entries


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("table", CONTRACT)
def test_every_column_has_its_field(table, lang):
    form = entry_form(table, lang=lang)
    kinds = {"date": "DatePicker", "timestamp": "NaiveDatetimePicker"}
    for column in CONTRACT[table].columns:
        field = form.fields[column.name]
        wanted = "Dropdown" if column.allowed or column.type == "boolean" else kinds.get(column.type, "Text")
        assert type(field).__name__ == wanted
        assert field.description.endswith("*") == column.required
        assert (column.about_zh if lang == "zh" else column.about_en) in field.tooltip


def _fill(form, **values):
    for name, value in values.items():
        form.fields[name].value = value
    form.add_button.click()


def test_rows_are_added_cleared_and_saved(tmp_path):
    form = entry_form("transactions", lang="zh")
    _fill(form, customer_id="007", ordered_at=dt.datetime(2026, 3, 5, 8, 30), amount="1,200.5", is_return="false")
    assert form.message.value == "已添加。共 1 行。"
    assert all(not field.value for field in form.fields.values())
    _fill(form, customer_id="008", ordered_at=dt.datetime(2026, 3, 6), order_id="A1", line="1")
    assert form.frame["customer_id"].tolist() == ["007", "008"]
    assert form.frame["amount"].tolist()[0] == "1200.5"
    assert form.frame["amount"].isna().tolist() == [False, True]
    entries = read_entries(form.save(tmp_path / "orders.xlsx"), timezone="UTC")
    assert entries.faults.empty
    rows = entries.crm.frame("transactions")
    assert rows["ordered_at"].tolist() == [dt.datetime(2026, 3, 5, 8, 30), dt.datetime(2026, 3, 6)]
    assert rows["amount"].tolist()[0] == 1200.5
    assert not rows["is_return"].tolist()[0]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", ("客户编号：必填项为空", "年收入：不是数字")), ("en", ("customer_id: a required", "income: not a number"))],
)
def test_what_is_wrong_is_said_and_nothing_is_added(lang, words):
    form = entry_form("customers", lang=lang)
    _fill(form, income="<b>much</b>", birth_date=dt.date(1990, 5, 3))
    assert all(word in form.message.value for word in words)
    assert "much" not in form.message.value
    assert form.frame.empty
    assert form.fields["birth_date"].value == dt.date(1990, 5, 3)


def test_the_same_id_twice_and_the_way_back():
    form = entry_form("customers", lang="en")
    _fill(form, customer_id="C1")
    _fill(form, customer_id="C1")
    assert "that of row 1" in form.message.value
    form.fields["customer_id"].value = "C2"
    form.add_button.click()
    form.remove_button.click()
    assert form.frame["customer_id"].tolist() == ["C1"]
    assert form.message.value == "Removed. 1 rows in all."
    form.remove_button.click()
    form.remove_button.click()
    assert form.message.value == "No row yet; fields with * are required."


def test_an_empty_form_saves_an_empty_template(tmp_path):
    entries = read_entries(entry_form("customers").save(tmp_path / "none.xlsx"))
    assert (entries.accepted, entries.rejected) == (0, 0)


def test_jupyter_shows_the_form():
    bundle = entry_form("products")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_an_unknown_table():
    with pytest.raises(ParameterError, match="did you mean 'customers'"):
        entry_form("custmers")

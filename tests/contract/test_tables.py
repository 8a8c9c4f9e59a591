"""The contract itself."""

import pytest

from crmpersona.contract import CONTRACT

PAGE_TABLES = {
    "customers", "transactions", "products", "interactions", "feedback", "tickets", "survey_answers",
    "measurements", "campaigns", "assignments", "outcomes", "consents", "external_ids", "source_records",
}  # fmt: skip


def test_all_tables_of_the_design_are_declared():
    assert set(CONTRACT) == PAGE_TABLES
    with pytest.raises(TypeError):
        CONTRACT["more"] = None


@pytest.mark.parametrize("name", sorted(PAGE_TABLES))
def test_each_table_is_sound(name):
    table = CONTRACT[name]
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert table.required
    for column in table.columns:
        assert column.about_en
        assert any("一" <= character <= "鿿" for character in column.about_zh)
        assert column.minimum is None or column.type in ("integer", "decimal", "money")


def test_personal_columns_are_marked():
    direct = {column.name for column in CONTRACT["customers"].columns if column.pii == "direct"}
    assert direct == {"customer_id", "name", "phone", "email", "address", "referrer_id"}

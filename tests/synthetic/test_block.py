"""One block is drawn whole, whatever is kept or asked for."""

from __future__ import annotations

from crmpersona.synthetic.block import Workshop
from crmpersona.synthetic.people import BLOCK


def test_keeping_fewer_customers_cuts_the_same_rows(shop: Workshop) -> None:
    few, many = shop.block(1, 40), shop.block(1, 70)
    for name in ("customers", "transactions", "interactions", "consents"):
        longer = many.tables[name].to_pylist()
        assert [row for row in few.tables[name].to_pylist() if row not in longer] == []
    assert few.tables["customers"].num_rows == 40
    assert few.truth["personas"].to_pylist() == many.truth["personas"].to_pylist()[:40]


def test_asking_for_one_table_changes_none_of_its_rows(shop: Workshop) -> None:
    whole, part = shop.block(2, 60), shop.block(2, 60, frozenset({"tickets"}))
    assert list(part.tables) == ["tickets"]
    assert part.tables["tickets"].to_pylist() == whole.tables["tickets"].to_pylist()


def test_sums_count_the_customers_kept_only(shop: Workshop) -> None:
    half, full = shop.block(0, BLOCK // 2).sums, shop.block(0, BLOCK).sums
    assert (half["rules"] < full["rules"]).all()
    assert (half["campaign"][:, 0] < full["campaign"][:, 0]).all()


def test_another_block_holds_other_people(shop: Workshop) -> None:
    one, two = (shop.block(number, 5).tables["customers"].to_pylist() for number in (0, 1))
    assert [row["customer_id"] for row in two] == [f"C{number:08d}" for number in range(5001, 5006)]
    assert [row["birth_date"] for row in one] != [row["birth_date"] for row in two]

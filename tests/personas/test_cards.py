"""Card and collection."""

from __future__ import annotations

import pytest

from crmpersona.contract import ParameterError
from crmpersona.personas import Card, Personas


def test_an_unknown_key_names_the_nearest(personas):
    with pytest.raises(ParameterError, match="nearest key: prospects"):
        personas.card("prospect")


def test_names_and_summaries_follow_the_language(personas):
    card = personas.cards[0]
    assert card.name_zh in card.summary("zh")
    assert card.name_en in card.summary("en")
    assert card.portrait("zh") != card.portrait("en")
    assert card.to_frame().set_index("measure").loc["share_customers", "value"] > 0


def test_no_card_is_an_answer():
    assert Personas().summary("zh") == "没有足够大的客户群可以做卡片。"
    assert (
        Card(key="P1", kind="segments", name_zh="常客", name_en="Regulars")
        .summary("en")
        .startswith("Regulars: 0 customers")
    )

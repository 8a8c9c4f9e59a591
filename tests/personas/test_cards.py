"""Card and collection."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from crmpersona.contract import ParameterError
from crmpersona.personas import Card, Personas, describe
from crmpersona.personas.picture import picture_of


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


def test_a_refusal_stands_on_the_cards_and_in_the_summary(sample, no_segments):
    why = {"zh": "数据不支持按购买频次分群。", "en": "Frequency-based segments are not supported."}
    tiers = pd.DataFrame({"group": sample.features.frame["life_cycle"], "grouping": "life_cycle"})
    refused = replace_namespace(
        no_segments, has_structure=None, tiers=tiers, reasons=why, certificate={"cause": "few_repeaters"}
    )
    personas = describe(sample.crm, sample.features, refused)
    buyers = next(card for card in personas.cards if card.key != "prospects")
    for lang, badge, rule in (
        ("zh", "数据不支持按频次分群", "天沉睡"),
        ("en", "Frequency not supported by the data", "dormant after"),
    ):
        picture = picture_of(buyers, lang)
        assert badge in [text for text, _ in picture["badges"]]
        assert rule in picture["contrast"]["rows"][-1][1]
        assert personas.summary(lang).startswith(why[lang])


def replace_namespace(namespace: SimpleNamespace, **values: object) -> SimpleNamespace:
    return SimpleNamespace(**{**vars(namespace), **values})


def test_without_reasons_the_summary_says_that_there_are_no_segments(fallback):
    assert fallback.summary("zh").startswith("数据不支持分群。按 RFM 八分类")
    assert fallback.summary("en").startswith("The data do not support segments. ")

"""The rule table of actions."""

from __future__ import annotations

import pandas as pd
import pytest

from crmpersona.personas.actions import action_rows, plan_action, reachable, situation_of
from crmpersona.personas.grouping import RFM_ORDER
from crmpersona.personas.words_actions import FIELDS


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("situation", RFM_ORDER)
def test_every_situation_has_a_complete_action_in_both_languages(situation, lang):
    rows = action_rows(
        {"situation": situation, "favourite": "纸品湿巾", "orders": 3.2, "value": 80.0, "price": "low"}, lang, "CNY"
    )
    assert len(rows) == len(FIELDS)
    assert all(text and "{" not in text for _, text in rows)


@pytest.mark.parametrize("situation", RFM_ORDER)
def test_no_action_makes_the_same_product_dearer(situation):
    text = " ".join(text for _, text in action_rows({"situation": situation}, "zh", "CNY"))
    assert not any(word in text for word in ("涨价", "提价", "加价"))


def test_people_are_reached_at_a_decent_hour():
    hours = [[float(hour == 23) + 0.1 * (hour == 18) for hour in range(24)] for _ in range(7)]
    plan = plan_action("general_develop", [], {"habits": {"hours": hours}}, pd.Index([]), None)
    assert plan["hour"] == 18


def test_only_consent_counts_as_reachable_and_small_numbers_stay_hidden(sample):
    consent = reachable(sample.crm, sample.features.as_of)
    answers = sample.crm.frame("consents")
    marketing = (
        answers[answers["purpose"] == "marketing"].sort_values("changed_at").groupby("customer_id")["granted"].last()
    )
    assert set(consent) == set(marketing.index[marketing.astype(bool)])
    plan = plan_action("prospects", [], {}, consent[:4], consent)
    assert plan["reachable"] == "<10"
    assert plan["effect"] == "untested"


def test_the_situation_of_a_segment_is_that_of_most_members():
    features = pd.DataFrame({"rfm_eight": ["important_keep", "important_keep", "general_value"]})
    assert situation_of("P1", features, [True, True, True]) == "important_keep"
    assert situation_of("mature", pd.DataFrame(index=[0]), [True]) == "important_value"

"""The lesson's checks accept the truth, computed the slow way, and refuse the usual mistakes."""

import pandas as pd
import pytest

from crmpersona import features
from crmpersona.training import RFMLesson


@pytest.fixture(scope="module")
def lesson():
    return RFMLesson(customers=200)


def test_recency_by_hand(lesson):
    days = (
        pd.Timestamp(lesson.as_of) - lesson.orders.groupby("customer_id")["ordered_at"].max().dt.normalize()
    ).dt.days
    assert lesson.check_recency(days).passed
    assert lesson.check_recency(days - 1).passed is False
    assert lesson.check_recency(...).passed is None


def test_frequency_counts_orders_not_lines(lesson):
    by_customer = lesson.orders.groupby("customer_id")["order_id"]
    assert lesson.check_frequency(by_customer.nunique()).passed
    assert lesson.check_frequency(by_customer.size()).passed is False


def test_recency_upside_down_is_refused(lesson):
    assert lesson.check_best_recency_score(5).passed
    assert lesson.check_best_recency_score(1).passed is False


def test_important_value_and_persona(lesson):
    table = features.rfm_table(lesson.orders, as_of=lesson.as_of)
    groups = features.rfm_groups(features.rfm_scores(table), scheme="eight")
    assert lesson.check_important_value(int((groups == "important_value").sum())).passed
    spend = table["monetary"].groupby(lesson.truth.reindex(table.index)).mean()
    assert lesson.check_most_valuable_persona(spend.idxmax()).passed
    assert lesson.check_most_valuable_persona(spend.idxmin()).passed is False


def test_cross_table_counts_every_buyer_once(lesson):
    crossed = lesson.compare_with_truth()
    assert crossed.to_numpy().sum() == lesson.orders["customer_id"].nunique()


def test_a_world_of_ones_own_is_practised_on():
    from crmpersona import synthetic

    world = synthetic.sample()
    lesson = RFMLesson(world=world)
    assert lesson.world is world
    assert set(lesson.orders["customer_id"]) <= set(lesson.truth.index)

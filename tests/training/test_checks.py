"""Self-checks are kind, exact and give a reason."""

import pandas as pd
import pytest

from crmpersona.training.checks import compare_series, compare_value, unanswered

NAME, HINT = ("天数", "days"), ("数日历日", "count calendar days")
TRUTH = pd.Series({"a": 1, "b": 2})


@pytest.mark.parametrize("nothing", [..., None])
def test_open_exercises_do_not_fail(nothing):
    assert unanswered(nothing)
    for check in (compare_series(nothing, TRUTH, NAME, HINT), compare_value(nothing, 3, NAME, HINT)):
        assert check.passed is None
        assert "not answered yet" in check.summary("en")
        assert "还没有作答" in check.summary("zh")
        assert check.to_frame().empty


def test_order_of_rows_does_not_matter():
    assert compare_series(TRUTH.iloc[::-1].astype(float), TRUTH, NAME, HINT).passed


@pytest.mark.parametrize(
    ("answer", "word"),
    [(pd.Series({"a": 1, "b": 3}), "1 rows differ"), (pd.Series({"a": 1}), "Wanted 2 rows"), ([1, 2], "found list")],
)
def test_wrong_answers_get_the_reason(answer, word):
    check = compare_series(answer, TRUTH, NAME, HINT)
    assert check.passed is False
    assert word in check.summary("en")


def test_words_and_figures_are_compared():
    assert compare_series(pd.Series({"a": "x"}), pd.Series({"a": "x"}), NAME, HINT).passed
    assert compare_value("gift", "gift", NAME, HINT).passed
    assert compare_value(2.0000000001, 2, NAME, HINT).passed
    assert compare_value("2", 2, NAME, HINT).passed
    wrong = compare_value(3, 2, NAME, HINT)
    assert wrong.passed is False
    assert "count calendar days" in wrong.summary("en")

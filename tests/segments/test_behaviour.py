"""Which features are used, and what few orders are worth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crmpersona.contract import ContractError
from crmpersona.segments.behaviour import Behaviour


@pytest.fixture
def features() -> pd.DataFrame:
    rng = np.random.default_rng(7)
    shares = rng.dirichlet([2, 2, 2], 600)
    return pd.DataFrame(
        {
            "recency_days": rng.integers(1, 300, 600),
            "frequency": rng.integers(1, 12, 600),
            "monetary": rng.exponential(100, 600),
            "top_category": "A",
            "share_category_A": shares[:, 0],
            "share_category_B": shares[:, 1],
            "share_category_C": shares[:, 2],
            "share_category_rare": 0.001,
            "share_night": np.nan,
        }
    )


def test_choice(features: pd.DataFrame) -> None:
    chosen = Behaviour.choose(features)
    assert chosen.plain == ("recency_days", "frequency")
    assert list(chosen.shares) == ["share_category_A", "share_category_B", "share_category_C"]
    assert chosen.evidence == 4
    assert (chosen.evident(features) == (features["frequency"] >= 4)).all()


def test_shares_are_drawn_towards_the_average_by_lack_of_orders() -> None:
    frame = pd.DataFrame(
        {"frequency": [1, 100], "recency_days": [1, 2], **{f"share_channel_{c}": [1.0, 0.0] for c in "abc"}}
    )
    used = Behaviour.choose(frame).frame(frame)
    assert used["share_channel_a"].tolist() == pytest.approx([(1 + 0.25) / 1.5, 0.25 / 100.5])


def test_few_shares_say_too_little(features: pd.DataFrame) -> None:
    chosen = Behaviour.choose(features.drop(columns=["share_category_B"]))
    assert chosen.shares == {}
    assert chosen.evidence == 2


def test_next_month_stands_on_the_same_averages(features: pd.DataFrame) -> None:
    chosen = Behaviour.from_dict(Behaviour.choose(features).to_dict())
    assert chosen == Behaviour.choose(features)
    assert chosen.frame(features.head(3)).equals(chosen.frame(features).head(3))


def test_missing_columns(features: pd.DataFrame) -> None:
    with pytest.raises(ContractError, match="share_category_A"):
        Behaviour.choose(features).frame(features.drop(columns="share_category_A"))
    with pytest.raises(ContractError, match="none of 1 columns"):
        Behaviour.choose(features[["monetary"]])

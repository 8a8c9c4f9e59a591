"""What customers say follows their personas."""

from __future__ import annotations

import pandas as pd

from crmpersona.synthetic import World


def frame(world: World, name: str) -> pd.DataFrame:
    return world.tables[name].to_pandas()


def test_sentiment_shows_in_stars_and_words(either: World) -> None:
    both = frame(either, "feedback").merge(either.truth["feedback_topics"], on="feedback_id")
    stars = both.groupby("sentiment")["rating"].mean()
    assert stars["positive"] > 4.3
    assert stars["negative"] < 2.3
    assert both.loc[both["kind"] == "complaint", "sentiment"].eq("negative").all()
    assert both["text"].str.len().min() > 3
    assert not both["text"].str.contains("{", regex=False).any()


def test_planted_weak_points_are_the_ones_people_complain_about(clean: World) -> None:
    both = frame(clean, "feedback").merge(clean.truth["feedback_topics"], on="feedback_id")
    persona = clean.truth["personas"].set_index("customer_id").loc[both["customer_id"], "persona"].to_numpy()
    thrifty = both[persona == "thrifty_family"]
    good = thrifty.assign(good=thrifty["sentiment"] == "positive").groupby("topic")["good"].mean()
    assert good["价格优惠"] > 0.8
    assert good["配送时效"] < 0.55


def test_tickets_are_answered_before_they_close(either: World) -> None:
    tickets = frame(either, "tickets")
    answered = tickets[tickets["first_response_at"].notna()]
    assert (answered["first_response_at"] > answered["opened_at"]).all()
    closed = tickets[tickets["closed_at"].notna()]
    assert (closed["closed_at"] > closed["first_response_at"]).all()
    assert tickets["closed_at"].isna().any()

"""Lesson 1: RFM on a small world whose truth is known."""

from __future__ import annotations

from typing import Any

import pandas as pd

from crmpersona import cleaning, features, synthetic
from crmpersona.training.checks import Check, compare_series, compare_value

__all__ = ["RFMLesson"]


class RFMLesson:
    """World, orders and self-checks of the RFM lesson.

    Parameters
    ----------
    customers : int, default 300
        Size of the world; small, so that the lesson runs in seconds.
    seed : int, default 7
        Seed of the world: another seed gives another exercise with the same checks.
    as_of : str, default "2026-11-01"
        Day of the view.
    world : World, optional
        A world that is there already, instead of a new one of this size and seed.

    Attributes
    ----------
    orders : pandas.DataFrame
        Valid order lines: ``customer_id, ordered_at, order_id, amount``.
    truth : pandas.Series
        Planted persona of each customer.

    Examples
    --------
    >>> lesson = RFMLesson(world=synthetic.sample())
    >>> lesson.check_recency(...).passed is None
    True
    """

    def __init__(
        self,
        customers: int = 300,
        seed: int = 7,
        as_of: str = "2026-11-01",
        *,
        world: synthetic.World | None = None,
    ) -> None:
        self.as_of = as_of
        self.world = world or synthetic.generate("daily_goods", customers=customers, seed=seed, dirt=False)
        crm = cleaning.cleaned(self.world.crm)
        lines = crm.frame("transactions")
        columns = ["customer_id", "ordered_at", "order_id", "amount"]
        self.orders = lines.loc[lines["is_valid"], columns].reset_index(drop=True)
        personas = self.world.truth["personas"]
        self.truth = personas.set_index("customer_id")["persona"]
        self._table = features.rfm_table(self.orders, as_of=as_of)

    def check_recency(self, answer: Any) -> Check:
        """Judge days since the last order, one value per customer.

        Parameters
        ----------
        answer : pandas.Series
            Index customer, value days.

        Returns
        -------
        Check
            The verdict.
        """
        hint = ("昨天下单 = 1 天，只数日历日", "an order of yesterday is 1 day; count calendar days")
        return compare_series(
            answer, self._table["recency_days"], ("最近一次", "recency"), hint, ("越小越好。", "Few days are good.")
        )

    def check_frequency(self, answer: Any) -> Check:
        """Judge the number of distinct orders, one value per customer.

        Parameters
        ----------
        answer : pandas.Series
            Index customer, value orders.

        Returns
        -------
        Check
            The verdict.
        """
        hint = ("一个订单可以有多行", "an order may have several lines")
        return compare_series(answer, self._table["frequency"], ("次数", "frequency"), hint)

    def check_best_recency_score(self, answer: Any) -> Check:
        """Judge which R score, of 1 to 5, the customers have who bought most recently.

        Parameters
        ----------
        answer : int
            The score.

        Returns
        -------
        Check
            The verdict.
        """
        scores = features.rfm_scores(self._table)
        days = self._table["recency_days"]
        truth = int(scores.loc[days == days.min(), "r_score"].max())
        hint = ("R 高 = 最近买过 = 天数少", "R high means bought recently, so few days")
        why = ("很多教程把 R 弄反了。", "Many tutorials turn R upside down.")
        return compare_value(answer, truth, ("R 的方向", "the direction of R"), hint, why)

    def check_important_value(self, answer: Any) -> Check:
        """Judge how many customers are in the group 重要价值客户.

        Parameters
        ----------
        answer : int
            Number of customers.

        Returns
        -------
        Check
            The verdict.
        """
        groups = features.rfm_groups(features.rfm_scores(self._table), scheme="eight")
        hint = ("三个分数都不低于平均分", "all three scores are at least the mean score")
        return compare_value(
            answer, int((groups == "important_value").sum()), ("重要价值客户", "important: value"), hint
        )

    def check_most_valuable_persona(self, answer: Any) -> Check:
        """Judge which planted persona spends most per customer.

        Parameters
        ----------
        answer : str
            Key of the persona in ``truth``.

        Returns
        -------
        Check
            The verdict.
        """
        spend = self._table["monetary"].groupby(self.truth.reindex(self._table.index)).mean()
        hint = ("按真值分组后求人均金额", "group by the truth and take the mean amount per customer")
        return compare_value(answer, str(spend.idxmax()), ("最有价值的画像", "the most valuable persona"), hint)

    def compare_with_truth(self) -> pd.DataFrame:
        """Cross RFM groups with planted personas.

        Returns
        -------
        pandas.DataFrame
            One row per RFM group, one column per persona: customers.
        """
        groups = features.rfm_groups(features.rfm_scores(self._table), scheme="eight")
        return pd.crosstab(groups.rename("rfm_group"), self.truth.reindex(groups.index).rename("persona"))

"""From pairs to people."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.identity.clusters import components, people, within

SIZE = 8
PAIRS = list(itertools.combinations(range(SIZE), 2))
SOME = st.lists(st.sampled_from(PAIRS), unique=True, max_size=14)


def _frame(pairs: list[tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["left", "right"]).astype(np.int64)


@given(SOME, SOME)
def test_no_person_holds_a_barred_pair_and_chains_are_closed(
    linked: list[tuple[int, int]], barred: list[tuple[int, int]]
) -> None:
    links = _frame(linked).assign(weight=[float(len(linked) - place) for place in range(len(linked))])
    person, chains = people(SIZE, links, _frame(barred))
    assert not any(person[one] == person[other] for one, other in barred)
    together = {pair for pair in PAIRS if person[pair[0]] == person[pair[1]]}
    assert {tuple(row) for row in chains[["left", "right"]].to_numpy().tolist()} == together
    assert (person <= np.arange(SIZE)).all()


@given(SOME)
def test_without_bars_people_are_what_hangs_together(linked: list[tuple[int, int]]) -> None:
    links = _frame(linked).assign(weight=1.0)
    person, _ = people(SIZE, links, _frame([]))
    left, right = links["left"].to_numpy(), links["right"].to_numpy()
    assert person.tolist() == components(SIZE, left, right).tolist()


def test_the_weakest_link_gives_way() -> None:
    links = _frame([(0, 1), (1, 2)]).assign(weight=[3.0, 9.0])
    person, chains = people(3, links, _frame([(0, 2)]))
    assert person.tolist() == [0, 1, 1]
    assert chains["weight"].tolist() == [9.0]


@given(st.lists(st.integers(-1, 3), max_size=12))
def test_within_gives_each_pair_once(labels: list[int]) -> None:
    left, right = within(np.array(labels, dtype=np.int64))
    wanted = {
        (one, other)
        for one, other in itertools.combinations(range(len(labels)), 2)
        if labels[one] == labels[other] >= 0
    }
    found = list(zip(left.tolist(), right.tolist(), strict=True))
    assert len(found) == len(wanted)
    assert set(found) == wanted

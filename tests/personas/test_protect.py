"""Small counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmpersona.personas.protect import bounded_share, hidden_parts, shown_count, shown_share

COUNTS = st.lists(st.integers(0, 200), min_size=2, max_size=12)


@given(COUNTS)
def test_hidden_parts_cannot_be_found_by_subtraction(counts):
    hidden = hidden_parts(counts)
    unseen = [count for count, hide in zip(counts, hidden, strict=True) if hide]
    assert all(hide for count, hide in zip(counts, hidden, strict=True) if 0 < count < 10)
    rest = [count for count, hide in zip(counts, hidden, strict=True) if count and not hide]
    assert not unseen or not rest or (len(unseen) >= 2 and sum(unseen) >= 10)


@given(st.integers(0, 300), st.integers(1, 300))
def test_a_told_share_stands_for_at_least_ten_on_both_sides(count, total):
    count = min(count, total)
    share = shown_share(count, total)
    assert share is None or count in (0, total) or (count >= 10 and total - count >= 10)
    bound, text = bounded_share(count, total)
    assert bound is None or text is None or bound <= count / total


def test_counts_of_one_to_nine_are_words():
    assert [shown_count(n) for n in (0, 1, 9, 10)] == [0, "<10", "<10", 10]

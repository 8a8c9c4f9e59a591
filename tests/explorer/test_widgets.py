"""The widgets show what was chosen, without a kernel."""

import pytest

from crmpersona.explorer import explore


@pytest.fixture(scope="module")
def view(cleaned_world):
    return explore(cleaned_world, lang="en")


def test_opens_on_the_newest_month_with_a_picture(view):
    assert view.month.value == "2026-10"
    assert view.picture.value[:8] == b"\x89PNG\r\n\x1a\n"
    assert "2026-10" in view.sentence.value


def test_choosing_changes_sentence_picture_and_table(view):
    before = (view.sentence.value, view.picture.value, view.table.value)
    view.measure.value = "buyers"
    after = (view.sentence.value, view.picture.value, view.table.value)
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert "Buyers" in view.sentence.value


def test_grouping_offers_its_groups(view):
    view.grouping.value = "life_cycle"
    keys = [key for _, key in view.group.options]
    assert "all" not in keys
    view.group.value = keys[-1]
    assert "All customers" in view.table.value
    view.grouping.value = "everyone"
    assert [key for _, key in view.group.options] == ["all"]


def test_nothing_personal_is_shown(view, cleaned_world):
    ids = cleaned_world.frame("customers")["customer_id"].head(50)
    shown = view.sentence.value + view.table.value + " ".join(str(option) for option in view.group.options)
    assert not any(customer in shown for customer in ids)


def test_jupyter_shows_the_widgets(view):
    bundle = view._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle

"""Tags: yes, no or unknown."""

from __future__ import annotations

from crmpersona.personas.tags import Tag


def test_labels_exist_in_both_languages_and_translate_known_values():
    tag = Tag("channel", "小程序")
    assert (tag.label("zh"), tag.label("en")) == ("在小程序下单", "Orders by mini program")
    assert Tag("age_band", "35_44").label("zh") == "35–44 岁"
    assert Tag("occupation", "other").label("en") == "Other occupation"


def test_one_row_per_customer_and_tag_that_holds(personas):
    assert not personas.tags.duplicated(["customer_id", "tag"]).any()
    assert (personas.tags["kind"] == "fact").all()


def test_each_customer_has_one_main_time_of_day_at_most(personas):
    times = personas.tags[personas.tags["family"] == "time"]
    assert times.groupby("customer_id").size().max() == 1


def test_spellings_that_differ_by_case_are_one_value(personas):
    channels = personas.tgi.loc[personas.tgi["family"] == "channel", "value"]
    assert channels.str.casefold().nunique() == channels.nunique()

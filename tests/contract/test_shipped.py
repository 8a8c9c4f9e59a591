"""Shipped files are found in a checkout and in a wheel."""

import pytest

from crmpersona.contract import SourceError, shipped


def test_missing_file_names_the_nearest():
    with pytest.raises(SourceError, match="does not ship"):
        shipped("synthetic/daily_good.toml")


def test_worlds_are_there():
    assert shipped("synthetic").is_dir()

"""Versions are told whole."""

import crmpersona as cp
from crmpersona.contract.versions import LIBRARIES


def test_every_library_is_listed():
    table = cp.show_versions().set_index("name")["version"]
    assert set(LIBRARIES) < set(table.index)
    assert table["pandas"] != "not installed"
    assert table["crmpersona"] in (cp.__version__, "not installed")

"""The state folder: what landed counts from the commit on, and broken state is named."""

import pytest

from crmpersona.contract import SourceError
from crmpersona.sources.rest import store as store_module
from crmpersona.sources.rest.rules import Endpoint, Server
from crmpersona.sources.rest.store import Store, locked

SERVER = Server("shop.toml", "https://api.example.com", {})
ITEMS = Endpoint("products", "items", ("id",))


def test_a_page_without_commit_does_not_count(tmp_path):
    store = Store(tmp_path, SERVER, ITEMS)
    store.begin()
    store.land(['{"a": 1}'])
    store.commit()
    store.land(['{"b": 1}'])
    again = Store(tmp_path, SERVER, ITEMS)
    assert again.progress.pages == 1
    assert [path.name for path in again.files()] == ["page-00000001.jsonl"]


def test_a_pack_interrupted_after_writing_is_finished(tmp_path, monkeypatch):
    store = Store(tmp_path, SERVER, ITEMS)
    store.begin()
    for number in range(3):
        store.land([str(number)])
        store.commit()
    pages = {path: path.read_bytes() for path in store.files()}
    store.pack()
    for path, content in pages.items():
        path.write_bytes(content)
    again = Store(tmp_path, SERVER, ITEMS)
    assert [path.name for path in again.files()] == ["pack-00000001-00000003.jsonl"]
    assert again.files()[0].read_text() == "0\n1\n2\n"


def test_many_pages_are_packed_on_the_way(tmp_path, monkeypatch):
    monkeypatch.setattr(store_module, "PAGES_IN_A_PACK", 3)
    store = Store(tmp_path, SERVER, ITEMS)
    store.begin()
    for number in range(7):
        store.land([str(number)])
        store.commit()
    names = [path.name for path in Store(tmp_path, SERVER, ITEMS).files()]
    assert names == ["pack-00000001-00000003.jsonl", "pack-00000004-00000006.jsonl", "page-00000007.jsonl"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pages": 1}', '{"identity": "x", "run": {"colour": 1}}'])
def test_broken_progress_is_named(text, tmp_path):
    (tmp_path / "products").mkdir()
    (tmp_path / "products" / "progress.json").write_text(text)
    with pytest.raises(SourceError, match="progress of a source cannot be read"):
        Store(tmp_path, SERVER, ITEMS)


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "state").write_text("a file")
    with pytest.raises(SourceError, match="cannot be written"), locked(tmp_path / "state"):
        pass

"""Options hold for a block or a session."""

import pytest

from crmpersona.contract import ParameterError, current_options, options, resolve_lang


def test_block_restores_what_was():
    before = current_options()
    with options(lang="zh", timezone="Asia/Shanghai", currency="CNY") as inside:
        assert (inside.lang, inside.timezone, inside.currency) == ("zh", "Asia/Shanghai", "CNY")
        with options(lang="en"):
            assert current_options().timezone == "Asia/Shanghai"
    assert current_options() == before


def test_environment_sets_the_language(monkeypatch):
    monkeypatch.setenv("CRMPERSONA_LANG", "zh")
    assert resolve_lang(None) == "zh"
    assert resolve_lang("en") == "en"


@pytest.mark.parametrize("wrong", [{"lang": "fr"}, {"timezone": "Mars/Base"}, {"theme": "pink"}])
def test_unknown_values_are_refused(wrong):
    with pytest.raises(ParameterError, match="What to do"):
        options(**wrong)


def test_unknown_names_are_refused_with_the_nearest():
    with pytest.raises(ParameterError, match="timezone"):
        options(timezon="UTC")

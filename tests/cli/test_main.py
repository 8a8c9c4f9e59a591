"""The command line: help pages, exit codes, one-line errors in two languages.

Covers also: commands
"""

from __future__ import annotations

import pytest

from crmpersona.cli import main
from crmpersona.cli.commands import COMMANDS


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_has_a_help_page_in_both_languages(command, lang, monkeypatch, capsys):
    monkeypatch.setenv("CRMPERSONA_LANG", lang)
    assert main([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"crmpersona {command}" in shown
    assert any(ord(letter) > 0x4E00 for letter in shown) == (lang == "zh")


@pytest.mark.parametrize("words", [[], ["report"], ["nonsense"], ["report", "--month", "2026-10"]])
def test_wrong_usage_exits_2(words, capsys):
    assert main(words) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (["-p", "mnth=2026-09"], "did you mean 'month'"),
        (["-p", "seed"], "not name=value"),
        (["-p", "window_days=0"], "window_days=0"),
        (["--since", "2027-01"], "is after month"),
    ],
)
def test_wrong_parameter_is_one_line_and_writes_nothing(extra, message, tmp_path, capsys):
    out = tmp_path / "reports"
    assert main(["report", "--month", "2026-10", "--data", str(tmp_path), "--out", str(out), *extra]) == 2
    error = capsys.readouterr().err.strip()
    assert message in error
    assert "\n" not in error
    assert not out.exists()


def test_missing_folder_is_one_line_and_exits_1(tmp_path, capsys):
    assert (
        main(["report", "--month", "2026-10", "--data", str(tmp_path / "absent"), "--out", str(tmp_path / "out")]) == 1
    )
    error = capsys.readouterr().err.strip()
    assert "absent" in error
    assert "\n" not in error


def test_generate_then_check(tmp_path, capsys):
    out = tmp_path / "shop"
    assert main(["generate", "daily_goods", "--customers", "50", "--months", "6", "--out", str(out)]) == 0
    assert (out / "crmpersona.toml").exists()
    assert main(["check", str(out)]) in {0, 1}
    assert "rows" in capsys.readouterr().out


def test_notebooks_are_copied_once_and_never_overwritten(tmp_path, capsys):
    assert main(["notebooks", str(tmp_path)]) == 0
    copy = tmp_path / "monthly_persona_report.ipynb"
    copy.write_text("mine")
    assert main(["notebooks", str(tmp_path)]) == 0
    assert copy.read_text() == "mine"
    assert "0 files copied" in capsys.readouterr().out

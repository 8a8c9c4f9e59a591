"""Errors say what was found, and every word a user reads exists in both languages."""

from __future__ import annotations

import ast
import importlib
import re

import pytest

from tools.source_tree import functions, modules

# An error without a value of its own is fine where there is only one way to go wrong; more than these few is a habit.
SHARE_WITH_VALUE = 0.9
BEGINNING = 12


def _raised_calls() -> list[tuple[str, ast.Call]]:
    return [
        (f"{module.place}:{node.lineno}", node.exc)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
    ]


def _carries_a_value(call: ast.Call) -> bool:
    """Say whether any part of the message is known at run time only."""
    parts = [*call.args, *(keyword.value for keyword in call.keywords)]
    return not all(isinstance(part, ast.Constant) for part in parts)


def test_errors_name_what_was_found() -> None:
    calls = _raised_calls()
    constant = [place for place, call in calls if not _carries_a_value(call)]
    assert len(constant) <= (1 - SHARE_WITH_VALUE) * len(calls), f"name the value in these messages: {constant}"


def test_no_error_is_swallowed() -> None:
    """An except clause that does nothing hides the cause from whoever has to mend it."""
    silent = [
        f"{module.place}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and all(isinstance(statement, ast.Pass) for statement in node.body)
    ]
    assert not silent


def _word_modules() -> list[str]:
    return [module.name for module in modules() if re.search(r"\bWords\($", module.text, flags=re.MULTILINE)]


@pytest.mark.parametrize("name", _word_modules())
def test_words_exist_in_both_languages(name: str) -> None:
    from crmpersona.contract import Words

    for table in (thing for thing in vars(importlib.import_module(name)).values() if isinstance(thing, Words)):
        for key, (chinese, english) in table.items():
            # Empty on one side only for a beginning that the other language does not need ("They order ").
            shorter, longer = sorted((chinese.strip(), english.strip()), key=len)
            assert shorter or 0 < len(longer) <= BEGINNING, key


def test_no_default_can_be_changed() -> None:
    wrong = []
    for module in modules():
        for function in functions(module):
            defaults = [*function.node.args.defaults, *(d for d in function.node.args.kw_defaults if d)]
            wrong += [function.place for default in defaults if isinstance(default, (ast.List, ast.Dict, ast.Set))]
    assert not wrong

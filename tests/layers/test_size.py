"""Modules and functions stay short enough to be read in one go."""

from __future__ import annotations

from statistics import mean

from tools.source_tree import functions, modules

MODULE_LINES = 400
BODY_LINES = 50
MEAN_BODY_LINES = 13

# Place -> why it may be longer. Code tables and texts only: splitting a table does not make it clearer.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}


def test_no_module_is_longer_than_400_lines() -> None:
    long = {module.place: module.text.count("\n") for module in modules() if module.text.count("\n") > MODULE_LINES}
    assert set(long) == set(LONG_MODULES), f"split these by topic, or drop their exception: {long}"


def test_no_function_body_is_longer_than_50_lines() -> None:
    long = {
        function.place: function.body_lines
        for module in modules()
        for function in functions(module)
        if function.body_lines > BODY_LINES
    }
    assert set(long) == set(LONG_FUNCTIONS), f"name the steps of these as functions: {long}"


def test_mean_function_body() -> None:
    lengths = [function.body_lines for module in modules() for function in functions(module)]
    average = mean(lengths)
    print(f"{len(lengths)} functions, mean body {average:.1f} lines, longest {max(lengths)}")
    assert average <= MEAN_BODY_LINES

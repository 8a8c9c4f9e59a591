"""Every public name tells what it takes, returns and raises, and shows it in a runnable example."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any

import pytest
from numpydoc.validate import validate

from tools.source_tree import Function, functions, modules, public_names

# numpydoc's codes for: a well-formed docstring, a summary, parameters named, typed and described in order, the result.
# Left out: extended summary (ES01), See Also (SA01), capital letters and full stops of descriptions (PR08, PR09 ...).
CODES = {
    *("GL03", "GL05", "GL06", "GL07", "GL08", "GL09", "GL10"),
    *("SS01", "SS02", "SS03", "SS04", "SS05", "SS06"),
    *("PR01", "PR02", "PR03", "PR04", "PR07", "PR10", "RT01", "RT03", "YD01"),
}


@cache
def _packages() -> tuple[str, ...]:
    """Return the package and its folders; a package inside a folder is the folder's own business."""
    packages = [module.name for module in modules() if module.path.stem == "__init__" and public_names(module)]
    return tuple(name for name in packages if name.count(".") < 2)


@cache
def _public() -> dict[str, Any]:
    """Return every name that a package lists, under the place where it is defined."""
    found = {}
    for package in _packages():
        loaded = importlib.import_module(package)
        for name in loaded.__all__:
            thing = getattr(loaded, name)
            if inspect.isclass(thing) or inspect.isfunction(thing):
                found[f"{thing.__module__}.{thing.__qualname__}"] = thing
    return {name: thing for name, thing in found.items() if name.startswith("crmpersona.")}


def test_every_listed_name_exists() -> None:
    missing = [
        f"{package}.{name}"
        for package in _packages()
        for name in importlib.import_module(package).__all__
        if not hasattr(importlib.import_module(package), name)
    ]
    assert not missing


def _inherits_its_parameters(thing: Any) -> bool:
    """Say whether a class takes what its base takes (errors do), so that the base documents it."""
    return inspect.isclass(thing) and "__init__" not in vars(thing) and not is_dataclass(thing)


def _faults(name: str, thing: Any) -> list[str]:
    codes = CODES - {"PR01"} if _inherits_its_parameters(thing) else CODES
    found = [(code, text) for code, text in validate(name)["errors"] if code in codes]
    # Every result takes its provenance, and `Result` says what that is.
    return [f"{name}: {code} {text}" for code, text in found if text != "Parameters {'provenance'} not documented"]


def test_public_docstrings_are_complete() -> None:
    faults = [fault for name, thing in sorted(_public().items()) for fault in _faults(name, thing)]
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)


def _methods(thing: type) -> Iterator[tuple[str, Any]]:
    """Give the public methods that a class brings itself; of one that it overrides, the base tells what it takes."""
    for name, method in vars(thing).items():
        plain = inspect.unwrap(getattr(method, "__func__", method))
        overrides = any(name in vars(base) for base in thing.__mro__[1:])
        if inspect.isfunction(plain) and not name.startswith("_") and not overrides:
            yield name, plain


def test_methods_of_public_classes_are_complete() -> None:
    classes = [(name, thing) for name, thing in sorted(_public().items()) if inspect.isclass(thing)]
    places = [f"{name}.{method}" for name, thing in classes for method, _ in _methods(thing)]
    faults = [
        f"{place}: {code} {text}" for place in places for code, text in validate(place)["errors"] if code in CODES
    ]
    assert len(places) > 50
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)


def _is_result(thing: Any) -> bool:
    """Say whether a class is a result: the function that returns it shows it."""
    from crmpersona.contract import Result

    return inspect.isclass(thing) and issubclass(thing, Result)


def test_public_names_show_an_example() -> None:
    public = [(name, inspect.getdoc(thing) or "") for name, thing in sorted(_public().items()) if not _is_result(thing)]
    without = [name for name, text in public if ">>>" not in text]
    assert not without, f"{len(without)} public names without a runnable example: {without}"


def _raised(function: Function) -> set[str]:
    """Return the classes of our own errors that a function's own text raises."""
    found = set()
    for node in ast.walk(function.node):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = ast.unparse(node.exc.func).split(".")[0]
            if re.fullmatch(r"[A-Z]\w*Error", name):
                found.add(name)
    return found


def test_docstrings_name_the_errors_they_raise() -> None:
    """For functions and methods whose name is public; what their helpers raise is the reader's to add."""
    wrong = []
    for module in modules():
        for function in functions(module):
            if any(part.startswith("_") for part in function.qualified_name.split(".")):
                continue
            text = ast.get_docstring(function.node) or ""
            section = text.partition("Raises\n------")[2]
            wrong += [f"{function.place}: {name}" for name in sorted(_raised(function)) if name not in section]
    assert not wrong, "add these to a Raises section:\n" + "\n".join(wrong)


def test_public_functions_are_annotated() -> None:
    bare = []
    for name, thing in sorted(_public().items()):
        if inspect.isfunction(thing):
            signature = inspect.signature(thing)
            empty = [p.name for p in signature.parameters.values() if p.annotation is p.empty]
            bare += [f"{name}({argument})" for argument in empty]
            bare += [f"{name} -> ?"] if signature.return_annotation is signature.empty else []
    assert not bare


@pytest.mark.parametrize("mark", ["TODO", "FIXME", "XXX", "NotImplementedError"])
def test_nothing_is_left_for_later(mark: str) -> None:
    left = [module.place for module in modules() if re.search(rf"\b{mark}\b", module.text)]
    assert not left

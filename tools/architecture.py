"""Keep the module map of ``ARCHITECTURE.md`` in step: one line per module, taken from its docstring.

Without an argument the map between the two marks is written again; with ``--check`` the command says
which modules the page lacks, names in vain, or describes in other words than the module itself.
"""

from __future__ import annotations

import sys

from tools.source_tree import ROOT, Module, modules

PAGE = ROOT / "ARCHITECTURE.md"
START = "<!-- modules: written by tools/architecture.py from the first line of each module -->\n"
END = "<!-- end of modules -->\n"
# The layers, top first, as in pyproject.toml.
FOLDERS = (
    *("__main__", "cli", "explorer", "training", "reporting", "monitoring", "actions", "personas"),
    *("segments", "baskets", "models", "experiments", "features", "identity", "cleaning"),
    *("sources", "synthetic", "privacy", "relational", "plots", "statistics", "contract"),
)


def _rank(folder: str) -> int:
    return FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS)


def _line(module: Module) -> str:
    return f"- `{module.place.removeprefix('crmpersona/')}` {module.headline}"


def module_map() -> str:
    """Return the part of the page between the marks: folders from the top layer down."""
    folders = {module.folder or module.path.stem for module in modules()} - {"__init__"}
    parts = []
    for folder in sorted(folders, key=lambda name: (_rank(name), name)):
        inside = [module for module in modules() if (module.folder or module.path.stem) == folder]
        head = next((module.headline for module in inside if module.path.stem == "__init__"), "")
        listed = [
            _line(module) for module in inside if module.path.parent.name != folder or module.path.stem != "__init__"
        ]
        parts.append("\n".join([f"### `{folder}`", "", head, "", *listed]).replace("\n\n\n", "\n\n"))
    return "\n" + "\n\n".join(parts) + "\n\n"


def page_with(new: str) -> str:
    """Return the page with another module map."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return before + START + new + END + after


def differences() -> list[str]:
    """Return lines that the page has too few (+) or too many (-)."""
    there = set(PAGE.read_text(encoding="utf-8").partition(START)[2].partition(END)[0].splitlines())
    wanted = set(module_map().splitlines())
    return [f"+ {line}" for line in sorted(wanted - there)] + [f"- {line}" for line in sorted(there - wanted)]


def main(arguments: list[str]) -> int:
    """Write the map, or check it; return the exit code."""
    if "--check" not in arguments:
        PAGE.write_text(page_with(module_map()), encoding="utf-8")
        return 0
    found = differences()
    if found:
        print("ARCHITECTURE.md does not match the modules: run make docs", *found, sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

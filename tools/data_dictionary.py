"""Write the data dictionary from the contract; with ``--check``, say whether it is in step."""

from __future__ import annotations

import sys
from pathlib import Path

from crmpersona.contract.dictionary import markdown

ROOT = Path(__file__).resolve().parents[1]
TARGETS = {"en": ROOT / "docs" / "data_dictionary.md", "zh": ROOT / "docs" / "data_dictionary.zh.md"}


def stale() -> list[str]:
    """Return the pages that differ from the contract, as paths from the repository's root."""
    return [
        path.relative_to(ROOT).as_posix()
        for lang, path in TARGETS.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != markdown(lang)
    ]


def main(arguments: list[str]) -> int:
    """Write the pages, or check them; return the exit code."""
    if "--check" not in arguments:
        for lang, path in TARGETS.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(markdown(lang), encoding="utf-8")
        return 0
    pages = stale()
    for page in pages:
        print(f"{page} does not match crmpersona.contract: run make docs")
    return int(bool(pages))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

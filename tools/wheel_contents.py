"""Hatchling hook: ship the top-level folders ``notebooks/`` and ``synthetic/`` inside the wheel.

They stay at the top of the repository, where people look for them. In the wheel they lie under
``crmpersona/_shipped/``, where ``crmpersona.contract.shipped`` looks first. An editable install
needs nothing of this: it reads the checkout.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("notebooks", "synthetic")
NEVER = {".ipynb_checkpoints", "__pycache__"}


class WheelContents(BuildHookInterface[Any]):
    """Add every file of the shipped folders to a standard wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name source and place in the wheel of each shipped file.

        Parameters
        ----------
        version : str
            ``standard`` for a wheel, ``editable`` for a development install.
        build_data : dict
            Hatchling's plan of the wheel; its ``force_include`` is extended.
        """
        if version != "standard":
            return
        root = Path(self.root)
        for folder in SHIPPED:
            for path in sorted((root / folder).rglob("*")):
                if path.is_file() and not NEVER.intersection(path.parts):
                    place = path.relative_to(root).as_posix()
                    build_data["force_include"][str(path)] = f"crmpersona/_shipped/{place}"

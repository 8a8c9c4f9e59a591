"""Exploring without code: widgets over features and measures."""

from crmpersona.explorer.state import Explorer, Look
from crmpersona.explorer.widgets import ExplorerView, explore

__all__ = ["Explorer", "ExplorerView", "Look", "explore"]

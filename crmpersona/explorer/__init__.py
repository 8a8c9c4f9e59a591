"""Exploring and entering without code: widgets over features, measures and the data contract."""

from crmpersona.explorer.entry_form import EntryForm, entry_form
from crmpersona.explorer.state import Explorer, Look
from crmpersona.explorer.widgets import ExplorerView, explore

__all__ = ["EntryForm", "Explorer", "ExplorerView", "Look", "entry_form", "explore"]

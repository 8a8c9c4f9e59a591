"""Personas: tags, indexes with intervals, cards."""

from __future__ import annotations

from crmpersona.personas.cards import Card as Card
from crmpersona.personas.cards import Personas as Personas
from crmpersona.personas.describe import describe as describe
from crmpersona.personas.tags import Tag as Tag
from crmpersona.personas.tgi import tgi as tgi

__all__ = ["Card", "Personas", "Tag", "describe", "tgi"]

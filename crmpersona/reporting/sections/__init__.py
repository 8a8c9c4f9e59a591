"""The sections of the monthly report, one function each."""

from crmpersona.reporting.sections.actions import actions
from crmpersona.reporting.sections.customers import life_cycle, retention
from crmpersona.reporting.sections.front import cover, one_page
from crmpersona.reporting.sections.later import campaigns, voice
from crmpersona.reporting.sections.overview import overview
from crmpersona.reporting.sections.people import contrast, personas
from crmpersona.reporting.sections.quality import definitions, quality
from crmpersona.reporting.sections.rfm import rfm
from crmpersona.reporting.sections.risk import risk
from crmpersona.reporting.sections.tastes import habits, tastes

__all__ = [
    "actions",
    "campaigns",
    "contrast",
    "cover",
    "definitions",
    "habits",
    "life_cycle",
    "one_page",
    "overview",
    "personas",
    "quality",
    "retention",
    "rfm",
    "risk",
    "tastes",
    "voice",
]

"""Sections 10 and 11, which wait for feedback analysis and experiments."""

from __future__ import annotations

from crmpersona.reporting.data import ReportData
from crmpersona.reporting.section import Section
from crmpersona.reporting.sections.common import unavailable
from crmpersona.reporting.sections.words import WORDS

__all__ = ["campaigns", "voice"]


def voice(data: ReportData) -> Section:
    """Say what the voice of the customer waits for.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 10, one line.
    """
    return unavailable(data, "voice", WORDS("waiting_voice", data.lang), waiting=True)


def campaigns(data: ReportData) -> Section:
    """Say what the effects of campaigns wait for.

    Parameters
    ----------
    data : ReportData
        The month.

    Returns
    -------
    Section
        Section 11, one line.
    """
    return unavailable(data, "campaigns", WORDS("waiting_campaigns", data.lang), waiting=True)

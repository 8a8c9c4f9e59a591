"""Lessons with exercises and self-checks on worlds whose truth is known."""

from crmpersona.training.checks import Check
from crmpersona.training.rfm_lesson import RFMLesson

__all__ = ["Check", "RFMLesson"]

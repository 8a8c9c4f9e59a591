"""One id per person: records of several systems linked without labels, families kept apart."""

from __future__ import annotations

from crmpersona.identity.linking import Links, link_frames

__all__ = ["Links", "link_frames"]

"""One id per person: records of several systems linked without labels, families kept apart."""

from __future__ import annotations

from crmpersona.identity.evidence import Evidence
from crmpersona.identity.identity import Identity, link
from crmpersona.identity.linking import Links, link_frames

__all__ = ["Evidence", "Identity", "Links", "link", "link_frames"]

"""Draw the two pictures of the READMEs: one persona card of a demo shop that speaks the language of the page."""

from __future__ import annotations

import sys
from pathlib import Path

import crmpersona as cp
from crmpersona.personas import Card
from crmpersona.plots import png_bytes

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
DOTS_PER_INCH = 110
# The thrifty evening shoppers of each shop: every block of their cards has something to say.
CARDS = {"en": ("fashion", "sale_hunter"), "zh": ("daily_goods", "thrifty_family")}


def card_of(world_name: str, persona: str) -> Card:
    """Return the card of the segment that holds most customers of a planted persona."""
    world = cp.synthetic.generate(world_name, customers=2_000, months=24, seed=7)
    crm = cp.clean(world.crm).crm
    features = cp.featurize(crm, as_of="2026-11-01")
    segments = cp.segment(features, seed=7)
    planted = world.truth["personas"].set_index("customer_id")["persona"].reindex(segments.labels.index)
    position = int(segments.labels[planted == persona].mode()[0])
    return cp.describe(crm, features, segments).cards[position]


def main() -> int:
    """Write ``docs/images/persona_card_<lang>.png`` from the worlds of ``make report``."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for lang, (world, persona) in CARDS.items():
        picture = png_bytes(card_of(world, persona).plot(lang), dpi=DOTS_PER_INCH)
        (FOLDER / f"persona_card_{lang}.png").write_bytes(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())

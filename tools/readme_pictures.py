"""Draw the two pictures of the READMEs: one persona card of the demo shop, in both languages."""

from __future__ import annotations

import sys
from pathlib import Path

import crmpersona as cp
from crmpersona.plots import png_bytes

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
DOTS_PER_INCH = 110
CARD = 3  # the thrifty evening shoppers: every block of the card has something to say


def main() -> int:
    """Write ``docs/images/persona_card_<lang>.png`` from the world of ``make report``."""
    world = cp.synthetic.generate("daily_goods", customers=2_000, months=24, seed=7)
    crm = cp.clean(world.crm).crm
    features = cp.featurize(crm, as_of="2026-11-01")
    personas = cp.describe(crm, features, cp.segment(features, seed=7))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for lang in ("en", "zh"):
        picture = png_bytes(personas.cards[CARD].plot(lang), dpi=DOTS_PER_INCH)
        (FOLDER / f"persona_card_{lang}.png").write_bytes(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())

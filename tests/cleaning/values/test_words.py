"""Every rule that a cleaner names is put into words, and no note can show a value."""

from __future__ import annotations

import re
from pathlib import Path

import crmpersona.cleaning.values
from crmpersona.cleaning.values.registry import FIELD_TYPES
from crmpersona.cleaning.values.words import NOTES

FOLDER = Path(crmpersona.cleaning.values.__file__).parent
RULE = re.compile(rf'"((?:{"|".join(FIELD_TYPES)}|value)\.[a-z_]+)"')


def _named_rules() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py") if not path.name.startswith("words")]
    # The doctests name rules too; a file name such as "place.json" is no rule.
    return {
        rule for text in texts for rule in RULE.findall(text) if not rule.endswith((".json", ".csv", ".gz", ".txt"))
    }


def test_every_rule_has_a_note() -> None:
    assert _named_rules() <= set(NOTES)


def test_every_note_belongs_to_a_rule() -> None:
    assert set(NOTES) <= _named_rules()


def test_notes_ask_for_no_raw_value() -> None:
    places = {place for pair in NOTES.values() for text in pair for place in re.findall(r"{(\w+)}", text)}
    assert not places & {"raw", "text", "value", "original"}

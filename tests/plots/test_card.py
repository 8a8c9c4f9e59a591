"""The persona card: complete, readable, nothing on top of anything."""

from __future__ import annotations

from crmpersona.plots import persona_card, png_bytes
from crmpersona.plots.layout import layout_faults


def test_no_text_leaves_its_box_or_touches_another(card):
    figures, lang = card
    assert layout_faults(persona_card(figures, lang=lang)) == []


def test_the_same_card_gives_the_same_bytes(card):
    figures, lang = card
    assert png_bytes(persona_card(figures, lang=lang)) == png_bytes(persona_card(figures, lang=lang))


def test_alternative_text_says_name_figures_and_action(card):
    figures, lang = card
    alt = persona_card(figures, lang=lang).alt
    assert figures["name"] in alt
    assert figures["kpis"][0]["value"] in alt
    assert figures["actions"]["rows"][0][1] in alt


def test_empty_blocks_say_what_would_fill_them(card):
    figures, lang = card
    reason = (
        "缺少 feedback 表；有评分或 NPS 即可显示"
        if lang == "zh"
        else "there is no table feedback; ratings or NPS would fill this"
    )
    bare = {key: figures[key] for key in ("name", "portrait", "eyebrow", "badges", "kpis", "footer")}
    for block in ("traits", "hours", "channels", "who", "stages", "voice", "actions", "contrast"):
        bare[block] = {"title": figures[block]["title"], "missing": reason}
    picture = persona_card(bare, lang=lang)
    assert layout_faults(picture) == []
    written = "".join(artist.get_text() for artist, _ in picture.placed)
    assert written.count(reason[-6:]) == 8


def test_long_texts_are_wrapped_or_cut_not_clipped(card):
    figures, lang = card
    longer = "很长的名字没有空格" * 12 if lang == "zh" else "a very long text with many words " * 8
    stretched = {**figures, "name": longer, "portrait": longer, "eyebrow": longer, "footer": longer * 3}
    stretched["kpis"] = [{**item, "label": longer, "note": longer} for item in figures["kpis"]]
    for block in ("traits", "channels", "who", "stages"):
        rows = [{**row, "label": longer} for row in figures[block]["rows"]]
        stretched[block] = {**figures[block], "title": longer, "note": longer, "rows": rows}
    stretched["actions"] = {**figures["actions"], "rows": [(a, longer) for a, _ in figures["actions"]["rows"]]}
    stretched["contrast"] = {**figures["contrast"], "rows": [(longer, longer), (longer, longer)]}
    stretched["voice"] = {**figures["voice"], "rows": [[longer, "31%", "42%"]] * 5, "note": longer}
    assert layout_faults(persona_card(stretched, lang=lang)) == []

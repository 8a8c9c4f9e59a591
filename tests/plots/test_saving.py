"""Files: small, equal bytes for equal content, colours true."""

from __future__ import annotations

import io

from PIL import Image

from crmpersona.plots import no_data, png_bytes, save_svg
from crmpersona.plots.canvas import Box, Canvas
from crmpersona.plots.theme import COLOURS


def test_equal_content_gives_equal_bytes(tmp_path):
    first, second = (no_data("没有反馈", title="客户之声", lang="zh") for _ in range(2))
    assert png_bytes(first) == png_bytes(second)
    paths = [save_svg(picture, tmp_path / f"{n}.svg") for n, picture in enumerate((first, second))]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert b"<dc:date>" not in paths[0].read_bytes()


def test_alternative_text_travels_in_the_file_and_nothing_of_the_machine():
    facts = Image.open(io.BytesIO(png_bytes(no_data("no orders", lang="en")))).info
    assert facts["Description"] == "No data: no orders"
    assert "Software" not in facts


def test_flat_colours_stay_what_they_are():
    canvas = Canvas(60, 30)
    canvas.frame(Box(0, 0, 30, 30), fill="main", edge=None, radius=0)
    image = Image.open(io.BytesIO(png_bytes(canvas.picture))).convert("RGB")
    true = (int(COLOURS["main"][i : i + 2], 16) for i in (1, 3, 5))
    assert all(abs(a - b) <= 2 for a, b in zip(image.getpixel((10, 20)), true, strict=True))
    assert image.getpixel((110, 20)) == (255, 255, 255)


def test_a_palette_makes_smaller_files():
    picture = no_data("nothing here " * 5, lang="en")
    assert len(png_bytes(picture)) < len(png_bytes(picture, quantise=False))

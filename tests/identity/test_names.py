"""Keys of names.

Covers also: surnames
"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.identity.names import name_frame, name_key, simplified
from crmpersona.identity.surnames import COMPOUND, READINGS, SURNAMES


@pytest.mark.parametrize(
    "names",
    [
        ("张伟", "張偉", "Zhang Wei", "ZHANG, Wei", "Wei Zhang", "张 伟", "张伟先生", "zhangwei", " 张伟 "),
        ("欧阳娜娜", "歐陽娜娜", "Ouyang Nana", "nana ouyang", "ouyangnana", "欧阳娜娜女士"),
        ("吕布", "Lü Bu", "Lyu Bu", "LV, Bu"),
        ("曾志强", "Zeng Zhiqiang", "Zhi Qiang Zeng"),
        ("Anna-Lena Müller", "Müller, Anna-Lena", "Mueller, Annalena", "Dr. Anna-Lena MÜLLER"),
    ],
)
def test_spellings_of_one_name_have_one_key(names: tuple[str, ...]) -> None:
    assert len({name_key(name).key for name in names}) == 1


def test_surname_in_front_or_behind_sounds_alike_in_the_fuzzy_key() -> None:
    assert name_key("Xiao Fang Zhang").fuzzy == name_key("张晓芳").fuzzy


def test_different_given_names_have_different_keys() -> None:
    keys = {name_key(name).fuzzy for name in ("王晓芳", "王晓丽", "王芳", "李晓芳")}
    assert len(keys) == 4


@pytest.mark.parametrize("name", ["张先生", "李女士", "欧阳老师", "Smith"])
def test_a_bare_surname_is_partial(name: str) -> None:
    assert name_key(name).partial


def test_surnames_that_sound_otherwise_than_the_character() -> None:
    assert (name_key("单田芳").family, name_key("解晓东").family, name_key("尉迟恭").family) == ("shan", "xie", "yuchi")
    assert all(len(surname) == 1 for surname in SURNAMES)
    assert all(len(surname) == 2 for surname in COMPOUND)
    assert all(sound.isascii() and sound.islower() for sound in READINGS.values())


def test_traditional_characters_become_simplified() -> None:
    assert simplified("陳龍") == "陈龙"


@given(st.text(max_size=40))
def test_no_text_breaks_a_key(text: str) -> None:
    key = name_key(text)
    assert key is None or (key.key and key.family)


def test_frame_keeps_index_and_missing_values() -> None:
    found = name_frame(pd.Series(["李伟", None, "Li Wei"], index=[7, 8, 9]))
    assert found.index.tolist() == [7, 8, 9]
    assert found["key"].tolist() == ["li wei", None, "li wei"]

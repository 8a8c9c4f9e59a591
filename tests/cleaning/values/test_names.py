"""Names of people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmpersona.cleaning.values import clean_value
from crmpersona.cleaning.values.place_tables import rows

OK = [
    ("Mr.  John   Smith", "John Smith"),
    ("王小明先生", "王小明"),
    ("尊敬的王小明先生", "王小明"),
    ("李　雷", "李雷"),
    ("张\u200b伟", "张伟"),
    ("张 三 丰", "张三丰"),
    ("欧阳 修", "欧阳修"),
    ("诸葛 孔明", "诸葛孔明"),
    ("山田　太郎様", "山田太郎"),
    ("買買提", "買買提"),
    ("張偉", "張偉"),
    ("买买提•吐尔逊", "买买提·吐尔逊"),
    ("买买提 · 吐尔逊", "买买提·吐尔逊"),
    ("阿卜杜拉.买买提", "阿卜杜拉·买买提"),
    ("王先生", "王"),
    ("王总", "王"),
    ("张老师", "张"),
    ("王小明总", "王小明"),
    ("李建总", "李建总"),
    ("王董", "王董"),
    ("王和平", "王和平"),
    ("李梅女士收", "李梅"),
    ("张伟 男", "张伟"),
    ("张伟（先生）", "张伟"),
    ("李小龙 (Bruce Lee)", "李小龙"),
    ("张伟13800138000", "张伟"),
    ("张伟😊", "张伟"),
    ("姓名：张伟", "张伟"),
    ("张三", "张三"),
    ("Anna\u00a0\u00a0Schmidt", "Anna Schmidt"),
    ("MÃ¼ller", "Müller"),
    ("ＪＯＨＮ　ＳＭＩＴＨ", "JOHN SMITH"),
    ("Christopher Null", "Christopher Null"),
    ("john smith", "john smith"),
    ("McDonald", "McDonald"),
    ("DR JOHN SMITH", "JOHN SMITH"),
    ("Dr.Smith", "Smith"),
    ("Prof. Dr. Hans Müller", "Hans Müller"),
    ("Herr Müller", "Müller"),
    ("Frau Dr. med. Anna Schmidt", "Anna Schmidt"),
    ("Dr. rer. nat. Jan Weber", "Jan Weber"),
    ("John Smith, PhD", "John Smith"),
    ("Mr. John O'Neil Jr.", "John O'Neil Jr."),
    ("John O’Neil", "John O'Neil"),
    ("John Smith III", "John Smith III"),
    ("Smith, John", "John Smith"),
    ("Smith, John, Jr.", "John Smith Jr."),
    ("LI, Wei", "Wei LI"),
    ("van der Berg, Jan", "Jan van der Berg"),
    ("O'NEIL, JOHN A.", "JOHN A. O'NEIL"),
    ("J. R. R. Tolkien", "J. R. R. Tolkien"),
    ("Jean-Luc Picard", "Jean-Luc Picard"),
    ("Maria de la Cruz", "Maria de la Cruz"),
    ("Nguyễn Văn A", "Nguyễn Văn A"),
    ("김 철수", "김 철수"),
    ("Zhang Wei", "Zhang Wei"),
    ("John Doe", "John Doe"),
]
OTHER = [
    *(
        (raw, "ambiguous")
        for raw in (
            "张伟、李娜",
            "张伟,李娜",
            "张伟/李娜",
            "王小明 李雷",
            "John & Mary Smith",
            "John Smith and Mary Jones",
        )
    ),
    *((raw, "ambiguous") for raw in ("小明妈妈", "张伟?", "Null", "Nan", "Na", "John Smith, Mary Jones")),
    *(
        (raw, "missing")
        for raw in (
            "NULL",
            "null",
            "None",
            "nan",
            "NA",
            "N/A",
            "先生",
            "Mr.",
            "😊",
            "匿名用户",
            "微信用户",
            "用户123456",
            "guest",
            "佚名",
        )
    ),
    *(
        (raw, "invalid")
        for raw in (
            "测试",
            "test",
            "Test User",
            "测试用户1",
            "aaa",
            "啊啊啊",
            "asdf",
            "13800138000",
            "a@b.com",
            "张伟2",
            "john123",
        )
    ),
    *(
        (raw, "invalid")
        for raw in (
            "深圳市腾讯计算机系统有限公司",
            "Apple Inc.",
            "某某银行",
            "ABC Co., Ltd",
            "张*",
            "张**",
            "*伟",
            "张某",
            "张某某",
        )
    ),
    *((raw, "invalid") for raw in ("John_Smith", "<b>John</b>=1", "我是一个非常非常长的不是姓名的句子")),
]


@pytest.mark.parametrize(("raw", "expected"), OK)
def test_the_name_is_kept_and_nothing_else(raw: str, expected: str) -> None:
    found = clean_value("name", raw)
    assert (found.status, found.value) == ("ok", expected)
    assert clean_value("name", expected).value == expected


@pytest.mark.parametrize(("raw", "status"), OTHER)
def test_anything_else_has_no_value(raw: str, status: str) -> None:
    found = clean_value("name", raw)
    assert (found.status, found.value) == (status, None)


def test_no_name_is_shown() -> None:
    found = clean_value("name", "王小明先生")
    assert "小明" not in repr(found) + found.note


def test_word_lists_are_whole() -> None:
    words = {kind: listed.split("|") for kind, listed in rows("name_words.tsv")}
    assert len(words["surname"]) == 290
    assert all(len(surname) == 1 for surname in words["surname"])
    assert all(len(set(listed)) == len(listed) and all(listed) for listed in words.values())


@given(st.text(max_size=120) | st.text(alphabet="王小明欧阳先生女士·,. /()Mr Jd13*某", max_size=40))
def test_any_text_gives_an_answer(raw: str) -> None:
    found = clean_value("name", raw)
    assert found.status in {"ok", "missing", "invalid", "ambiguous"}
    assert (found.value is None) == (found.status != "ok")


@given(st.text(alphabet="王小明欧阳先生女士总·,. MrJohnSmith", max_size=16))
def test_a_second_pass_changes_nothing(raw: str) -> None:
    found = clean_value("name", raw)
    if found.status == "ok":
        assert clean_value("name", found.value).value in {found.value, None}


@pytest.mark.parametrize("unit", ["王", "Mr. ", "a,", "先生", "(", "·", "1 "])
def test_long_text_is_answered_at_once(unit: str) -> None:
    assert clean_value("name", unit * (1_000_000 // len(unit))).status in {"invalid", "missing"}
    assert clean_value("name", unit * (900 // len(unit))).status in {"invalid", "missing", "ambiguous"}

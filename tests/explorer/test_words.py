"""The explorer speaks both languages."""

from crmpersona.explorer.words import WORDS


def test_every_word_exists_twice():
    for chinese, english in WORDS.values():
        assert chinese
        assert english
        assert chinese != english

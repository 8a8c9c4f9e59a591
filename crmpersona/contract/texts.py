"""Words in Chinese and English under one key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crmpersona.contract.errors import ParameterError, nearest
from crmpersona.contract.options import resolve_lang

__all__ = ["Words"]


class Words(Mapping[str, tuple[str, str]]):
    """A small catalogue: key to (Chinese, English).

    Parameters
    ----------
    entries : mapping of str to (str, str)
        Chinese first, English second; ``{name}`` places are filled by :meth:`__call__`.

    Examples
    --------
    >>> words = Words({"buyers": ("成交客户 {n} 人", "{n} buyers")})
    >>> words("buyers", "en", n=12), words("buyers", "zh", n=12)
    ('12 buyers', '成交客户 12 人')
    """

    def __init__(self, entries: Mapping[str, tuple[str, str]]) -> None:
        self._entries = dict(entries)

    def __call__(self, key: str, lang: str | None = None, /, **values: object) -> str:
        """Return one text in one language with its places filled.

        Parameters
        ----------
        key : str
            Name of the text.
        lang : {"en", "zh"}, optional
            Language; None takes the option in force.
        **values : object
            Values of the places.

        Returns
        -------
        str
            The text.

        Raises
        ------
        ParameterError
            If there is no such text.
        """
        if key not in self._entries:
            raise ParameterError(f"no text {key!r}", remedy=f"nearest key: {nearest(key, self._entries)}")
        chinese, english = self._entries[key]
        text = chinese if resolve_lang(lang) == "zh" else english
        return text.format(**values) if values else text

    def __getitem__(self, key: str) -> tuple[str, str]:
        """Return the pair (Chinese, English)."""
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Count the texts."""
        return len(self._entries)

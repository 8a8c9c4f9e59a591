"""The forms of postcodes by country."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CHINESE_AREAS", "FORMS", "WITHOUT_POSTCODES", "Form"]


@dataclass(frozen=True, slots=True)
class Form:
    """How a country writes its postcodes.

    Parameters
    ----------
    pattern : str
        Regular expression of the postcode without spaces and hyphens, in capitals.
    cut : int, default 0
        Where the spelling is divided: from the start, or from the end where negative; 0 for nowhere.
    mark : str, default " "
        What stands there.
    digits : tuple of int, default ()
        Numbers of digits of all-digit postcodes.
    lost : int, default 0
        How many leading zeros a spreadsheet can have taken away.
    prefix : str, default ""
        Country letters that are written before it.
    """

    pattern: str
    cut: int = 0
    mark: str = " "
    digits: tuple[int, ...] = ()
    lost: int = 0
    prefix: str = ""

    def spelled(self, bare: str) -> str:
        """Return a postcode without spaces and hyphens as the country writes it."""
        # The five digits of a ZIP code stand alone; its four further ones follow a hyphen.
        if self.cut == 0 or len(bare) <= abs(self.cut):
            return bare
        return bare[: self.cut] + self.mark + bare[self.cut :]


def _plain(count: int, prefix: str = "", *, lost: int = 0, first: str = r"\d") -> Form:
    return Form(f"{first}\\d{{{count - 1}}}", digits=(count,), lost=lost, prefix=prefix)


FORMS: dict[str, Form] = {
    "CN": _plain(6, lost=1, first="[0-8]"),
    "US": Form(r"(?!000)\d{5}(?:\d{4})?", cut=5, mark="-", digits=(5, 9), lost=2),
    "GB": Form(
        r"GIR0AA|[A-PR-UWYZ](?:\d{1,2}|\d[A-HJKPS-UW]|[A-HK-Y]\d{1,2}|[A-HK-Y]\d[ABEHMNPRV-Y])\d[ABD-HJLNP-UW-Z]{2}",
        cut=-3,
    ),
    "CA": Form(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d", cut=3),
    "NL": Form(r"[1-9]\d{3}(?!SA|SD|SS)[A-Z]{2}", cut=4),
    "IE": Form(r"(?:[AC-FHKNPRTV-Y]\d{2}|D6W)[0-9AC-FHKNPRTV-Y]{4}", cut=3),
    "JP": Form(r"\d{7}", cut=3, mark="-", digits=(7,), lost=2),
    "BR": Form(r"\d{8}", cut=5, mark="-", digits=(8,), lost=1),
    "PT": Form(r"[1-9]\d{6}", cut=4, mark="-", digits=(7,)),
    "PL": Form(r"\d{5}", cut=2, mark="-", digits=(5,), lost=1),
    "SE": Form(r"[1-9]\d{4}", cut=3, digits=(5,), prefix="SE"),
    "CZ": Form(r"[1-7]\d{4}", cut=3, digits=(5,), prefix="CZ"),
    "SK": Form(r"[089]\d{4}", cut=3, digits=(5,), lost=1, prefix="SK"),
    "GR": Form(r"[1-8]\d{4}", cut=3, digits=(5,), prefix="GR"),
    "DE": Form(r"(?!00)\d{5}", digits=(5,), lost=1, prefix="D"),
    "FR": Form(r"(?:0[1-9]|[1-8]\d|9[0-8])\d{3}", digits=(5,), lost=1, prefix="F"),
    "ES": Form(r"(?:0[1-9]|[1-4]\d|5[0-2])\d{3}", digits=(5,), lost=1, prefix="E"),
    "IT": _plain(5, "I", lost=2),
    "FI": _plain(5, "FI", lost=2),
    "TR": Form(r"(?:0[1-9]|[1-7]\d|8[01])\d{3}", digits=(5,), lost=1),
    "UA": _plain(5, lost=1),
    "MX": _plain(5, lost=1),
    "KR": _plain(5, lost=1, first="[0-6]"),
    "TH": _plain(5, first="[1-9]"),
    "MY": _plain(5, lost=1),
    "ID": _plain(5, first="[1-9]"),
    "VN": Form(r"\d{5,6}", digits=(5, 6)),
    "SA": Form(r"\d{5}(?:\d{4})?", cut=5, mark="-", digits=(5, 9)),
    "EG": _plain(5, first="[1-9]"),
    "PK": _plain(5, first="[1-9]"),
    "TW": Form(r"[1-9]\d{2}(?:\d{2,3})?", digits=(3, 5, 6)),
    "IN": _plain(6, first="[1-9]"),
    "RU": _plain(6, first="[1-6]"),
    "KZ": _plain(6, lost=1, first="0"),
    "SG": _plain(6, lost=1),
    "RO": _plain(6, lost=1),
    "IL": _plain(7, first="[1-9]"),
    "AT": _plain(4, "A", first="[1-9]"),
    "CH": _plain(4, "CH", first="[1-9]"),
    "BE": _plain(4, "B", first="[1-9]"),
    "LU": _plain(4, "L", first="[1-9]"),
    "DK": _plain(4, "DK", lost=1),
    "NO": _plain(4, "NO", lost=1),
    "HU": _plain(4, "H", first="[1-9]"),
    "AU": _plain(4, lost=1),
    "NZ": _plain(4, lost=1),
    "ZA": _plain(4, lost=2),
    "PH": _plain(4, lost=1),
    "BG": _plain(4, first="[1-9]"),
    "SI": _plain(4, "SI", first="[1-9]"),
}

# Hong Kong, Macau, the Emirates and others deliver without.
WITHOUT_POSTCODES = frozenset(
    {"HK", "MO", "AE", "QA", "AO", "BO", "BS", "BZ", "FJ", "GH", "JM", "KP", "ML", "RW", "SY", "TG", "UG", "YE", "ZW"}
)

# First two digits of Chinese postcodes and the provinces (first two digits of their codes) they are used in.
CHINESE_AREAS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("01", "02"), ("15",)),
    **dict.fromkeys(("03", "04"), ("14",)),
    **dict.fromkeys(("05", "06", "07"), ("13",)),
    "10": ("11",),
    **dict.fromkeys(("11", "12"), ("21",)),
    "13": ("22",),
    "15": ("23",),
    "16": ("23", "15"),
    "20": ("31",),
    **dict.fromkeys(("21", "22"), ("32",)),
    **dict.fromkeys(("23", "24"), ("34",)),
    **dict.fromkeys(("25", "26", "27"), ("37",)),
    "30": ("12",),
    **dict.fromkeys(("31", "32"), ("33",)),
    **dict.fromkeys(("33", "34"), ("36",)),
    **dict.fromkeys(("35", "36"), ("35",)),
    "40": ("50",),
    **dict.fromkeys(("41", "42"), ("43",)),
    **dict.fromkeys(("43", "44"), ("42",)),
    **dict.fromkeys(("45", "46", "47"), ("41",)),
    **dict.fromkeys(("51", "52"), ("44",)),
    **dict.fromkeys(("53", "54"), ("45",)),
    **dict.fromkeys(("55", "56"), ("52",)),
    "57": ("46",),
    **dict.fromkeys(("61", "62", "63", "64"), ("51",)),
    **dict.fromkeys(("65", "66", "67"), ("53",)),
    **dict.fromkeys(("71", "72"), ("61",)),
    **dict.fromkeys(("73", "74"), ("62",)),
    "75": ("64",),
    "81": ("63",),
    **dict.fromkeys(("83", "84"), ("65",)),
    **dict.fromkeys(("85", "86"), ("54",)),
}

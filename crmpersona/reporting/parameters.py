"""The parameters of a monthly report: declared once, checked before anything starts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crmpersona.contract import Month, ParameterError, nearest

__all__ = ["PARAMETERS", "Parameter", "ReportParameters"]

SCHEMES = ("eight", "eleven")
WINDOW_LIMIT = 3_660
NAME = re.compile(r"\w[\w.\- ]{0,79}")


@dataclass(frozen=True)
class Parameter:
    """One parameter: its type, and what it means in both languages.

    Parameters
    ----------
    name : str
        Name in Python, in the notebook and after ``-p``.
    type : type
        ``str`` or ``int``.
    about_en, about_zh : str
        Meaning, for the help page.

    Examples
    --------
    >>> Parameter("seed", int, "seed of every random draw", "随机种子").read("7")
    7
    """

    name: str
    type: type
    about_en: str
    about_zh: str

    def read(self, value: Any) -> Any:
        """Bring a value to the parameter's type.

        Parameters
        ----------
        value : object
            A value of the type, or a text of it (from the command line).

        Returns
        -------
        object
            The value in the right type.

        Raises
        ------
        ParameterError
            If it is neither.
        """
        if isinstance(value, self.type) and not isinstance(value, bool):
            return value
        if self.type is int and isinstance(value, str) and re.fullmatch(r"-?\d{1,18}", value.strip()):
            return int(value)
        kind = "a whole number" if self.type is int else "a text"
        raise ParameterError(
            f"{self.name}={value!r} is not {kind}", where=f"parameter {self.name}", remedy=self.about_en
        )


PARAMETERS = (
    Parameter("month", str, "reported month as YYYY-MM, for example 2026-10", "报告月份，如 2026-10"),
    Parameter("lang", str, "language of the report: zh or en", "报告语言：zh 或 en"),
    Parameter("name", str, "name of the report: a folder under the output folder", "报告名称，即输出目录下的文件夹名"),
    Parameter("scheme", str, "RFM groups: eight or eleven", "RFM 分组：eight（八分类）或 eleven（十一组）"),
    Parameter(
        "window_days", int, "window of frequency and money in days, 1 to 3660", "F 与 M 的统计窗口（天），1 到 3660"
    ),
    Parameter("seed", int, "seed of every random draw, 0 or larger", "随机种子，不小于 0"),
    Parameter(
        "timezone", str, "business time zone such as Asia/Shanghai; empty: as the data say", "业务时区；空为数据自带"
    ),
    Parameter("currency", str, "ISO currency code such as CNY; empty: as the data say", "货币代码；空为数据自带"),
)


@dataclass(frozen=True, kw_only=True)
class ReportParameters:
    """Checked parameters of one report.

    Parameters
    ----------
    month : str
        Reported month, ``YYYY-MM``.
    lang : {"zh", "en"}, default "zh"
        Language.
    name : str, default "report"
        Name of the report.
    scheme : {"eight", "eleven"}, default "eight"
        RFM groups shown.
    window_days : int, default 365
        Window of frequency and money, in days.
    seed : int, default 7
        Seed of every random draw.
    timezone : str, default ""
        Business time zone (IANA name); empty takes the data's.
    currency : str, default ""
        ISO 4217 code; empty takes the data's.

    Raises
    ------
    ParameterError
        If a value is not allowed.

    Examples
    --------
    >>> ReportParameters(month="2026-10").as_of
    '2026-11-01'
    """

    month: str
    lang: str = "zh"
    name: str = "report"
    scheme: str = "eight"
    window_days: int = 365
    seed: int = 7
    timezone: str = ""
    currency: str = ""

    def __post_init__(self) -> None:
        """Check types first, then values."""
        for parameter in PARAMETERS:
            object.__setattr__(self, parameter.name, parameter.read(getattr(self, parameter.name)))
        Month.parse(self.month)
        for name, valid, remedy in _rules():
            value = getattr(self, name)
            if not valid(value):
                raise ParameterError(f"{name}={value!r} is not allowed", where=f"parameter {name}", remedy=remedy)

    @classmethod
    def of(cls, **given: Any) -> Self:
        """Make parameters from names and values, refusing unknown names.

        Parameters
        ----------
        **given : object
            Names and values; None means the default.

        Returns
        -------
        ReportParameters
            The checked parameters.

        Raises
        ------
        ParameterError
            If a name is unknown (the nearest one is named), the month is missing, or a value is not allowed.

        Examples
        --------
        >>> ReportParameters.of(mnth="2026-10")
        Traceback (most recent call last):
        ...
        crmpersona.contract.errors.ParameterError: unknown parameter 'mnth' [parameters]. What to do: ...'month'.
        """
        check_names(given, [field.name for field in fields(cls)])
        chosen = {name: value for name, value in given.items() if value is not None}
        if "month" not in chosen:
            raise ParameterError("month is missing", where="parameters", remedy="give month='2026-10'")
        return cls(**chosen)

    @property
    def as_of(self) -> str:
        """Day of the view: the first day after the month, ISO."""
        return Month.parse(self.month).end.isoformat()

    def to_dict(self) -> dict[str, Any]:
        """Return names and values, defaults included.

        Returns
        -------
        dict
            Plain texts and numbers.

        Examples
        --------
        >>> ReportParameters(month="2026-10").to_dict()["window_days"]
        365
        """
        return asdict(self)


def check_names(given: Mapping[str, Any], known: list[str]) -> None:
    """Refuse names that nobody declared.

    Parameters
    ----------
    given : mapping
        Names and values.
    known : list of str
        Declared names.

    Raises
    ------
    ParameterError
        Naming the unknown parameter and the nearest declared one.

    Examples
    --------
    >>> check_names({"month": "2026-10"}, ["month", "lang"])
    """
    for name in given:
        if name not in known:
            near = nearest(name, known)
            remedy = f"did you mean {near!r}" if near else f"parameters are {', '.join(known)}"
            raise ParameterError(f"unknown parameter {name!r}", where="parameters", remedy=remedy)


def _rules() -> tuple[tuple[str, Callable[[Any], bool], str], ...]:
    """List what each value must fulfil, with the remedy."""
    return (
        ("lang", lambda value: value in {"zh", "en"}, "use 'zh' or 'en'"),
        ("name", lambda value: bool(NAME.fullmatch(value)), "use letters, digits, '-' and '_', at most 80; no slash"),
        ("scheme", lambda value: value in SCHEMES, f"use one of {', '.join(SCHEMES)}"),
        ("window_days", lambda value: 1 <= value <= WINDOW_LIMIT, f"use 1 to {WINDOW_LIMIT} days"),
        ("seed", lambda value: value >= 0, "use a whole number of at least 0"),
        ("timezone", _is_zone, "use an IANA name such as 'Asia/Shanghai'"),
        (
            "currency",
            lambda value: not value or bool(re.fullmatch(r"[A-Z]{3}", value)),
            "use an ISO code such as 'CNY'",
        ),
    )


def _is_zone(name: str) -> bool:
    """Tell whether a time zone is known here; empty is."""
    try:
        return not name or ZoneInfo(name).key == name
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False

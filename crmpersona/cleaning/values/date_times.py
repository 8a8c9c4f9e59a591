"""The time of day and the time zone behind a date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid

__all__ = ["Clock", "split_clock", "with_clock"]

_HALF = (
    r"凌晨|清晨|早上|早晨|上午|午前|中午|正午|下午|午后|午後|傍晚|晚上|晚间|夜里|夜间|晚|오전|오후"
    r"|[ap]\.?\s?m\.?(?![a-z])"
)
_ZONE = (
    r"z|utc|gmt|(?:utc|gmt)?\s*[+-]\d{1,2}(?::?\d{2})?|北京时间|中国标准时间"
    r"|c[de]?st|e[de]?st|m[sd]t|p[sd]t|cet|bst|ist|jst|kst|hkt|sgt|wet|west|eet|eest|msk|aest|aedt|nzst|nzdt"
)
_CLOCK = re.compile(
    rf"(?:^|(?<=[\d\s,日号號T]))(?:T|\s|,|um|at)*\s*(?P<half>{_HALF})?\s*(?P<hour>\d{{1,2}})"
    rf"(?:\s*[:：点點时時h]\s*(?:(?P<minute>\d{{1,2}})\s*分?|(?P<word>半|一刻|1刻|三刻|3刻|整|钟|uhr)?)"
    rf"(?:\s*[:：]?\s*(?P<second>\d{{1,2}})(?:[.,](?P<fraction>\d{{1,9}}))?\s*秒?)?|(?=\s*(?:[ap]\.?\s?m)))"
    rf"\s*(?:uhr)?\s*(?P<late>{_HALF})?\s*(?P<zone>{_ZONE})?\s*(?:\([^()]{{0,40}}\)|\[[^\[\]]{{0,40}}\])?$",
    re.IGNORECASE,
)
_WORDS = {"半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}
_FIXED = {
    **dict.fromkeys(("cet", "wat", "west"), "+01:00"),
    **dict.fromkeys(("cest", "eet"), "+02:00"),
    **dict.fromkeys(("eest", "msk"), "+03:00"),
    **dict.fromkeys(("jst", "kst"), "+09:00"),
    **dict.fromkeys(("hkt", "sgt", "北京时间", "中国标准时间"), "+08:00"),
    **dict.fromkeys(("aest",), "+10:00"),
    **dict.fromkeys(("aedt",), "+11:00"),
    **dict.fromkeys(("z", "utc", "gmt"), "Z"),
    **dict.fromkeys(("wet",), "+00:00"),
    **dict.fromkeys(("nzst",), "+12:00"),
    **dict.fromkeys(("nzdt",), "+13:00"),
}
# Letters that several countries use for zones of their own.
_BY_REGION = {
    "cst": {"CN": "+08:00", "TW": "+08:00", "US": "-06:00", "CA": "-06:00", "MX": "-06:00"},
    "cdt": {"US": "-05:00", "CA": "-05:00"},
    "est": {"US": "-05:00", "CA": "-05:00"},
    "edt": {"US": "-04:00", "CA": "-04:00"},
    "mst": {"US": "-07:00", "CA": "-07:00"},
    "mdt": {"US": "-06:00", "CA": "-06:00"},
    "pst": {"US": "-08:00", "CA": "-08:00"},
    "pdt": {"US": "-07:00", "CA": "-07:00"},
    "bst": {"GB": "+01:00"},
    "ist": {"IN": "+05:30", "IE": "+01:00", "IL": "+02:00"},
}


@dataclass(frozen=True)
class Clock:
    """A time of day.

    Parameters
    ----------
    seconds : int
        Seconds since midnight; 86,400 for the midnight at the end of the day.
    fraction : str, default ""
        Decimals of the second as written.
    zone : str, default ""
        ``Z``, an offset such as ``+08:00``, or empty.
    """

    seconds: int
    fraction: str = ""
    zone: str = ""


def _hour(hour: int, half: str) -> int | None:
    """Return the hour of 24; None where morning and afternoon contradict it or twelve is unclear."""
    half = re.sub(r"[.\s]", "", half.casefold())
    if not half:
        return hour
    if half in {"pm", "下午", "午后", "午後", "오후"}:
        return hour + 12 if 1 <= hour < 12 else hour if 12 <= hour <= 23 else None
    if half in {"中午", "正午"}:
        return {11: 11, 12: 12, 1: 13, 2: 14}.get(hour)
    if half in {"傍晚", "晚上", "晚间", "晚", "夜里", "夜间"}:
        # Twelve at night, and the small hours called night, may belong to either day.
        return hour + 12 if 5 <= hour < 12 else hour if 17 <= hour <= 23 else None
    if hour == 12:
        return 0 if half in {"am", "凌晨", "오전"} else None
    return hour if hour < 12 else None


def _zone(word: str, context: Context) -> str | None:
    """Return the offset of a zone; None where several countries use the letters."""
    word = re.sub(r"\s", "", word.casefold())
    offset = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?", word)
    if offset:
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        return f"{offset[1]}{hours:02d}:{minutes:02d}" if hours <= 14 and minutes < 60 else None
    return _FIXED.get(word) or _BY_REGION.get(word, {}).get(context.region or "")


def split_clock(text: str, context: Context) -> tuple[str, Clock | None] | Cleaned:
    """Split a date from the time behind it.

    Parameters
    ----------
    text : str
        Date and perhaps time, in figures.
    context : Context
        Uses ``region`` for zones that share their letters.

    Returns
    -------
    tuple of (str, Clock or None), or Cleaned
        The date's text and the time; the answer where there is no such time.

    Examples
    --------
    >>> split_clock("2024-03-05 10:30 pm", Context())
    ('2024-03-05', Clock(seconds=81000, fraction='', zone=''))
    """
    found = _CLOCK.search(text)
    if not found or not found.group().strip():
        return text, None
    half = found["half"] or found["late"] or ""
    hour = _hour(int(found["hour"]), half)
    minute = int(found["minute"] or _WORDS.get(found["word"] or "", 0))
    second = int(found["second"] or 0)
    if hour is None and int(found["hour"]) <= 12:
        return ambiguous("date.twelve")
    if hour is None or hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        return invalid("date.no_such_time")
    zone = _zone(found["zone"], context) if found["zone"] else ""
    if zone is None:
        return ambiguous("date.zone")
    clock = Clock(hour * 3600 + minute * 60 + second, (found["fraction"] or "").rstrip("0"), zone)
    return text[: found.start()].rstrip(" ,T"), clock


def with_clock(day: dt.date, clock: Clock, context: Context) -> str | Cleaned:
    """Return date and time in ISO 8601.

    Parameters
    ----------
    day : datetime.date
        The date.
    clock : Clock
        The time.
    context : Context
        Uses ``timezone`` where the time has no zone of its own.

    Returns
    -------
    str or Cleaned
        The text; the answer where the hour does not exist, or twice, on that day in that zone.

    Examples
    --------
    >>> import datetime as dt
    >>> with_clock(dt.date(2024, 3, 5), Clock(3600), Context(timezone="Asia/Shanghai"))
    '2024-03-05T01:00:00+08:00'
    """
    try:
        moment = dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=clock.seconds)
    except OverflowError:
        return invalid("date.no_such_day")
    zone = clock.zone
    if not zone and context.timezone:
        offsets = _offsets(moment, ZoneInfo(context.timezone))
        if len(offsets) != 1:
            return ambiguous("date.twice") if offsets else invalid("date.no_such_time")
        zone = offsets[0]
    fraction = f".{clock.fraction}" if clock.fraction else ""
    return f"{moment.isoformat()}{fraction}{zone}"


def _offsets(moment: dt.datetime, zone: ZoneInfo) -> list[str]:
    """Return the offsets at which a local time exists: none in the lost hour of spring, two in autumn."""
    found = []
    for fold in (0, 1):
        local = moment.replace(tzinfo=zone, fold=fold)
        try:
            back = local.astimezone(dt.UTC).astimezone(zone)
        except OverflowError:
            continue
        if back.replace(tzinfo=None) == moment:
            found.append(local.isoformat()[19:])
    return list(dict.fromkeys(found))

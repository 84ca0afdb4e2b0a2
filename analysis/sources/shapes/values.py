"""Single values of a raw row: JSON inside text, words in two spellings, times."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

import orjson

Fields = dict[str, object]  # the fields of one row or object by their names in lower case

LAYERS: Final = 4  # JSON text inside JSON text; three are seen in practice
EARLIEST: Final = datetime(2010, 1, 1, tzinfo=UTC)  # Azure opened in February 2010
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DOTNET: Final = re.compile(r"/Date\((-?\d{1,15})[^)]{0,6}\)/")  # how Windows PowerShell writes times into JSON
_LOCAL: Final = re.compile(
    r"(\d{1,2})([/.])(\d{1,2})[/.](\d{4}),? +(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,](\d{1,7}))?"
    r"(?:[ \u202f\u00a0]?([AaPp])\.?[Mm]\.?)?"
)


def fields(value: object) -> Fields:
    """Give the fields of an object, or of JSON text that holds one, under lower-case names; empty for anything else."""
    if isinstance(value, str):
        value = decoded(value)
    if isinstance(value, dict):
        try:
            return {name.lower(): inner for name, inner in value.items()}
        except AttributeError:  # a name that is no text
            return {str(name).lower(): inner for name, inner in value.items()}
    return {}


def decoded(value: object) -> object:
    """Give what JSON text holds, through several layers of it; anything else as it is."""
    for _ in range(LAYERS):
        if not isinstance(value, str) or not value or value.lstrip()[:1] not in ("{", "[", '"'):
            break
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            break
    return value


def text(value: object) -> str:
    """Give a value as text: a {value, localizedValue} object by its value, nothing and NaN as ""."""
    if isinstance(value, str):
        return value if value.isascii() else _sound(value)
    if value is None:
        return ""
    if isinstance(value, dict):
        named = fields(value)
        return text(named.get("value") or named.get("localizedvalue"))
    if isinstance(value, list | bool) or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return ""
    return str(value)


def localized(value: object) -> str:
    """Give the wording for people of a {value, localizedValue} object; "" for anything else."""
    return text(fields(value).get("localizedvalue")) if isinstance(value, dict) else ""


def whole(value: object) -> str:
    """Give a value as text in full: objects and lists as JSON."""
    if isinstance(value, dict | list):
        return as_json(value)
    return text(value)


def as_json(value: object) -> str:
    """Give a value as JSON text."""
    return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def first(row: Fields, *names: str) -> object:
    """Give the first of these fields that says anything, else None."""
    for name in names:
        value = row.get(name)
        if value is not None and value != "" and value == value:  # noqa: PLR0124 - NaN says nothing
            return value
    return None


def moment(value: object) -> datetime | None:
    """Give a time in UTC, None if there is none or it cannot be a row's.

    Read are ISO 8601 (no zone means UTC), the portal's forms (`4/28/2021, 2:43:23.123 PM`; without AM and PM, or
    with points, the day comes first) and Windows PowerShell's `/Date(1598000000000)/`.
    """
    if isinstance(value, datetime):
        found: datetime | None = value
    else:
        written = text(value).strip()
        found = (_iso(written) or _local(written) or _dotnet(written)) if written else None
    if found is None:
        return None
    try:
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        return None
    return found if EARLIEST <= found < LATEST else None


def _iso(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _local(written: str) -> datetime | None:
    found = _LOCAL.fullmatch(written.removesuffix(" UTC"))
    if found is None:
        return None
    one, mark, two, year, hour, minute, second, fraction, half = found.groups()
    month, day = (int(one), int(two)) if mark == "/" and half is not None else (int(two), int(one))
    if month > 12:  # noqa: PLR2004 - there are twelve; a British clock with am and pm
        month, day = day, month
    hours = int(hour) % 12 + (12 if half in ("p", "P") else 0) if half else int(hour)
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    try:
        return datetime(int(year), month, day, hours, int(minute), int(second or 0), micro, tzinfo=UTC)
    except ValueError:
        return None


def _dotnet(written: str) -> datetime | None:
    found = _DOTNET.fullmatch(written)
    try:
        return _EPOCH + timedelta(milliseconds=int(found[1])) if found else None
    except OverflowError:
        return None


def _sound(value: str) -> str:
    """Give text without lone surrogates, which no table and no terminal takes."""
    return value.encode("utf-8", "replace").decode("utf-8", "replace")

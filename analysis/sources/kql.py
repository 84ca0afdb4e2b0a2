"""Our KQL queries: loaded from files that also run when pasted into the portal, with parameters bound as literals.

A query begins with comment lines, then its parameters, one `let name = <default>;` a line. Azure Monitor has no query
parameters, so `bind` writes typed, escaped literals into those lines and touches nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal

Kind = Literal["string", "datetime", "timespan", "long", "list"]
Value = str | datetime | timedelta | int | Sequence[str]

_PARAMETER = re.compile(r"let (?P<name>[A-Za-z_]\w*) = (?P<default>.+);")
# What a default looks like; the first that fits says of which type the parameter is.
_KINDS: Final[Mapping[Kind, re.Pattern[str]]] = MappingProxyType(
    {
        "datetime": re.compile(r"datetime\([\d:.TZ-]+\)"),
        "timespan": re.compile(r"\d+[dhms]|timespan\([\d.:]+\)"),
        "long": re.compile(r"\d+"),
        "list": re.compile(r"dynamic\(\[.*\]\)"),
        "string": re.compile(r"'[^'\\]*'|\"[^\"\\]*\""),
    }
)
_READS = re.compile(r"(?:Log Analytics|Azure Resource Graph): \w+")
_COLUMN = re.compile(r"(\w+):(string|long|real|bool|datetime|timespan|dynamic)")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# What Kusto's lexer or somebody's terminal may take for an end of the line, or refuse.
_UNSAFE = re.compile('[\\\\"\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]')


class QueryError(ValueError):
    """A query file is not built as ours are, or is bound to names or types that it does not have."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query: what for, what it reads (`Log Analytics: AzureActivity`), its parameters, and its columns with types."""

    name: str
    purpose: str
    reads: str
    columns: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, Kind], ...]
    text: str

    def bind(self, **values: Value) -> str:
        """Give the text with every parameter in place of its default.

        Raises:
            QueryError: a parameter is missing or unknown, or a value is of another type.
        """
        kinds = dict(self.parameters)
        if strange := sorted(set(values) - set(kinds)):
            raise QueryError(f"the query {self.name} has no parameter {', '.join(strange)}")
        if missing := sorted(set(kinds) - set(values)):
            raise QueryError(f"the query {self.name} needs {', '.join(missing)}")
        lines = self.text.split("\n")
        for number, found in _parameter_lines(lines):
            name = found["name"]
            lines[number] = f"let {name} = {literal(values[name], kind=kinds[name])};"
        return "\n".join(lines)


@cache
def load(name: str) -> Query:
    """Give the query of this name from `analysis/queries`.

    Raises:
        FileNotFoundError: there is none.
        QueryError: its file lacks a part.
    """
    text = (files("analysis") / "queries" / f"{name}.kql").read_text(encoding="utf-8")
    return read(text, name=name)


def names() -> tuple[str, ...]:
    """Give the names of all queries, in alphabetical order."""
    found = (files("analysis") / "queries").iterdir()
    return tuple(sorted(path.name.removesuffix(".kql") for path in found if path.name.endswith(".kql")))


def read(text: str, *, name: str) -> Query:
    """Give the query that a file's text holds.

    Raises:
        QueryError: it does not begin with purpose, what it reads and its columns, or a default is of no known type.
    """
    lines = text.split("\n")
    header = [line.removeprefix("// ") for line in lines[: _after_header(lines)]]
    at = next((number for number, line in enumerate(header) if _READS.fullmatch(line)), 0)
    columns = tuple(_COLUMN.findall(" ".join(header[at + 1 :])))
    if not at or not columns:
        raise QueryError(f"the query {name} does not begin with its purpose, what it reads and its columns")
    parameters = tuple((found["name"], _kind(found["default"], query=name)) for _, found in _parameter_lines(lines))
    return Query(name, " ".join(header[:at]), header[at], columns, parameters, text)


def literal(value: Value, *, kind: Kind) -> str:
    r"""Give a value as a KQL literal that nothing in it can leave.

    >>> print(literal("web\" | where 1==1\n", kind="string"))
    "web\" | where 1==1\n"

    Raises:
        QueryError: the value is not of this kind, or is a time without a zone.
    """
    match kind, value:
        case "string", str():
            return _string(value)
        case "datetime", datetime() if value.tzinfo is not None:
            return f"datetime({value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ})"
        case "timespan", timedelta() if value >= timedelta(0):
            return f"timespan({_timespan(value)})"
        case "long", int() if not isinstance(value, bool):
            return f"long({value})"
        case "list", Sequence() if not isinstance(value, str) and all(isinstance(each, str) for each in value):
            return f"dynamic([{', '.join(_string(str(each)) for each in value)}])"
    raise QueryError(f"{type(value).__name__} is no {kind} for a query")


def _string(text: str) -> str:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return f'"{_UNSAFE.sub(_escape, whole)}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}"


def _timespan(value: timedelta) -> str:
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{value.days}.{hours:02}:{minutes:02}:{seconds:02}.{value.microseconds:06}"


def _after_header(lines: Sequence[str]) -> int:
    return next((number for number, line in enumerate(lines) if not line.startswith("//")), len(lines))


def _parameter_lines(lines: Sequence[str]) -> list[tuple[int, re.Match[str]]]:
    """Give the lines right behind the header that set a parameter."""
    found = []
    for number in range(_after_header(lines), len(lines)):
        line = _PARAMETER.fullmatch(lines[number])
        if line is None:
            break
        found.append((number, line))
    return found


def _kind(default: str, *, query: str) -> Kind:
    for kind, form in _KINDS.items():
        if form.fullmatch(default):
            return kind
    raise QueryError(f"the query {query} has a default of no known type: {default}")

"""The rows in a document of any form: JSON, JSON lines, CSV, in any of the usual encodings."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import orjson

Record = Mapping[str, object]

_HOLDERS: Final = ("records", "value", "data")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COLUMNS: Final = ("timegenerated", "operationnamevalue", "operation name", "eventtimestamp", "operationname")
_WIDEST: Final = 64_000_000  # characters of one CSV field; rows of policy may hold long texts


@dataclass(slots=True)
class Document:
    """The rows of a document; `known` if it has the form of a log at all, `cut` if it ends in the middle of a row.

    `unreadable` counts lines that are no rows of any form.
    """

    records: list[Record] = field(default_factory=list)
    known: bool = False
    cut: bool = False
    unreadable: int = 0


def decoded_text(data: bytes) -> str:
    """Give the text of a file: by its byte order mark, UTF-16 without one by its zeros, else UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if len(data) > 1 and data[1] == 0:
        return data.decode("utf-16-le", "replace")
    return data.decode("utf-8", "replace")


def read_document(data: bytes) -> Document:
    """Give the rows in the bytes of one file; one that is no log gives a document that is not known."""
    written = decoded_text(data).strip("\ufeff\x00 \t\r\n")
    if written[:1] in ("{", "["):
        return _json(written)
    return _csv(written)


def unwrapped(value: object) -> Iterator[Record]:
    """Give the rows inside what an API or a hub wraps them in; an object that wraps nothing is a row."""
    if isinstance(value, list):
        for one in value:
            yield from unwrapped(one)
    elif isinstance(value, dict):
        held = next((value[name] for name in _HOLDERS if isinstance(value.get(name), list)), None)
        if held is not None:
            yield from unwrapped(held)
        elif isinstance(value.get("tables"), list):
            yield from _tables(value["tables"])
        else:
            yield value


def _tables(tables: list[object]) -> Iterator[Record]:
    """Give the rows of a Log Analytics answer."""
    for table in tables:
        if not isinstance(table, dict):
            continue
        columns, rows = table.get("columns"), table.get("rows")
        names = [str(one.get("name")) for one in columns or () if isinstance(one, dict)]
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, list):
                yield dict(zip(names, row, strict=False))


def _json(written: str) -> Document:
    try:
        return Document(list(unwrapped(orjson.loads(written.encode("utf-8", "replace")))), known=True)
    except orjson.JSONDecodeError:
        pass
    lines = _lines(written)
    return lines if lines.records else _salvaged(written)


def _lines(written: str) -> Document:
    """Give the rows of JSON lines."""
    found = Document(known=True)
    lines = [line for line in written.split("\n") if line.strip()]
    for number, line in enumerate(lines, 1):
        try:
            value = orjson.loads(line)
        except orjson.JSONDecodeError:
            last = number == len(lines) and line.lstrip().startswith("{")
            found.cut, found.unreadable = last, found.unreadable + (not last)
            continue
        found.records += unwrapped(value)
        found.unreadable += not isinstance(value, dict | list)
    return found


def _salvaged(written: str) -> Document:
    """Give the whole rows of a JSON document that is cut: each object of its first list, as far as they go."""
    found = Document(known=True, cut=True)
    decoder = json.JSONDecoder()
    at = written.find("[") + 1
    while 0 < at < len(written):
        while at < len(written) and written[at] in ", \t\r\n":
            at += 1
        try:
            value, at = decoder.raw_decode(written, at)
        except (ValueError, RecursionError):
            break
        found.records += unwrapped(value)
    found.known = bool(found.records) or at > 0
    return found


def _csv(written: str) -> Document:
    """Give the rows of a CSV file, by the delimiter under which its header names a column of a log."""
    if written.startswith("#TYPE"):  # Export-Csv of Windows PowerShell
        written = written.partition("\n")[2]
    header = written.partition("\n")[0].lower()
    delimiter = max(",;\t", key=header.count)
    names = [name.strip('"\r ').removesuffix(" [utc]") for name in header.split(delimiter)]
    if not any(name in _COLUMNS for name in names):
        return Document()
    return _table(written, delimiter)


def _split(written: str) -> Iterator[str]:
    """Give the lines with their ends, one at a time: a stream of text would hold it once more, four bytes a letter."""
    if written.count("\r") != written.count("\r\n"):  # old ends of lines, which only a stream knows
        yield from io.StringIO(written, newline="")
        return
    start = 0
    while start < len(written):
        end = written.find("\n", start) + 1 or len(written)
        yield written[start:end]
        start = end


def _table(written: str, delimiter: str) -> Document:
    found = Document(known=True)
    csv.field_size_limit(_WIDEST)
    rows = csv.reader(_split(written), delimiter=delimiter)
    names = [name.strip().removesuffix(" [UTC]") for name in next(rows)]
    short = 0
    try:
        for row in rows:
            if not row:
                continue
            short += bool(short)
            if len(row) < len(names):
                found.unreadable += 1
                short = 1
                continue
            found.records.append(dict(zip(names, row, strict=False)))
    except csv.Error:
        found.cut = True
    if short == 1:  # the last row is the short one
        found.cut, found.unreadable = True, found.unreadable - 1
    return found

"""How much of what people meet has a page: the codes of a list or a log, and those that no entry lists."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kb.text.chain import read_chains
from kb.text.cleaning import clean
from kb.text.labels import CODE_SHAPE, HTTP_STATUS
from kb.text.offsets import TracedText

IsKnown = Callable[[str], bool]

_LISTS = ("records", "value", "data")
_STATUS = re.compile(r"^[A-Za-z]\w{3,80}/[\w.-]+(?: [\w.-]+){0,5}$")
_ONE_WORD = re.compile(r"^(?:[A-Z]+[a-z0-9]+){2,14}$")
# A line like these goes on with the error that the line before it began.
_GOES_ON = re.compile(
    r"(?i)\s|[|│╷╵}\])]|(?:inner|exception|details?|caused by|message|status|target|additional ?info|code)\b"
)


# A list of codes may hold a line or two of something else; a log holds few lines that are a code alone.
_MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class Met:
    """The codes of a list or a log, each with how often it was met, and the lines that could not be read."""

    counts: Mapping[str, int]
    unread: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many codes have a page, and how often they were met; `missing` holds the others, most frequent first."""

    codes: int
    covered_codes: int
    occurrences: int
    covered_occurrences: int
    missing: tuple[tuple[str, int], ...]


def coverage(counts: Mapping[str, int], *, is_known: IsKnown) -> Coverage:
    """Give what part of these codes is known; two spellings of one code are one code, shown as it was met most."""
    met: dict[str, Counter[str]] = {}
    for code, count in counts.items():
        met.setdefault(code.lower(), Counter())[code] += count
    shown = {spellings.most_common(1)[0][0]: spellings.total() for spellings in met.values()}
    missing = {code: count for code, count in shown.items() if not is_known(code)}
    return Coverage(
        codes=len(shown),
        covered_codes=len(shown) - len(missing),
        occurrences=sum(shown.values()),
        covered_occurrences=sum(shown.values()) - sum(missing.values()),
        missing=tuple(sorted(missing.items(), key=lambda one: (-one[1], one[0].lower()))),
    )


def met_codes(text: str, *, is_known: IsKnown) -> Met:
    """Give the codes of a text: JSON lines or a JSON array, a list with one code a line, or any log.

    An object with a `code` counts as that code, as often as its `count` says; any other object, and any other text, is
    read for errors, and the innermost code of each counts. `is_known` says whether a code is known.
    """
    rows = _rows(text)
    if rows is not None:
        return _of_rows(rows, is_known=is_known)
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    codes = [line for _, line in lines if _is_code(line)]
    if len(codes) >= _MOSTLY * len(lines):
        return Met(Counter(codes), tuple(number for number, line in lines if not _is_code(line)))
    return Met(Counter(code for record in _records(text) for code in _innermost(record, is_known=is_known)))


def _rows(text: str) -> list[tuple[int, Any]] | None:
    """Give the values of JSON with the lines they stand in, None for one that cannot be read; None for no JSON."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    whole = _loaded(text)
    if isinstance(whole, dict):
        whole = next((whole[name] for name in _LISTS if isinstance(whole.get(name), list)), [whole])
    if isinstance(whole, list):
        return [(1, row) for row in whole]
    rows = [(number, _loaded(line)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    return rows if isinstance(rows[0][1], dict) else None


def _loaded(text: str) -> Any:  # noqa: ANN401 - JSON holds anything
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _of_rows(rows: Iterable[tuple[int, Any]], *, is_known: IsKnown) -> Met:
    counts: Counter[str] = Counter()
    unread = []
    for number, row in rows:
        if isinstance(row, str) and _is_code(row.strip()):
            counts[row.strip()] += 1
        elif not isinstance(row, dict):
            unread.append(number)
        elif (code := _own_code(row)) is not None:
            counts[code] += _count(row)
        else:
            counts.update(_of_log_row(row, is_known=is_known))
    return Met(counts, tuple(unread))


def _own_code(row: Mapping[str, Any]) -> str | None:
    code = row.get("code")
    code = str(code) if isinstance(code, int) and not isinstance(code, bool) else code
    return code.strip() if isinstance(code, str) and code.strip() else None


def _count(row: Mapping[str, Any]) -> int:
    count = row.get("count")
    return count if isinstance(count, int) and not isinstance(count, bool) and count > 0 else 1


def _of_log_row(row: Mapping[str, Any], *, is_known: IsKnown) -> list[str]:
    """Give the innermost codes of a row of a log; a row about health has its annotation's name in `details`."""
    found = _innermost(json.dumps(row, ensure_ascii=False), is_known=is_known)
    return found or [name for name in _details(row) if _ONE_WORD.match(name)]


def _details(value: object) -> Iterator[str]:
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            yield from (text for key, text in one.items() if key.lower() == "details" and isinstance(text, str))
            pending += one.values()
        elif isinstance(one, list):
            pending += one


def _innermost(text: str, *, is_known: IsKnown) -> list[str]:
    chains = read_chains(clean(TracedText(text)).text, is_known=is_known)
    return [chain[-1].code for chain in chains if not HTTP_STATUS.match(chain[-1].code)]


def _records(text: str) -> Iterator[str]:
    """Give the entries of a log: each line with those that go on with it."""
    record: list[str] = []
    for line in text.splitlines():
        if record and not (line and _GOES_ON.match(line)):
            yield "\n".join(record)
            record = []
        record.append(line)
    if record:
        yield "\n".join(record)


def _is_code(text: str) -> bool:
    return bool(CODE_SHAPE.match(text) or _STATUS.match(text))

"""What lines are searched for. RE2 compares without case and lets two threads search at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

import numpy as np
import re2

from analysis.sources.export_files.block import Block
from analysis.sources.export_files.fields import Field
from analysis.sources.export_files.lines import Choice, Search, hits
from analysis.sources.export_files.spans import are_usual

_MEMORY: Final = 256 << 20  # bytes for the states of a search; thousands of ids need some MB
_SHORT: Final = 4  # a name of fewer letters stands everywhere

# A search without case runs at some GB/s if all that it looks for begins alike, hence the common end of ResourceHealth
# and ServiceHealth, and `id": "` before ids of every sort. With case it runs three times as fast.
_HEALTH: Final = "cehealth"
_USUAL_HEALTH: Final = ("Health", "HEALTH")
_ESCAPED: Final = r"\\u00(?:2[dD]|3\d|[4-7])"  # a letter, a digit or a hyphen in another guise
_LOWER: Final = np.uint8(0x20)  # the bit that tells small letters from capitals
_FAIL: Final = np.frombuffer(b"fail", np.uint32)[0]


def for_name(name: str) -> Search:
    """Give the search for rows that hold the name of a machine anywhere, in any casing."""
    pattern = re.escape(name)
    short = rf"(?:machines|machinescalesets)\\?/{pattern}\b"
    return _compiled(pattern if len(name) >= _SHORT else short)


def for_health(*, usual: bool) -> tuple[Search, ...]:
    """Give the searches for rows of Resource Health and Service Health; in any casing unless it is the `usual`."""
    return tuple(_compiled(one, case=True) for one in _USUAL_HEALTH) if usual else (_compiled(_HEALTH),)


def for_ids(ids: Iterable[str], *, usual: bool) -> tuple[Search, ...]:
    """Give the searches for rows one of whose ids (correlation, resource …) is one of these or lies under one.

    Ids are found in any casing, their fields too unless that is the `usual`.
    """
    several = "|".join(re.escape(one).replace("/", r"\\?/") for one in sorted(ids))
    if not several:
        return ()
    return (_compiled(rf'{"Id" if usual else "id"}"\s*:\s*"(?i:{several})', case=usual),)


def for_times_beyond(oldest: datetime, newest: datetime) -> Search:
    """Give the search for rows that hold a time before the one or, to the second, not before the other."""
    early = _branches(oldest.strftime("%Y-%m-%dT%H:%M:%S"), down=True)
    late = newest.strftime("%Y-%m-%dT%H:%M:%S")
    return _compiled(rf'time(?:stamp|generated)?"\s*:\s*"(?:{"|".join([*early, *_branches(late, down=False), late])})')


def for_failures() -> Choice:
    """Give the search for rows whose status may be Failed or Failure; in any field unless rows are the usual ones."""
    return Choice(are_usual, _Failing(), _compiled(rf'"(?:\s|\\[nrt])*fail|{_ESCAPED}'))


class _Failing:
    """Rows whose status begins with fail in any casing, and those of which nothing can be told without parsing."""

    def __init__(self) -> None:
        self._status = Field("resultType")
        self._escaped = _compiled(_ESCAPED, case=True)

    def lines(self, block: Block) -> Iterator[bytes]:
        """Give the lines that may be rows of failures."""
        places = self._status.places(block.letters)
        words, texts = self._status.values(block.letters, places, _FAIL.itemsize)
        odd = ~texts | (words[:, 0] <= ord(" ")) | (words[:, 0] == ord("\\"))
        failing = (words | _LOWER).view(np.uint32).ravel() == _FAIL
        numbers = block.numbers(places)
        wanted = np.ones(len(block.stops), np.bool_)
        wanted[numbers] = False
        wanted[numbers[odd | failing]] = True
        yield from block.lines(np.flatnonzero(wanted))
        yield from hits(block.data, self._escaped)


def for_machines() -> Search:
    """Give the pattern of the ids of machines and what is under them."""
    return _compiled(r"""/subscriptions\\?/[^"\s',;]*machines(?:calesets)?\\?/[^"\s',;]*""")


def _branches(time: str, *, down: bool) -> list[str]:
    """Give patterns of the ISO times before (`down`) or after this one: equal up to a digit that is less or more."""
    made = []
    for at, digit in enumerate(time):
        if digit.isdigit() and digit != ("0" if down else "9"):
            span = f"[0-{int(digit) - 1}]" if down else f"[{int(digit) + 1}-9]"
            made.append(time[:at] + span)
    return made


def _compiled(pattern: str, *, case: bool = False) -> Search:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.case_sensitive = case
    options.log_errors = False
    return re2.compile(pattern.encode(errors="replace"), options)  # type: ignore[no-any-return] # the package has no types

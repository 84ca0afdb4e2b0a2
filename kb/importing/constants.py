"""Exit codes that source code defines: `ERR_SOMETHING=50 # what went wrong`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.importing.codes import code_of, fails
from kb.importing.finds import Find, Gap, Strength
from kb.importing.inline import plain, shortened

_FILE = re.compile(r"(?i)error|exit|exception|cse")
_SOURCE = re.compile(r"\.(?:sh|py|ps1|psm1|go)$")
_CONSTANT = re.compile(
    r"^\s*(?:export |readonly |local |const |\$(?:global:|script:)?)?(?P<name>[A-Za-z]\w{3,110})"
    r"\s*=\s*(?P<number>-?\d{1,6})\s*"
    r"(?:(?:#|//|;)\s*(?P<told>.*?))?\s*$"
)
_ABOVE = re.compile(r"^\s*(?:#|//)\s*(\S.*?)\s*$")
_NAMES_ERROR = re.compile(r"(?i)^err|_err|error|fail|exit")
_FEWEST = 3


def is_source(path: str) -> bool:
    """Say whether a file is source code and not a document."""
    return bool(_SOURCE.search(path.lower()))


def read_constants(path: str, text: str) -> list[Find | Gap]:
    """Give a find for each constant of a file that defines exit codes; other sources give nothing."""
    found = [find for find in _constants(path, text.split("\n")) if fails(find.codes[0])]
    telling = [find for find in found if _NAMES_ERROR.search(find.codes[0])]
    if len(found) >= _FEWEST and (_FILE.search(path) or len(telling) >= _FEWEST):
        return list(found)
    return []


def _constants(path: str, lines: list[str]) -> Iterator[Find]:
    for at, line in enumerate(lines):
        constant = _CONSTANT.match(line)
        code = code_of(constant["name"]) if constant else ""
        if not constant or not code:
            continue
        above = _ABOVE.match(lines[at - 1]) if at else None
        told = plain(constant["told"] or (above[1] if above else ""))
        said = told or f"The source names exit code {constant['number']} so, and says no more."
        yield Find(
            codes=(code,),
            path=path,
            line=at + 1,
            strength=Strength.PART,
            title=shortened(told or f"Exit code {constant['number']}", most=110),
            meaning=said,
            exit_codes=(constant["number"],),
        )

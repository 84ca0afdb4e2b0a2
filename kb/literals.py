"""What any text must hold for a pattern to fit it, so that most patterns need not be tried or even compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

Clause = tuple[str, ...]
"""Texts in lower case of which one stands in any text (in lower case) that a pattern fits."""

LEAST: Final = 4
_TOKEN: Final = re.compile(
    r"(?P<flags>\(\?[a-zA-Z]+\))"
    r"|(?P<open>\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?)|(?P<close>\))|(?P<either>\|)"
    r"|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\]|\\[dDsSwWbBAz]|[.^$])"
    r"|\\(?P<sign>[^\w\s])|(?P<repeat>[+*?]|\{\d*,?\d*\})|(?P<char>[^\\])"
)
# A literal sign, or an escaped one.
_PLAIN: Final = re.compile(r"(\(\?i\))?((?:[^\\.^$|?*+()\[\]{}]|\\[^\w\s])+)")


@dataclass(slots=True)
class _Branch:
    """One alternative: the text that is being read, and what any text it fits must hold."""

    run: str = ""
    clauses: list[Clause] = field(default_factory=list)

    def end_run(self) -> None:
        if self.run.strip():
            self.clauses.append((self.run,))
        self.run = ""


def clauses(pattern: str) -> tuple[Clause, ...]:
    """Give what a text must hold for a pattern of RE2 to fit it, the surest first: one text of each clause.

    () means that nothing is sure.

    >>> clauses(r"(?i)approved .{0,40} (?:cores|vCPU) quota")
    (('approved ',), ('cores', 'vcpu'), (' quota',))
    >>> clauses("(?i)disk full|no space left")
    (('disk full', 'no space left'),)
    """
    groups = [[_Branch()]]
    at = 0
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token is None or token[0].startswith("[[:"):
            return ()
        at = token.end()
        _read(groups, token, pattern)
    return tuple(sorted(_all_of(groups[0]), key=_telling)) if len(groups) == 1 else ()


def plain(pattern: str) -> tuple[str, bool] | None:
    r"""Give the text that a pattern without any wildcard is, and whether its casing does not matter.

    >>> plain(r"(?i)Disk \(full\)"), plain("disks?")
    (('Disk (full)', True), None)
    """
    found = _PLAIN.fullmatch(pattern)
    return (re.sub(r"\\(.)", r"\1", found[2]), found[1] is not None) if found else None


def _read(groups: list[list[_Branch]], token: re.Match[str], pattern: str) -> None:
    branch = groups[-1][-1]
    optional = _is_optional(pattern, token.end())
    if token["open"]:
        branch.end_run()
        groups.append([_Branch()])
    elif token["close"] and len(groups) > 1:
        inside = _all_of(groups.pop())
        groups[-1][-1].clauses += () if optional else inside
    elif token["either"]:
        groups[-1].append(_Branch())
        branch.end_run()
    elif (letter := token["char"] or token["sign"]) and not optional:
        branch.run += letter.lower()
    elif not token["flags"]:
        branch.end_run()


def _is_optional(pattern: str, at: int) -> bool:
    """Say whether what ends here may be left out: it is followed by ?, * or {0,…}; other counts are left out too."""
    return pattern[at : at + 1] in {"?", "*", "{"}


def _all_of(branches: Sequence[_Branch]) -> list[Clause]:
    """Give what must be there whichever of the branches fits."""
    for branch in branches:
        branch.end_run()
    if len(branches) == 1:
        return branches[0].clauses
    best = [min(branch.clauses, key=_telling, default=None) for branch in branches]
    known = [clause for clause in best if clause is not None]
    return [_joined(known)] if len(known) == len(best) else []


def _joined(parts: Iterable[Clause]) -> Clause:
    return tuple(dict.fromkeys(text for clause in parts for text in clause))


def _telling(clause: Clause) -> tuple[int, int]:
    """Give the order of clauses: those whose shortest text is long come first, then those with few texts."""
    return -min(map(len, clause)), len(clause)

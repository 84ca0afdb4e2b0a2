"""What in a timeline is routine: what automations do again and again, and never failed at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from bot.usecases.answers import Happening

_OFTEN: Final = 3
_QUIET: Final = frozenset({"succeeded", "available"})


def folded(lines: Sequence[Happening]) -> tuple[tuple[Happening, ...], tuple[tuple[str, int], ...]]:
    """Give the lines that are worth a line, and for the rest what was done and how often, by name."""
    failed = {_doing(one) for one in lines if one.outcome != "succeeded" or one.by != "automation"}
    counts = Counter(_doing(one) for one in lines)
    routine = {doing for doing, count in counts.items() if count >= _OFTEN and doing not in failed}
    told = tuple(one for one in lines if _doing(one) not in routine)
    return told, tuple((label, counts[label, who]) for label, who in sorted(routine))


def gathered(lines: Sequence[Happening]) -> tuple[tuple[Happening, int, Happening], ...]:
    """Give the lines with what went alike again and again as one: the last time, how often, and the first time.

    What people did well, and how the machine was, stays apart: each time may matter.
    """
    alike: defaultdict[tuple[str, ...], list[Happening]] = defaultdict(list)
    for one in lines:
        alike[_alike(one)].append(one)
    told = []
    for one in lines:
        same = alike[_alike(one)]
        apart = one.kind != "operation" or (one.outcome in _QUIET and one.by != "automation")
        if apart or len(same) < _OFTEN:
            told.append((one, 1, one))
        elif one is same[-1]:
            told.append((one, len(same), same[0]))
    return tuple(told)


def worth_most(lines: Sequence[Happening], most: int) -> tuple[Happening, ...]:
    """Give up to `most` lines in their order: what failed or was done by people first, then what is latest."""

    def rank(number: int) -> tuple[int, int]:
        one = lines[number]
        return (one.outcome in _QUIET) + (one.by in {"automation", "unknown"}), -number

    chosen = sorted(sorted(range(len(lines)), key=rank)[:most])
    return tuple(lines[number] for number in chosen)


def _alike(one: Happening) -> tuple[str, ...]:
    return one.kind, one.label, one.code, one.outcome, one.by, one.who


def _doing(one: Happening) -> tuple[str, str]:
    return one.label, one.who

"""What in a timeline is routine: what automations do again and again, and never failed at."""

from __future__ import annotations

from collections import Counter
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


def worth_most(lines: Sequence[Happening], most: int) -> tuple[Happening, ...]:
    """Give up to `most` lines in their order: what failed or was done by people first, then what is latest."""

    def rank(number: int) -> tuple[int, int]:
        one = lines[number]
        return (one.outcome in _QUIET) + (one.by in {"automation", "unknown"}), -number

    chosen = sorted(sorted(range(len(lines)), key=rank)[:most])
    return tuple(lines[number] for number in chosen)


def _doing(one: Happening) -> tuple[str, str]:
    return one.label, one.who

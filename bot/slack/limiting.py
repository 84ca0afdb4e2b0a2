"""How fast one person may ask: a bucket of tokens each, filled again little by little."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Literal

Verdict = Literal["yes", "no", "still no"]
_MOST_PEOPLE = 10_000


class Limiter:
    """Lets each person ask `most` questions at once, and as many again over every minute; 0 is no limit."""

    def __init__(self, most: int, *, seconds: Callable[[], float] = monotonic) -> None:
        """Start with full buckets."""
        self._most = most
        self._seconds = seconds
        # The person who asked last stands at the end: tokens, when they were counted, whether a refusal was told.
        self._buckets: OrderedDict[str, tuple[float, float, bool]] = OrderedDict()

    def ask(self, person: str) -> Verdict:
        """Say whether a person may ask now, and if not, whether they were told so before."""
        if not self._most:
            return "yes"
        now = self._seconds()
        tokens, counted, told = self._buckets.pop(person, (float(self._most), now, False))
        tokens = min(self._most, tokens + (now - counted) * self._most / 60)
        if len(self._buckets) >= _MOST_PEOPLE:
            self._buckets.popitem(last=False)
        self._buckets[person] = (tokens - 1, now, False) if tokens >= 1 else (tokens, now, True)
        if tokens >= 1:
            return "yes"
        return "still no" if told else "no"

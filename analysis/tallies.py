"""Failures that are alike, counted: by us from single ones, or by a log that is too large to give them one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from analysis.failures import Failure
from analysis.window import Window


@dataclass(frozen=True, slots=True)
class Stretch:
    """Failed operations of one day: when the first and the last of them began (UTC), and how many there were.

    `occasion` is what they share with other failures of one cause, "" if each of them is an occasion of its own.
    `deployment` is the correlation id of the deployment they belong to, "" if it is none or not told.
    """

    first: datetime
    last: datetime
    operations: int
    occasion: str = ""
    deployment: str = ""


@dataclass(frozen=True, slots=True)
class FailureTally:
    """Failures with one template, code, detail, operation, resource type, group and subscription.

    `example` is one of them: the first of the window, else the last there was. `hits` are resources that failed in the
    window, each with how often, in the best spelling seen; `more_resources` is how many there are beside them.
    `speaker` is the message by which they are clustered, "" for the example's own.
    """

    example: Failure
    stretches: tuple[Stretch, ...]
    hits: tuple[tuple[str, int], ...]
    more_resources: int = 0
    speaker: str = ""

    @property
    def message(self) -> str:
        """The message by which they are clustered."""
        return self.speaker or self.example.message

    @property
    def operations(self) -> int:
        """Failed operations of any time."""
        return sum(one.operations for one in self.stretches)

    def within(self, window: Window) -> tuple[Stretch, ...]:
        """Give what began in the window."""
        return tuple(one for one in self.stretches if one.first in window)


def counted(failures: Iterable[Failure], window: Window) -> list[FailureTally]:
    """Give each failure as a tally of one."""
    return [
        FailureTally(
            one,
            (Stretch(one.time, one.time, 1, one.occasion, one.deployment),),
            ((one.resource, 1),) if one.time in window else (),
        )
        for one in failures
    ]

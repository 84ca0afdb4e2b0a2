"""What a source of logs gives: rows with what is missing among them, and resources by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from analysis.gaps import Gap

if TYPE_CHECKING:
    import pandas as pd

    from analysis.filters import Filter
    from analysis.tallies import FailureTally


@dataclass(frozen=True, slots=True, eq=False)
class Excerpt:
    """Rows as a canonical event table (`analysis.events`), oldest first and without duplicates.

    `oldest` and `newest` are the times of the first and last row that the source holds at all (UTC), None if it is
    empty or does not say.
    """

    events: pd.DataFrame
    gaps: tuple[Gap, ...]
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """Resources that bear a name, as resource ids, and names like it, most alike first, if there are none.

    `gaps` are what could not be read while looking.
    """

    resources: tuple[str, ...]
    near: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Failures:
    """Every row of each operation that failed at least once, with what a report says of all others.

    `events` reach back as far as the source does, up to the end of the window: what is new is only known by all that
    was before. `operations` counts the distinct operations with a row in the window, whatever came of them. `tallies`
    are failures that the source counted itself because there are too many to give; they are not in `events`, and have
    passed the filters in `passed`. `silent` counts rows of failures without code and message, None if the source does
    not.
    """

    events: pd.DataFrame
    gaps: tuple[Gap, ...]
    oldest: datetime | None
    newest: datetime | None
    operations: int
    tallies: tuple[FailureTally, ...] = ()
    passed: tuple[Filter, ...] = ()
    silent: int | None = None

"""A machine's rows and those of what belongs to it, found step by step: rows name parts, and parts have rows too."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from analysis import events
from analysis.related import Related, related
from analysis.resource_id import parse
from analysis.sources.azure_calls import Budget
from analysis.sources.log_analytics.everywhere import Everywhere, Table, Values
from analysis.window import Window

_PASSES: Final = 3  # rows about a machine name parts, rows about those name others
_IDS_AT_ONCE: Final = 1000  # a query of some 150 kB

Ids = frozenset[str]


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look: in the window for any rows, and within reach for those that name parts of a machine.

    A machine is made once and asked about later: what its disks are may stand months before the window.
    """

    everywhere: Everywhere
    window: Window
    reach: Window
    budget: Budget

    def about(self, machine: str) -> tuple[Table, Related]:
        """Give the rows that may tell about a machine (key), and what is tied to it.

        Raises:
            SourceError: no workspace answers.
        """
        own: Values = {"machine": machine, "above": _scale_set(machine)}
        fetched = [self.everywhere.rows("machine_rows", self.window, budget=self.budget, values=own)]
        tied = _tied_to(machine, fetched)
        resources: Ids = frozenset()
        correlations: Ids = frozenset()
        for _ in range(_PASSES):
            fetched += self._tied(tied.resources - resources, tied.correlations - correlations)
            resources, correlations = resources | tied.resources, correlations | tied.correlations
            tied = _tied_to(machine, fetched)
            if tied.resources <= resources and tied.correlations <= correlations:
                break
        return _joined(fetched), tied

    def _tied(self, resources: Ids, correlations: Ids) -> list[Table]:
        """Give the rows of these resources and correlations, and those that name parts of the resources."""
        portions = list(_portions(resources))
        queries: list[tuple[str, Window, Values]] = [
            ("named_parts", self.reach, {"resources": ids}) for ids in portions
        ]
        for ids, shared in zip_longest(portions, _portions(correlations), fillvalue=()):
            queries.append(("related_rows", self.window, {"resources": ids, "correlations": shared}))
        with ThreadPoolExecutor() as pool:
            return list(pool.map(self._rows, queries))

    def _rows(self, query: tuple[str, Window, Values]) -> Table:
        name, span, values = query
        return self.everywhere.rows(name, span, budget=self.budget, values=values, needed=False)


def _tied_to(machine: str, fetched: Iterable[Table]) -> Related:
    table, _ = _joined(fetched)
    return Related(machine, frozenset({machine}), frozenset()) if table.empty else related(table, machine)


def _joined(fetched: Iterable[Table]) -> Table:
    tables = list(fetched)
    return events.joined(table for table, _ in tables), tuple(gap for _, gaps in tables for gap in gaps)


def _portions(ids: Iterable[str]) -> list[tuple[str, ...]]:
    """Give ids in portions that fit into a query."""
    ordered = sorted(ids)
    return [tuple(ordered[at : at + _IDS_AT_ONCE]) for at in range(0, len(ordered), _IDS_AT_ONCE)]


def _scale_set(machine: str) -> str:
    """Give the scale set of an instance, "" for any other machine."""
    before, found, _ = machine.rpartition("/virtualmachines/")
    return before if found and parse(before).type.endswith("/virtualmachinescalesets") else ""

"""Failures that the workspaces count themselves, as tallies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from analysis.failures import Failure, failures
from analysis.gaps import Gap
from analysis.operation import OperationKey
from analysis.operations import operations
from analysis.resource_id import parse
from analysis.sources import SourceError
from analysis.sources.azure_calls import Budget
from analysis.sources.log_analytics.connection import Result
from analysis.sources.log_analytics.everywhere import Everywhere, Parts, Values
from analysis.sources.log_analytics.tables import events_of
from analysis.tallies import FailureTally, Stretch
from analysis.trends import BASELINE
from analysis.window import Window

_QUERY: Final = "failure_tallies"
_FIRST_OF_WINDOW: Final = 10**12  # outweighs any count
_SUM: Final = "| summarize operations = sum(operations), recent = sum(recent)\n"
_PROPERTIES: Final = ("statusMessage", "responseBody", "statusCode", "policies", "message")

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tallied:
    """Tallies, those of the window first, then by frequency, and what is missing among them."""

    tallies: tuple[FailureTally, ...] = ()
    gaps: tuple[Gap, ...] = ()


def tallied(everywhere: Everywhere, whole: Window, window: Window, *, budget: Budget) -> Tallied:
    """Give the failures within `whole`, which ends with the window, as the workspaces count them.

    Where that is too much for them, only the window and the weeks that it is compared with are counted, which is a gap.

    Raises:
        SourceError: no workspace answers.
    """
    compared = Window(max(whole.start, window.start - BASELINE), whole.end)
    try:
        return _tallied(everywhere, whole, window, budget)
    except SourceError as error:
        if compared == whole:
            raise
        found = _tallied(everywhere, compared, window, budget)
        text = (
            f"Failures before {compared.start:%Y-%m-%d %H:%M} UTC were not counted, so what is called new may have been"
            f" there before: {error}"
        )
        return Tallied(found.tallies, (*found.gaps, Gap("too old", text)))


def _tallied(everywhere: Everywhere, whole: Window, window: Window, budget: Budget) -> Tallied:
    values: Values = {
        "since": window.start,
        "previous": window.start - (window.end - window.start),
        "baseline": window.start - BASELINE,
        "clock": window.start - window.start.replace(hour=0, minute=0, second=0, microsecond=0),
    }
    most = everywhere.limits.most_tallies
    found = everywhere.results(_QUERY, whole, budget=budget, values=values, then=_top(most + 1))
    records = {name: result.records()[:most] for name, result in found.parts}
    tallies = tuple(one for of in records.values() for one in _tallies(of))
    gaps = list(found.gaps)
    if any(len(result.rows) > most for _, result in found.parts):
        totals = everywhere.results(_QUERY, whole, budget=budget, values=values, then=_SUM)
        gaps += [*totals.gaps, _too_many(totals, tallies, window)]
    return Tallied(tallies, (*gaps, *_twice(records)))


def _top(most: int) -> str:
    weight = f"| extend weight = operations + iff(recent > 0, {_FIRST_OF_WINDOW}, 0)\n"
    return f"{weight}| top {most} by weight desc\n| project-away weight\n"


def _tallies(records: Sequence[Record]) -> Iterator[FailureTally]:
    examples = _examples(records)
    for place, record in enumerate(records):
        if (example := examples.get(place)) is None:
            continue
        hits = [hit.partition(" ") for hit in _listed(record["hits"])]
        yield FailureTally(
            example,
            tuple(_stretch(moment) for moment in _listed(record["moments"])),
            tuple(sorted((resource, int(count)) for count, _, resource in hits)),
            int(record["resources"]) - len(hits),
        )


def _listed(cell: object) -> list[str]:
    """Give the texts of a dynamic column, which comes as JSON text."""
    given = orjson.loads(cell) if isinstance(cell, str | bytes) and cell else cell
    return [str(one) for one in given] if isinstance(given, list) else []


def _stretch(moment: str) -> Stretch:
    operations, first, last, mark, occasion = moment.split(" ", 4)
    deployment = occasion if mark == "deployment" else ""
    return Stretch(_time(first), _time(last), int(operations), occasion, deployment)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _examples(records: Sequence[Record]) -> dict[int, Failure]:
    """Give the example of each record, by its place, as our own reader and our own operations give it.

    Examples of one correlation id would be taken for one family, and deletes of one machine for the platform's tries,
    so each is read under an id of its own, and those that were put together once more, apart.
    """
    found: dict[int, Failure] = {}
    waiting = list(range(len(records)))
    while waiting:
        events, _ = events_of(_row(place, records[place]) for place in waiting)
        read = {int(one.key.correlation): one for one in failures(operations(events))}
        found |= {place: _own(one, records[place]) for place, one in read.items()}
        left = [place for place in waiting if place not in read]
        waiting = left if len(left) < len(waiting) else []
    return found


def _row(place: int, record: Record) -> dict[str, Any]:
    """Give a row of AzureActivity with what tells why the example failed."""
    properties = {name: record[name] for name in _PROPERTIES if record[name]}
    columns = {name: value for name, value in record.items() if name[0].isupper() or name[0] == "_"}
    return columns | {"CorrelationId": str(place), "EventDataId": str(place), "Properties_d": properties}


def _own(failure: Failure, record: Record) -> Failure:
    correlation = str(record["CorrelationId"]).strip()
    key = OperationKey(correlation, failure.key.operation, failure.key.resource)
    deployment = correlation if record["from_deployment"] else ""
    started = _started(record["started"])
    return replace(failure, key=key, time=started, occasion=correlation, deployment=deployment)


def _started(value: object) -> datetime:
    return value.astimezone(UTC) if isinstance(value, datetime) else _time(str(value))


def _too_many(totals: Parts[Result], shown: Iterable[FailureTally], window: Window) -> Gap:
    sums = [record for _, result in totals.parts for record in result.records()]
    there = sum(int(record["operations"] or 0) for record in sums)
    recent = sum(int(record["recent"] or 0) for record in sums)
    given = list(shown)
    missing = max(0, there - sum(one.operations for one in given))
    missing_recent = max(0, recent - sum(part.operations for one in given for part in one.within(window)))
    text = (
        f"The workspace counted {there:,} failures of too many kinds: the rarest are not shown,"
        f" {_share(missing_recent, recent)} of the failures in the window and {_share(missing, there)} of all;"
        " ask for a shorter time or fewer subscriptions."
    )
    return Gap("too many", text, missing)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 0.0:.1f} %"


def _twice(records: Mapping[str, Iterable[Record]]) -> Iterator[Gap]:
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for workspace, of in records.items():
        for record in of:
            holders[parse(str(record["_ResourceId"])).subscription.lower()].add(workspace)
    twice = [one for one, workspaces in holders.items() if one and len(workspaces) > 1]
    if twice:
        text = (
            f"Failures of {len(twice)} subscription{'s' * (len(twice) > 1)} are in several workspaces: what is sent to"
            " two of them is counted twice, since the workspaces count and no rows are compared."
        )
        yield Gap("partial", text, len(twice))

"""Resource Health of resources and Service Health of Azure, out of the rows of a log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, cast

import pandas as pd

from analysis.annotations import annotation, meant
from analysis.events import validate
from analysis.spelling import spellings

_DOWN: Final = {"downtime reboot": "unavailable", "degraded": "degraded"}
_SECOND_SOURCE: Final = timedelta(minutes=2)  # an activity log and Resource Graph stamp one event apart
_ORDER: Final = ("resource_id", "time", "annotation", "health", "status", "message", "details", "event_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One change of a resource's health, or one annotation of it. Times are in UTC.

    `health` is available, unavailable, degraded or unknown. Where a row only has an annotation it is what that
    annotation does to the machine, unknown if nothing. `context`, `category` and `impact` are in lower case, those
    the row gives or else the ones that Azure documents for what it means; "" where nothing says.
    """

    time: datetime
    resource_id: str
    resource: str  # lower case
    health: str
    health_before: str
    cause: str  # platforminitiated | userinitiated | unknown | ""
    annotation: str  # as Azure spells it, or as given if it is none that we know; "" if there is none
    means: str  # the same in lower case, or the annotation that the row's words describe; "" if neither
    context: str
    category: str
    impact: str
    title: str
    details: str
    status: str  # active | updated | resolved | in progress | ""
    operation: str  # lower case; "" for health that did not come from an activity log
    correlation_id: str
    region: str
    caller: str
    event_id: str

    @property
    def down(self) -> bool:
        """Whether the machine cannot be reached or works badly after it."""
        return self.health in {"unavailable", "degraded"}

    @property
    def text(self) -> str:
        """What to match against known errors: the annotation, else what the row says."""
        return self.annotation or "\n".join(part for part in (self.title, self.details) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One notice about an incident."""

    time: datetime
    status: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A Service Health incident, maintenance or notice, joined by tracking id over its stages, oldest first.

    `ended` is the time of the notice that says it is resolved, None as long as there is none.
    """

    tracking_id: str
    operation: str  # lower case: microsoft.servicehealth/incident/action
    title: str
    services: tuple[str, ...]
    regions: tuple[str, ...]
    began: datetime
    ended: datetime | None
    stages: tuple[Stage, ...]

    @property
    def planned(self) -> bool:
        """Whether it is announced maintenance."""
        return "/maintenance/" in self.operation

    @property
    def disturbs(self) -> bool:
        """Whether it can hit a machine: an incident or maintenance, not a notice about something to do."""
        return self.planned or "/incident/" in self.operation


def transitions(events: pd.DataFrame) -> tuple[Transition, ...]:
    """Give the health transitions of a canonical event table by time, then resource; repeats of a state are left out.

    Raises:
        NotEventsError: the table is not a canonical event table.
    """
    kind, category = validate(events)["operation"], events["category"].str.lower()
    about = (category == "resourcehealth") | kind.str.startswith("microsoft.resourcehealth/")
    rows = events[about | (events["annotation"] != "") | (events["health"] != "")]
    ordered = rows.sort_values(list(_ORDER)).to_dict("records")
    spelt = spellings(events)
    found = (_transition(cast("Mapping[str, object]", row), spelt) for row in ordered)
    by_resource = groupby(found, key=lambda one: one.resource)
    news = [one for _, own in by_resource for one in _news(own)]
    return tuple(sorted(news, key=lambda one: (one.time, one.resource, one.annotation, one.health)))


def incidents(events: pd.DataFrame) -> tuple[Incident, ...]:
    """Give the Service Health incidents of a canonical event table, the first to begin first.

    Raises:
        NotEventsError: the table is not a canonical event table.
    """
    kind, category = validate(events)["operation"], events["category"].str.lower()
    rows = events[(category == "servicehealth") | kind.str.startswith("microsoft.servicehealth/")]
    rows = rows.sort_values(["time", "status", "message", "event_id"])
    names = rows["tracking_id"].where(rows["tracking_id"] != "", rows["correlation_id"])
    found = [_incident(name, own) for name, own in rows.groupby(names.where(names != "", rows["message"]), sort=False)]
    return tuple(sorted(found, key=lambda one: (one.began, one.tracking_id, one.title)))


def _transition(row: Mapping[str, object], spelt: Mapping[str, str]) -> Transition:
    said = {name: str(value) for name, value in row.items() if name not in {"time", "submitted"}}
    given = annotation(said["annotation"])
    known = given if said["annotation"] else meant(f"{said['message']} {said['details']}")
    impact = known.impact if known else said["impact"].lower()
    return Transition(
        time=cast("pd.Timestamp", row["time"]).to_pydatetime(),
        resource_id=spelt.get(said["resource_id"], said["resource_id"]),
        resource=said["resource_id"],
        health=said["health"].lower() or _DOWN.get(impact if given else "", "unknown"),
        health_before=said["health_before"].lower(),
        cause=said["health_cause"].lower().replace(" ", ""),
        annotation=given.name if given else said["annotation"],
        means=known.name.lower() if known else said["annotation"].lower(),
        context=said["annotation_context"].lower() or (known.context if known else ""),
        category=said["annotation_category"].lower() or (known.category if known else ""),
        impact=impact,
        title=said["message"],
        details=said["details"],
        status=said["status"],
        operation=said["operation"],
        correlation_id=said["correlation_id"],
        region=said["region"],
        caller=said["caller"],
        event_id=said["event_id"],
    )


def _news(own: Iterable[Transition]) -> Iterator[Transition]:
    """Give the transitions of one resource that say more than the one before: Azure repeats a state that lasts."""
    last: Transition | None = None
    for one in own:
        if last is None or not _repeats(last, one):
            yield one
        last = one


def _repeats(last: Transition, one: Transition) -> bool:
    """Tell whether a row says no more than the one before, or the same annotation out of a second source."""
    if one.annotation and one.annotation == last.annotation and one.time - last.time <= _SECOND_SOURCE:
        return True
    before = (last.health, last.annotation, last.cause, last.title, last.details)
    return before == (one.health, one.annotation, one.cause, one.title, one.details)


def _incident(name: object, rows: pd.DataFrame) -> Incident:
    stages = tuple(dict.fromkeys(_stage(cast("Mapping[str, object]", row)) for row in rows.to_dict("records")))
    resolved = [stage.time for stage in stages if stage.status == "resolved"]
    return Incident(
        tracking_id=next((text for text in rows["tracking_id"] if text), str(name)),
        operation=next(iter(rows["operation"])),
        title=next((stage.title for stage in reversed(stages) if stage.title), ""),
        services=_each(rows["service"]),
        regions=_each(rows["region"]),
        began=stages[0].time,
        ended=resolved[-1] if resolved and stages[-1].status == "resolved" else None,
        stages=stages,
    )


def _stage(row: Mapping[str, object]) -> Stage:
    return Stage(
        time=cast("pd.Timestamp", row["time"]).to_pydatetime(),
        status=str(row["status"]),
        title=str(row["message"]),
        text=str(row["details"]),
    )


def _each(column: pd.Series) -> tuple[str, ...]:
    return tuple(sorted({part.strip() for text in column for part in str(text).split(",") if part.strip()}))

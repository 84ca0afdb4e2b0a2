"""Is it Azure or us? Azure's own incidents at that time, and other machines that went down in the same minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from analysis.health import Incident, Transition
from analysis.machine import Machine
from analysis.resource_id import parse
from analysis.verdict.words import clock, stamp

TOGETHER: Final = timedelta(minutes=5)
FEWEST: Final = 3  # other machines
SHARE: Final = 0.5  # of the machines whose health changed in these minutes
_OWN: Final = frozenset({"customer initiated", "vm initiated"})
_BEFORE: Final = timedelta(minutes=30)  # an incident is often announced after it began
_OPEN: Final = timedelta(days=2)  # an incident whose end is not in the log
_MACHINES: Final = ("virtual machine", "scale set", "compute", "storage", "disk", "network", "multiple", "all")


def service_incidents(transition: Transition, machine: Machine, *, zone: tzinfo = UTC) -> tuple[str, ...]:
    """Give a sentence for each incident of Azure in the machine's region at the time of a change of its health."""
    regions = {transition.region} - {"", "global"} or machine.regions
    at = [one for one in machine.incidents if one.disturbs and _runs(one, transition.time) and _is_in(one, regions)]
    return tuple(_incident(one, zone) for one in at if _concerns(one.services))


def hit_together(transition: Transition, machine: Machine, *, zone: tzinfo = UTC) -> tuple[str, ...]:
    """Give a sentence about other machines that went down at the same time, not asked to, if they are many.

    Many are at least three, and half of all machines whose health changed in those minutes in that region.
    """
    since, until = transition.time - TOGETHER, transition.time + TOGETHER
    near = [one for one in machine.others if since <= one.time <= until and _same_place(one, transition)]
    changed = {one.resource for one in near}
    down = {one.resource for one in near if one.down and one.cause != "userinitiated" and one.context not in _OWN}
    if len(down) < FEWEST or len(down) < SHARE * len(changed):
        return ()
    names = sorted(parse(one).name for one in down)
    shown = ", ".join(names[:FEWEST]) + (" and others" if len(names) > FEWEST else "")
    place = f" in {transition.region}" if transition.region not in {"", "global"} else ""
    span = f"{stamp(since, zone)} to {clock(until, zone)}"
    what = f"{len(names)} other machines{place} went down too without a request ({shown})"
    return (f"{span}: {what}, which speaks for Azure.",)


def _same_place(one: Transition, other: Transition) -> bool:
    """Tell whether two machines are in one region, as far as the rows say."""
    regions = {one.region, other.region} - {"", "global"}
    return len(regions) <= 1


def _runs(incident: Incident, moment: datetime) -> bool:
    end = incident.ended or incident.stages[-1].time + _OPEN
    return incident.began - _BEFORE <= moment <= end


def _is_in(incident: Incident, regions: Iterable[str]) -> bool:
    here, there = set(regions), {one.replace(" ", "").lower() for one in incident.regions} - {"global"}
    return not here or not there or bool(here & there)


def _concerns(services: tuple[str, ...]) -> bool:
    return not services or any(word in service.lower() for service in services for word in _MACHINES)


def _incident(incident: Incident, zone: tzinfo) -> str:
    kind = "planned maintenance" if incident.planned else "an incident"
    of = ", ".join(incident.services) or "a service"
    where = ", ".join(one for one in incident.regions if one != "global")
    end = f"until {stamp(incident.ended, zone)}" if incident.ended else "with no end in the log"
    return (
        f"{stamp(incident.began, zone)}: Service Health reports {kind} of {of}{f' in {where}' if where else ''} "
        f"({incident.tracking_id}), {end}."
    )

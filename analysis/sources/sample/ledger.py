"""Where the sample's rows are written down: operations with their row patterns, health changes, and what is true."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, TypedDict

from analysis.sources.sample.acts import Act, Trouble
from analysis.sources.sample.annotations import ANNOTATIONS
from analysis.sources.sample.chance import guid
from analysis.sources.sample.fleet import Machine
from analysis.sources.sample.people import TENANT, By
from analysis.sources.sample.rows import Row, Status
from analysis.sources.sample.truth import Failed, Incident, Planted
from analysis.sources.sample.wordings import WORDINGS, http_name

_OUTCOMES: Final = {"Success": "succeeded", "Failure": "failed", "Cancel": "canceled", "": "no final status"}
_NOTHING: Final[Mapping[str, object]] = {}


class Marks(TypedDict):
    """What tells that an operation was planted."""

    incident: str
    machine: str


class Ledger:
    """Takes down what happens; `rows` are in the order of writing, not of time."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.planted: list[Planted] = []
        self.incidents: list[Incident] = []
        self.failed: list[Failed] = []

    def act(self, at: datetime, act: Act, *, incident: str = "", machine: str = "") -> datetime:
        """Write the rows of an operation that starts at this time, and give the time of its last row."""
        correlation = act.correlation or guid(act.name, act.resource, at)
        why = WORDINGS[act.why.key] if act.why else None
        self._row(at, act, correlation, "Start", 0, _NOTHING)
        if act.accepted and not (why and why.prompt):
            self._row(at + timedelta(milliseconds=1337), act, correlation, "Accept", 202, {"statusCode": "Accepted"})
        for number, (after, reason) in enumerate(act.again):
            tried = at + timedelta(seconds=after)
            self._row(tried, act, correlation, "Failure", WORDINGS[reason.key].http, _failure(reason), number)
            retried = tried + timedelta(seconds=9, milliseconds=number)
            self._row(retried, act, correlation, "Start", 0, _NOTHING, number + 1)
        end = at + (timedelta(milliseconds=640) if why and why.prompt else act.takes)
        self._end(end, act, correlation)
        outcome = _OUTCOMES[act.ends]
        code = why.said if why else ""
        cluster = act.why.key if act.why else ""
        if act.ends == "Failure":
            self.failed.append(Failed(at, cluster, code, act.resource, act.name, correlation, act.counted))
        if incident:
            by = act.by or ("guest" if why and why.inside else act.actor.by)
            fact = (act.name, by, act.actor.by, outcome, code, cluster, correlation, len(act.again) + 1)
            self.planted.append(Planted(incident, "operation", act.resource, machine, at, *fact))
        return end

    def _end(self, end: datetime, act: Act, correlation: str) -> None:
        if act.ends == "Failure" and act.why:
            said = _failure(act.why) | ({"statusCode": "Conflict", "statusMessage": act.whole} if act.whole else {})
            http = 409 if act.whole else WORDINGS[act.why.key].http
            self._row(end, act, correlation, "Failure", http, said, 99)
        elif act.ends == "Cancel":
            self._row(end, act, correlation, "Cancel", 200, {"statusCode": "OK"})
        elif act.ends == "Success":
            http = 204 if act.name.endswith("/delete") else 201 if act.name.endswith("/write") else 200
            self._row(end, act, correlation, "Success", http, {"statusCode": http_name(http)})
            if act.name.endswith("/write") and correlation[2] == "7":
                later = end + timedelta(milliseconds=812)
                self._row(later, act, correlation, "Success", http, {"statusCode": http_name(http)}, 1)

    def _row(  # noqa: PLR0913, PLR0917 - a row has as many columns
        self,
        at: datetime,
        act: Act,
        correlation: str,
        status: Status,
        http: int,
        said: Mapping[str, object],
        number: int = 0,
    ) -> None:
        event = guid(correlation, act.name, act.resource, status, number)
        subscription = act.resource.split("/", 3)[2]
        properties: dict[str, object] = {
            "eventCategory": act.category,
            "entity": act.resource,
            "message": act.name,
            "hierarchy": f"{TENANT}/contoso/{subscription}",
            **act.extra,
            **said,
        }
        if status == "Start" and act.request:
            properties["requestbody"] = json.dumps(act.request, separators=(",", ":"))
        if http:
            properties["serviceRequestId"] = guid("request", event)
        level = "Error" if status == "Failure" else "Warning" if status == "Cancel" else "Informational"
        duration = 0 if status == "Start" else int(act.takes.total_seconds() * 1000)
        self.rows.append(
            Row(
                at,
                act.category,
                act.name,
                act.resource,
                status,
                correlation,
                guid("operation", correlation, act.name, act.resource),
                event,
                level,
                act.actor,
                http,
                duration,
                act.region,
                correlation[1] in "05b",
                properties,
            )
        )

    def health(  # noqa: PLR0913 - what a health row says
        self,
        at: datetime,
        machine: Machine,
        annotation: str,
        *,
        before: str = "Available",
        after: str = "Unavailable",
        status: Status = "Active",
        incident: str = "",
        by: By | None = None,
        resource: str = "",
    ) -> None:
        """Write a health row that carries an annotation."""
        known = ANNOTATIONS[annotation]
        said = {"title": known.title, "details": known.name, "cause": known.cause}
        target = resource or machine.id
        facts = {
            "annotationName": known.name,
            "context": known.context,
            "category": known.category,
            "impactType": known.impact,
            "reason": known.reason,
            "summary": known.title,
        }
        whose: By = by or ("platform" if known.cause == "PlatformInitiated" else "person")
        if known.context == "VM Initiated":
            whose = "guest"
        self._health(at, machine, target, status, (before, after), said, facts)
        if incident:
            self._planted_health(at, machine, target, known.name, whose, after, incident)

    def change(  # noqa: PLR0913 - what a health row says
        self,
        at: datetime,
        machine: Machine,
        *,
        after: str,
        before: str,
        cause: str,
        details: str | None = None,
        incident: str = "",
        by: By = "platform",
    ) -> None:
        """Write a health row without an annotation: only from what to what, and what the platform holds as cause."""
        status: Status = "Resolved" if after == "Available" else "Active"
        said = {"title": after, "details": details, "cause": cause}
        self._health(at, machine, machine.id, status, (before, after), said, None)
        if incident:
            self._planted_health(at, machine, machine.id, "", by, after, incident)

    def _planted_health(  # noqa: PLR0913, PLR0917 - what is true of a health row
        self, at: datetime, machine: Machine, target: str, name: str, by: By, after: str, incident: str
    ) -> None:
        correlation = guid("health", target, at)
        fact = (name, by, by, after.lower(), name, "", correlation, 1)
        self.planted.append(Planted(incident, "health", target, machine.name, at, *fact))

    def _health(  # noqa: PLR0913, PLR0917 - what a health row says
        self,
        at: datetime,
        machine: Machine,
        target: str,
        status: Status,
        states: tuple[str, str],
        said: Mapping[str, object],
        annotation: Mapping[str, str] | None,
    ) -> None:
        verb = {"Active": "Activated", "Resolved": "Resolved"}.get(status, status)
        correlation = guid("health", target, at)
        properties = {
            "title": said["title"],
            "details": said["details"],
            "currentHealthStatus": states[1],
            "previousHealthStatus": states[0],
            "type": "Downtime",
            "cause": said["cause"],
        }
        level = "Critical" if states[1] == "Unavailable" else "Informational"
        name = f"Microsoft.Resourcehealth/healthevent/{verb}/action"
        ids = (correlation, "", guid(correlation, name, status))
        self.rows.append(
            Row(
                at,
                "ResourceHealth",
                name,
                target,
                status,
                *ids,
                level,
                None,
                0,
                0,
                machine.region,
                False,  # noqa: FBT003 - health rows have one vocabulary
                properties,
                annotation,
            )
        )

    def incident(self, story: Incident) -> None:
        """Take down that a story was planted."""
        self.incidents.append(story)


def _failure(why: Trouble) -> dict[str, object]:
    wording = WORDINGS[why.key]
    return {"statusCode": http_name(wording.http), "statusMessage": wording.status_message(**why.names)}

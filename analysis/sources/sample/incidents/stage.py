"""What every incident needs: where to write, who exists, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from analysis.sources.sample.acts import Act, Trouble
from analysis.sources.sample.chance import Chance
from analysis.sources.sample.fleet import Fleet, Machine
from analysis.sources.sample.ledger import Ledger
from analysis.sources.sample.people import Actor, By
from analysis.sources.sample.period import Period
from analysis.sources.sample.places import places
from analysis.sources.sample.rhythm import WRITE, wanted
from analysis.sources.sample.truth import Incident

_NONE: Final[Mapping[str, object]] = {}


@dataclass(frozen=True, slots=True)
class Stage:
    """Where incidents are played: times are days before the end of the sample, 1 is its last day."""

    ledger: Ledger
    fleet: Fleet
    period: Period

    def tell(  # noqa: PLR0913, PLR0917 - a story has as many parts
        self, name: str, title: str, machines: Sequence[Machine], start: datetime, minutes: float, by: By
    ) -> str:
        """Take down the story and give its id."""
        names = tuple(machine.name for machine in machines)
        self.ledger.incident(Incident(name, title, names, start, start + timedelta(minutes=minutes), by))
        return name

    def why(
        self, key: str, machine: Machine, act: Mapping[str, str], actor: Actor, names: Mapping[str, object]
    ) -> Trouble:
        """Give the trouble of this wording for a machine; `act` names operation, resource and extension."""
        chance = Chance("incident", self.period.seed, key, machine.id)
        known = places(machine, chance, actor, act.get("under", ""), act.get("operation", ""), act.get("resource", ""))
        return Trouble(key, {**known, **names})

    def fails(  # noqa: PLR0913, PLR0917 - what fails, where, when, whose and why
        self,
        at: datetime,
        machine: Machine,
        operation: str,
        actor: Actor,
        key: str,
        incident: str,
        *,
        resource: str = "",
        under: str = "",
        takes: float = 60,
        correlation: str = "",
        by: By | None = None,
        names: Mapping[str, object] = _NONE,
    ) -> Act:
        """Write one operation on a machine that fails for this reason."""
        target = resource or (machine.extension(under) if under else machine.id)
        about = {"operation": operation, "resource": target, "under": under}
        act = Act(
            operation,
            target,
            actor,
            machine.region,
            timedelta(seconds=takes),
            ends="Failure",
            why=self.why(key, machine, about, actor, names),
            correlation=correlation,
            by=by,
            request=wanted(machine) if operation == WRITE else {},
        )
        self.ledger.act(at, act, incident=incident, machine=machine.name)
        return act

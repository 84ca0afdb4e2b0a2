"""The verdict on a machine and a span of time: what explains its last outage or failure.

The rule, first that holds:

1. The machine is down at the end. What took it down explains it, unless a try to bring it back failed later: then that
   failure does.
2. It was down or disturbed without anybody asking for it (platform, guest, or nobody knows). The last such time.
3. Operations on it or its parts failed. The last of them.
4. Somebody stopped, restarted or moved it. The last such request.
5. Somebody started, resized or scaled it, a policy changed it, an operation was called off or came through only after
   several tries. The last of these.
6. Otherwise nothing happened to it, and the verdict is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from itertools import takewhile

from analysis.health import Transition
from analysis.machine import Machine
from analysis.verdict.moments import Moment, moments
from analysis.verdict.neighbours import hit_together, service_incidents
from analysis.verdict.requests import ECHO, interrupts
from analysis.verdict.states import of_transition
from analysis.verdict.words import By

_MOST_ECHOES = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who or what did it, a sentence for each piece of evidence, what contradicts it, and when (UTC) it happened.

    `at` is None if nothing happened. `rule` names which part of the rule decided.
    """

    by: By
    why: tuple[str, ...]
    contradictions: tuple[str, ...] = ()
    at: datetime | None = None
    rule: str = "nothing happened"


def verdict(machine: Machine, *, zone: tzinfo = UTC) -> Verdict:
    """Give who or what explains the last outage or failure of a machine in what the log holds of it.

    Args:
        machine: the machine and what the log says of it.
        zone: the zone in which the sentences name times.
    """
    happened = moments(machine, zone=zone)
    last = (
        ("down at the end", _down(happened)),
        ("outage that nobody asked for", _last(one for one in happened if one.outage and not one.asked_for)),
        ("failure", _last(one for one in happened if one.failure)),
        ("request", _last(one for one in happened if one.outage)),
        ("change", _last(one for one in happened if one.change)),
    )
    rule, decisive = next(((rule, one) for rule, one in last if one is not None), ("", None))
    return _of(decisive, rule, machine, zone) if decisive is not None else Verdict("unknown", (_quiet(machine),))


def _last(found: Iterable[Moment]) -> Moment | None:
    return next(reversed(list(found)), None)


def _down(happened: list[Moment]) -> Moment | None:
    """Give what explains that the machine is down at the end, None if it is not."""
    ways = [one for one in happened if one.way]
    if not ways or ways[-1].way != "down":
        return None
    spell = list(takewhile(lambda one: one.way == "down", reversed(ways)))[::-1]
    tries = [one for one in happened if one.failure and one.would_start and one.time > spell[0].time]
    return tries[-1] if tries else next((one for one in spell if one.finding.by != "unknown"), spell[0])


def _quiet(machine: Machine) -> str:
    done = sum(1 for one in machine.operations if one.outcome == "succeeded" and not one.is_policy)
    operations = "the one operation on it succeeded" if done == 1 else f"all {done} operations on it succeeded"
    return f"Nothing happened to it in this window{': ' + operations if done else ''}."


def _of(one: Moment, rule: str, machine: Machine, zone: tzinfo) -> Verdict:
    """Give the verdict with the evidence of what decided, of what came with it, and of what else speaks for Azure."""
    why, against = list(one.finding.why), list(one.finding.contradictions)
    for state in _echoes(one, machine):
        found = of_transition(state, machine, zone=zone)
        why += found.why[:1]
        against += found.contradictions
    if isinstance(one.source, Transition) and one.finding.by != "platform":
        why += [*service_incidents(one.source, machine, zone=zone), *hit_together(one.source, machine, zone=zone)]
    return Verdict(one.finding.by, tuple(dict.fromkeys(why)), tuple(dict.fromkeys(against)), one.time, rule)


def _echoes(one: Moment, machine: Machine) -> list[Transition]:
    """Give the first changes of health that came with a request: until a quarter of an hour after its end."""
    if isinstance(one.source, Transition) or not interrupts(one.source):
        return []
    until = (one.source.end or one.source.start) + ECHO
    echoes = [state for state in machine.health if one.time <= state.time <= until and state.health != "available"]
    return echoes[:_MOST_ECHOES]

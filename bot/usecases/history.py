"""What happened to this machine? A name and a window in; verdict, timeline, explanations and gaps out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from analysis.gaps import Gap
from analysis.machine import read_machine
from analysis.resource_id import parse
from analysis.sources import SourceError
from analysis.timeline import TimelineItem, timeline
from analysis.unseen import unseen
from analysis.verdict import verdict
from analysis.window import Window
from bot.usecases.answers import ExplainedMatch, Happening, History, NeverSeen, NotReadable, SeveralMachines, Verdict
from bot.usecases.explain import Explain
from bot.usecases.ports import ActivityLog, Clock
from bot.usecases.printable import printable
from bot.usecases.times.asked import WindowOf
from kb.text.redaction import redact

_Told = tuple[Happening, ExplainedMatch | None]
HistoryAnswer = History | NeverSeen | SeveralMachines | NotReadable

# A request just before the window may explain what happened in it.
_CONTEXT: Final = timedelta(minutes=15)
_MOST_MESSAGE: Final = 2000


@dataclass(frozen=True, slots=True)
class TellHistory:
    """The use case; call it with a name and a window. `open_log` may raise SourceError."""

    open_log: Callable[[], ActivityLog]
    explain: Explain
    clock: Clock

    def __call__(self, name: str, window_of: WindowOf, *, zone: tzinfo = UTC) -> HistoryAnswer:
        """Give what happened to the machine of that name.

        Args:
            name: a name, resource id, scale-set instance or computer name, in any casing.
            window_of: the window to look at, by the time now; a log that ended before it is asked as of its end.
            zone: the zone in which sentences name times.

        Raises:
            NotATimeError: the window cannot be made of the times given.
        """
        try:
            return self._told(self.open_log(), name, window_of, zone)
        except SourceError as error:
            return NotReadable(str(error))

    def _told(self, log: ActivityLog, name: str, window_of: WindowOf, zone: tzinfo) -> HistoryAnswer:
        found = log.find(name)
        if not found.resources:
            return NeverSeen(name, found.near, log.label, found.gaps)
        if len(found.resources) > 1:
            return SeveralMachines(name, found.resources, log.label)
        resource = found.resources[0]
        now = log.now or self.clock.now()
        ended = log.until()
        window, gaps = _window(window_of, now, ended, zone)
        excerpt = log.about(resource, window.widened(before=_CONTEXT))
        machine = read_machine(excerpt.events, parse(resource).key)
        judged = verdict(machine, zone=zone)
        if judged.at is not None and judged.at < window.start:
            inside = excerpt.events[excerpt.events["time"] >= window.start].reset_index(drop=True)
            judged = verdict(read_machine(inside, machine.key), zone=zone)
        told = self._timeline(timeline(machine, window=window, zone=zone), _known(resource))
        return History(
            resource=resource,
            name=machine.name,
            window=window,
            verdict=_beyond(ended, zone)
            if ended is not None and window.start > ended
            else Verdict(judged.by, tuple(self._redacted(one) for one in (*judged.why, *judged.contradictions))),
            timeline=tuple(happening for happening, _ in told),
            explained=_worth_explaining(told),
            gaps=_once((*gaps, *excerpt.gaps, *unseen(excerpt, window, now=now, zone=zone))),
            source=log.label,
            knowledge_version=self.explain.library.version,
        )

    def _timeline(self, lines: Iterable[TimelineItem], known: Mapping[str, str]) -> list[_Told]:
        """Give each line with its page; equal texts are looked up once."""
        found: dict[str, tuple[ExplainedMatch | None, str]] = {"": (None, "")}
        told: list[_Told] = []
        for line in lines:
            if line.text not in found:
                found[line.text] = self._look_up(line, known)
            match, message = found[line.text]
            told.append((self._happening(line, match, message), match if line.counts else None))
        return told

    def _look_up(self, line: TimelineItem, known: Mapping[str, str]) -> tuple[ExplainedMatch | None, str]:
        """Give the page of a failure or an annotation, None if there is none, and the innermost message."""
        said = (
            line.text if line.kind == "health" or line.code in line.text else f"Code: {line.code}\nMessage: {line.text}"
        )
        answer = self.explain(said, known=known)
        inner = next((link.message for link in reversed(answer.chain) if link.message), line.text)
        return (answer.matches[0] if answer.matches else None), inner

    def _happening(self, line: TimelineItem, match: ExplainedMatch | None, message: str) -> Happening:
        return Happening(
            time=line.time,
            end=line.end,
            kind=line.kind,
            name=printable(line.name),
            label=self._redacted(line.label),
            outcome=line.outcome,
            code=printable(line.code),
            message=self._redacted(message if line.kind == "operation" else line.label)[:_MOST_MESSAGE],
            entry=match.entry if match else "",
            title=match.title if match else "",
            by=line.by,
            who=self._redacted(line.caller),
            resource=printable(line.resource),
            correlation_id=printable(line.correlation_id),
            attempts=line.attempts,
            folded=line.folded,
        )

    def _redacted(self, text: str) -> str:
        return printable(redact(text, emails=self.explain.redact_emails).text.text)


def _window(window_of: WindowOf, now: datetime, until: datetime | None, zone: tzinfo) -> tuple[Window, tuple[Gap, ...]]:
    window = window_of(now)
    if until is None or until >= window.start:
        return window, ()
    moved = window_of(until + timedelta(seconds=1))
    if moved == window:
        return window, ()
    text = f"The log ends at {_stamp(until, zone)}, so the window counts back from there and not from now."
    return moved, (Gap("too fresh", text),)


def _worth_explaining(told: Iterable[_Told]) -> tuple[ExplainedMatch, ...]:
    """Give the pages of what went wrong or put the machine out, once each."""
    bad = {"failed", "unavailable", "degraded"}
    return tuple({match.entry: match for one, match in told if match is not None and one.outcome in bad}.values())


def _known(resource: str) -> dict[str, str]:
    """Give the names that commands are filled in with, by the kinds that entities have."""
    parts = parse(resource)
    scaled = parts.type.startswith("microsoft.compute/virtualmachinescalesets")
    machine = {"vmss": parts.names[0], "instance": parts.names[-1]} if scaled else {"vm": parts.name}
    return machine | {"resource_group": parts.group, "subscription": parts.subscription}


def _beyond(ended: datetime, zone: tzinfo) -> Verdict:
    """Give the verdict on a time after the end of a log, of which nothing can be known."""
    last = ended.astimezone(zone)
    return Verdict("unknown", (f"The log ends on {last:%Y-%m-%d} at {last:%H:%M}: it cannot tell what came after.",))


def _once(gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    return tuple(dict.fromkeys(gaps))


def _stamp(time: datetime, zone: tzinfo) -> str:
    return time.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")

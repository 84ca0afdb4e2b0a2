"""What fails every week? A window in; clusters with their trend, pages and fixes out, and how much of it is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import Final

from analysis.clustering.decisions import Decision
from analysis.excerpt import Failures
from analysis.failures import Failure, failures
from analysis.filters import Filter, filtered
from analysis.gaps import Gap
from analysis.operations import operations
from analysis.recurring import Recurring, recurring
from analysis.sources import SourceError
from analysis.tags import tags
from analysis.tallies import FailureTally, counted
from analysis.trends import Spans
from analysis.weeks import last_week, name_of
from analysis.window import Window
from bot.usecases.answers import BadDeployment, ExplainedMatch, NotReadable, RecurringFailure, Report, Totals
from bot.usecases.decided import FIXED, decisions_of, fixed_of
from bot.usecases.explain import Explain
from bot.usecases.ports import ActivityLog, Case, Clock, Sighting
from bot.usecases.printable import printable
from bot.usecases.times.asked import WindowOf
from kb.drafting import drafted
from kb.text.redaction import redact

_WEEK: Final = timedelta(days=7)
_LATE: Final = timedelta(hours=1)  # a quiet fleet's last row, or one on its way
_MOST_RESOURCES: Final = 10
_LEAST_FAILED: Final = 2
_MOST_EXEMPLAR: Final = 2000


@dataclass(frozen=True, slots=True)
class Memory:
    """What people decided and asked: cases in force, and sightings of the window; or why it cannot be known."""

    cases: Sequence[Case] = ()
    sightings: Sequence[Sighting] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class MakeReport:
    """The use case; call it with a window. `open_log` may raise SourceError."""

    open_log: Callable[[], ActivityLog]
    explain: Explain
    clock: Clock
    recall: Callable[[Window], Memory]

    def __call__(
        self, window_of: WindowOf | None = None, *, zone: tzinfo = UTC, filters: Sequence[Filter] = ()
    ) -> Report | NotReadable:
        """Give the report on a window.

        Args:
            window_of: the window, by the time now; None for the last ISO week that is over in the zone.
            zone: whose weeks and days are counted.
            filters: which failures count.
        """
        try:
            log = self.open_log()
            now = log.now or self.clock.now()
            window = _window(window_of, now, log.until(), zone)
            return self._report(log.label, log.failures(window), window, now, zone, filters)
        except SourceError as error:
            return NotReadable(str(error))

    def _report(  # noqa: PLR0913, PLR0917 - what was asked, and what was read
        self,
        source: str,
        read: Failures,
        window: Window,
        now: datetime,
        zone: tzinfo,
        filters: Sequence[Filter],
    ) -> Report:
        known = _known(read, window, filters)
        spans = Spans.of(window, oldest=read.oldest or window.start, until=min(now, read.newest or now))
        memory = self.recall(window)
        found = self._recurring(known, spans, zone, memory.cases)
        asked = Counter(sighting.entry for sighting in memory.sightings)
        match = cache(self._match)
        lines = tuple(self._line(one, asked, match(_said(one.example))) for one in found)
        failed = sum(part.operations for one in known for part in one.within(window))
        return Report(
            window=window,
            name=name_of(window, zone),
            zone=str(zone),
            partial=window.end > now,
            totals=Totals(read.operations, failed, _resources(known)),
            clusters=lines,
            deployments=_bad_deployments(known, window, found),
            resources=tuple(_most_hit(known)),
            covered=sum(line.count for line in lines if line.entry),
            filters=tuple(str(one) for one in filters),
            gaps=_once(
                (*read.gaps, *_missing(read, window, now, zone), *_left_out(read, filters), *_forgotten(memory))
            ),
            source=source,
            knowledge_version=self.explain.library.version,
        )

    def _recurring(
        self, known: Sequence[FailureTally], spans: Spans, zone: tzinfo, cases: Sequence[Case]
    ) -> tuple[Recurring, ...]:
        fixed, decisions = fixed_of(cases), tuple[Decision, ...]()
        found = recurring(known, spans, zone=zone, fixed=fixed)
        if any(case.decision != FIXED for case in cases):
            decisions = decisions_of(cases, [one.cluster for one in found])
        return recurring(known, spans, zone=zone, fixed=fixed, decisions=decisions) if decisions else found

    def _line(self, one: Recurring, asked: Mapping[str, int], match: ExplainedMatch | None) -> RecurringFailure:
        trend, cluster = one.trend, one.cluster
        code = printable(one.example.code or cluster.code)
        shown = redact(cluster.exemplar, emails=self.explain.redact_emails).text.text[:_MOST_EXEMPLAR]
        exemplar = printable(shown, lines=True)
        return RecurringFailure(
            id=one.id,
            state=trend.state,
            template=printable(cluster.template),
            detail=printable(one.detail),
            code=code,
            entry=match.entry if match else "",
            title=match.title if match else "",
            act=match.act if match else "",
            fix=match.fixes[0] if match and match.fixes else None,
            draft="" if match or not (one.example.code or one.example.text) else drafted(code or "Unknown", exemplar),
            count=trend.count,
            previous=trend.previous,
            baseline=trend.baseline,
            rate=None if trend.rate is None else round(trend.rate, 2),
            resources=trend.resources,
            top_resources=one.resources,
            first_seen=trend.first_seen,
            last_seen=trend.last_seen,
            exemplar=exemplar,
            deployments=one.deployments,
            days=one.days,
            asked=asked.get(match.entry, 0) if match else 0,
        )

    def _match(self, said: str) -> ExplainedMatch | None:
        matches = self.explain(said).matches if said else ()
        return matches[0] if matches else None


def _said(failure: Failure) -> str:
    """Give what to match against known errors; "" if only the operation is known, for that names no cause."""
    if not failure.text and not failure.code:
        return ""
    text = failure.text or failure.message
    return text if failure.code in text else f"Code: {failure.code}\nMessage: {text}"


def _window(window_of: WindowOf | None, now: datetime, until: datetime | None, zone: tzinfo) -> Window:
    """Give the window asked for, else the last week that is over; of a log that ended before it, its last one."""
    window = window_of(now) if window_of is not None else last_week(now, zone)
    if until is None or until >= window.start:
        return window
    return window_of(until + timedelta(seconds=1)) if window_of is not None else last_week(until + _WEEK, zone)


def _known(read: Failures, window: Window, filters: Sequence[Filter]) -> list[FailureTally]:
    """Give the failures that pass the filters; of those that the log counted, their examples speak for all."""
    single = filtered(failures(operations(read.events)), filters, tags=tags(read.events))
    others = [one for one in filters if one not in read.passed]
    return counted(single, window) + [one for one in read.tallies if filtered([one.example], others, tags={})]


def _resources(known: Iterable[FailureTally]) -> int:
    tallies = list(known)
    named = {resource.lower() for one in tallies for resource, _ in one.hits}
    return len(named) + sum(one.more_resources for one in tallies)


def _bad_deployments(
    known: Iterable[FailureTally], window: Window, found: Iterable[Recurring]
) -> tuple[BadDeployment, ...]:
    clusters: defaultdict[str, list[str]] = defaultdict(list)
    for one in found:
        for deployment in one.deployments:
            clusters[deployment].append(one.id)
    counts: Counter[str] = Counter()
    for tally in known:
        for part in tally.within(window):
            counts[part.deployment] += part.operations
    del counts[""]
    made = [
        BadDeployment(name, count, tuple(clusters[name])) for name, count in counts.items() if count >= _LEAST_FAILED
    ]
    return tuple(sorted(made, key=lambda one: (-one.failures, one.id)))


def _most_hit(known: Iterable[FailureTally]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for tally in known:
        for resource, count in tally.hits:
            counts[resource.lower()] += count
            spelling.setdefault(resource.lower(), resource)
    most = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_MOST_RESOURCES]
    return [(spelling[resource], count) for resource, count in most]


def _missing(read: Failures, window: Window, now: datetime, zone: tzinfo) -> Iterable[Gap]:
    def stamp(moment: datetime) -> str:
        return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")

    if read.newest is None:
        yield Gap("too fresh", "The log holds no row at all, so nothing can be said about this window.")
        return
    if window.start >= now:
        yield Gap("too fresh", f"The window has not begun: it is {stamp(now)}.")
    elif window.end > now:
        yield Gap("too fresh", f"The window is not over: it is {stamp(now)}, and counts go up to then.")
        if read.newest < now - _LATE:
            yield Gap("too fresh", f"Data until {stamp(read.newest)}: what came after is not in sight.")
    elif read.newest < window.end - _LATE:
        yield Gap("too fresh", f"Data until {stamp(read.newest)}: the rest of the window is not in sight.")
    if read.oldest is not None and read.oldest > window.start - timedelta(days=28):
        yield Gap("too old", f"The log begins at {stamp(read.oldest)}, so the four weeks before are not all in sight.")
    if silent := _silent(read):
        text = f"{silent} rows of failures hold neither code nor message, so their causes cannot be matched."
        yield Gap("no details", text, silent)


def _silent(read: Failures) -> int:
    if read.silent is not None:
        return read.silent
    failed = read.events[read.events["status"] == "failed"]
    rows = int((failed["message"].eq("") & failed["error_code"].eq("")).sum())
    return rows + sum(one.operations for one in read.tallies if not one.example.code and not one.example.text)


def _left_out(read: Failures, filters: Sequence[Filter]) -> Iterable[Gap]:
    """Give what filters cannot go by: rows tell regions and tags only here and there."""
    asked = {one.field for one in filters}
    if read.tallies and any(one.field == "tag" for one in filters if one not in read.passed):
        text = "There are so many failures that the log counts them itself, and then it tells no tags: filter by group."
        yield Gap("no details", text)
    elif "tag" in asked:
        text = "Tags are known only where a request in the log set them: failures of other resources are left out."
        yield Gap("no details", text)
    if "region" in asked:
        text = "Few rows of an activity log name a region: failures without one are left out; filter by group instead."
        yield Gap("no details", text)


def _forgotten(memory: Memory) -> Iterable[Gap]:
    if memory.missing:
        yield Gap("unavailable", f"What people decided about clusters is not known: {memory.missing}")


def _once(gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    return tuple(dict.fromkeys(gaps))
